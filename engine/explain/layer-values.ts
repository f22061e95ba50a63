/**
 * What a layer's or a loss's definition may look at, taken out of a network's numbers by slot, and
 * the network's names for those slots.
 */
import { check } from "../core/errors";
import type { ForwardContext, OpDefinition, Attributes, Values } from "../core/op";
import { size } from "../core/shape";
import { tensor, type Tensor } from "../core/tensor";
import { headsOf, type Head } from "../graph/heads";
import { type LayerShape, valueName } from "../graph/layer-shapes";
import { knownOps } from "../ops/known";
import type { Recipe } from "../train/recipe";
import { type Numbers, present } from "./numbers";

export function contextOf({ mode, seed }: Pick<Numbers, "mode" | "seed">): ForwardContext {
  return { training: mode === "train", seed };
}

export function lossHeads(numbers: Pick<Numbers, "network" | "loss">): readonly Head[] {
  return numbers.loss === null ? [] : headsOf(numbers.network, numbers.loss);
}

/** The loss that a tensor belongs to: "loss.aux.probabilities" to the head "loss.aux". */
export function headOf(numbers: Pick<Numbers, "network" | "loss">, name: string): Head | undefined {
  return lossHeads(numbers)
    .filter((head) => name === head.name || name.startsWith(`${head.name}.`))
    .toSorted((a, b) => b.name.length - a.name.length)[0];
}

/** Tensors that a layer's forward pass reads, by slot. */
export function forwardNames(layer: LayerShape): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [at, slot] of layer.slots.entries())
    names.set(slot, valueName(layer.inputs[at] ?? "input"));
  for (const slot of [...Object.keys(layer.parameters), ...Object.keys(layer.buffers)])
    names.set(slot, `${layer.name}.${slot}`);
  return names;
}

/** Tensors that its backward pass may read, by slot. */
export function backwardNames(layer: LayerShape): ReadonlyMap<string, string> {
  const names = new Map(forwardNames(layer));
  for (const slot of [...Object.keys(layer.saved), "y", "dy"])
    names.set(slot, `${layer.name}.${slot}`);
  return names;
}

export function forwardValues(numbers: Numbers, layer: LayerShape): Values {
  return pick(numbers, forwardNames(layer));
}

export function backwardValues(numbers: Numbers, layer: LayerShape): Values {
  return pick(numbers, backwardNames(layer));
}

function pick(numbers: Numbers, names: ReadonlyMap<string, string>): Values {
  return Object.fromEntries([...names].map(([slot, name]) => [slot, present(numbers, name)]));
}

/** The network's name for a slot of a layer. */
export function layerNames(layer: LayerShape): (slot: string) => string {
  const names = backwardNames(layer);
  return (slot) => names.get(slot) ?? `${layer.name}.${slot}`;
}

export interface LossParts {
  readonly definition: OpDefinition;
  readonly attributes: Attributes;
  /** The slot that the network's output goes into: "logits" or "prediction". */
  readonly slot: "logits" | "prediction";
  /** The network's name for a slot of the loss. */
  readonly name: (slot: string) => string;
}

export function lossParts(loss: Recipe["loss"] | null, head: Head): LossParts {
  const definition = knownOps[loss ?? ""];
  check(definition !== undefined, "unsupported", "this network has no loss");
  return {
    definition,
    attributes: definition.normalise({ reduction: "mean" }),
    slot: loss === "mse" ? "prediction" : "logits",
    name: (slot) => {
      if (slot === "logits" || slot === "prediction") return head.tensor;
      if (slot === "labels" || slot === "target") return slot;
      return slot === "y" ? head.name : `${head.name}.${slot}`;
    },
  };
}

/** Tensors that a loss reads: its inputs, and with `back` also what it saved and its gradient. */
export function lossNames(
  loss: Recipe["loss"] | null,
  head: Head,
  back: boolean,
): ReadonlyMap<string, string> {
  const { definition, name } = lossParts(loss, head);
  const slots = definition.inputs.filter((slot) => slot.optional !== true).map((slot) => slot.name);
  const saved = back ? [...(definition.saved ?? []).map((slot) => slot.name), "y", "dy"] : [];
  return new Map([...slots, ...saved].map((slot) => [slot, name(slot)]));
}

export function lossValues(numbers: Numbers, head: Head, back: boolean): Values {
  return pick(numbers, lossNames(numbers.loss, head, back));
}

/** Labels as the targets of a squared error: 1 at the label, 0 elsewhere. Shape [N, …shape]. */
export function oneHot(labels: Tensor, shape: readonly number[]): Tensor<Float64Array> {
  const classes = size(shape);
  const data = new Float64Array(labels.data.length * classes);
  for (const [row, label] of labels.data.entries()) data[row * classes + label] = 1;
  return tensor([labels.data.length, ...shape], data);
}
