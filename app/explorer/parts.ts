/** Which tensors are drawn for a view, and which layer explains its numbers. */
import { operandsOf } from "../../engine/explain/explain";
import { layerOf, type Numbers, splitName } from "../../engine/explain/numbers";
import { layerNamed, type LayerShape, valueName } from "../../engine/graph/layer-shapes";
import { size } from "../../engine/core/shape";
import type { View } from "./view";

export interface Part {
  readonly layer: LayerShape;
  /** "y", or the slot whose gradient it is. */
  readonly slot: string;
  readonly backward: boolean;
}

/** The layers whose op explains the numbers of a tensor: several where a gradient has two paths. */
export function partsOf(numbers: Numbers, tensor: string): readonly Part[] {
  const { network } = numbers;
  const [owner, slot] = splitName(network, tensor);
  const source = tensor === "input.dy" ? "input" : owner;
  if (slot === "dy" || tensor === "input.dy")
    return network.layers.flatMap((layer) =>
      layer.inputs.flatMap((input, at) =>
        input === source && numbers.has(`${layer.name}.dy`)
          ? [{ layer, slot: layer.slots[at] ?? "x", backward: true }]
          : [],
      ),
    );
  const layer = layerNamed(network, owner);
  if (layer === undefined) return [];
  const of = slot.startsWith("d") ? slot.slice(1) : "";
  if (Object.hasOwn(layer.parameters, of)) return [{ layer, slot: of, backward: true }];
  return slot === "y" || Object.hasOwn(layer.saved, slot) ? [{ layer, slot, backward: false }] : [];
}

/** What is drawn, in reading order. */
export function panelsOf(numbers: Numbers, view: View): readonly string[] {
  const { pictures = [] } = view;
  if (pictures.includes(view.of)) {
    const others = (view.panels ?? []).filter((name) => !pictures.includes(name));
    return [...pictures, ...others]; // before and after stand beside each other
  }
  if (view.panels !== undefined) {
    const drawn = view.panels.filter((name) => numbers.has(name));
    return view.unseen === true || drawn.includes(view.of) ? drawn : [...drawn, view.of];
  }
  const parts = partsOf(numbers, view.of);
  const read = operandsOf(numbers, view.of).filter(
    (name) => name !== view.of && isShown(numbers, name, parts),
  );
  const last = (name: string): number => (name.endsWith(".dy") ? 1 : 0);
  return [...read.toSorted((a, b) => last(a) - last(b)), view.of];
}

/** Backward, only what the op reads again; no winners, no single numbers that never change. */
function isShown(numbers: Numbers, name: string, parts: readonly Part[]): boolean {
  const [owner, slot] = splitName(numbers.network, name);
  if (owner === "loss" || name.startsWith("loss.")) return size(numbers.shape(name)) > 1;
  if (name === "labels" || name === "target") return true;
  const layer = name === "input" ? undefined : layerOf(numbers.network, owner);
  const saved = layer?.definition.saved?.find((one) => one.name === slot);
  if (saved?.integer === true) return false;
  // In training a batch is normalised by its own statistics.
  if (numbers.mode === "train" && layer !== undefined && Object.hasOwn(layer.buffers, slot))
    return parts.length === 0;
  const backward = parts.filter((part) => part.backward);
  if (backward.length === 0 || slot === "dy") return true;
  return backward.some(({ layer: reader }) => {
    const { keeps } = reader.definition;
    if (owner === reader.name) return keeps.includes(slot);
    return reader.slots.some(
      (one, at) => keeps.includes(one) && valueName(reader.inputs[at] ?? "input") === name,
    );
  });
}
