/** Which tensors a network has numbers for, and their shapes: all of it follows from the shapes. */
import { LabError } from "../core/errors";
import type { Shape } from "../core/shape";
import type { Head } from "../graph/heads";
import { type LayerShape, type NetworkShapes, weightShapes } from "../graph/layer-shapes";
import { headOf, lossHeads, lossParts } from "./layer-values";
import { layerOf, type Numbers, splitName } from "./numbers";

type Described = Pick<Numbers, "network" | "mode" | "loss" | "update">;

/** In reading order. `leaves`: what was given; a given "L.dy" starts the gradients there. */
export function tensorNames(
  numbers: Described,
  leaves: Pick<ReadonlyMap<string, unknown>, "has">,
): string[] {
  const { network, loss, mode, update } = numbers;
  const heads = lossHeads(numbers);
  const names = ["input", ...weightShapes(network).keys()];
  for (const layer of network.layers) {
    names.push(`${layer.name}.y`);
    names.push(...Object.keys(layer.saved).map((slot) => `${layer.name}.${slot}`));
    if (mode === "train")
      names.push(...Object.keys(layer.buffers).map((slot) => `${layer.name}.${slot}.next`));
  }
  if (leaves.has("labels")) names.push("labels");
  if (loss === "mse") names.push("target");
  for (const head of heads) {
    const { definition, slot } = lossParts(loss, head);
    const saved = (definition.saved ?? []).map((one) => `${head.name}.${one.name}`);
    names.push(head.name, ...saved, `${head.name}.dy`, `${head.name}.d${slot}`);
  }
  const reached = gradientsReach(numbers, leaves);
  if (reached.has("input")) names.push("input.dy");
  for (const layer of network.layers.filter(({ name }) => reached.has(name))) {
    const slots = [...differentiable(layer), ...Object.keys(layer.parameters)];
    names.push(`${layer.name}.dy`, ...slots.map((slot) => `${layer.name}.d${slot}`));
    if (update !== null)
      names.push(...Object.keys(layer.parameters).map((slot) => `${layer.name}.${slot}.next`));
  }
  return names;
}

/** "dy", "dw": gradients are named d and the slot. No op saves a tensor whose name begins so. */
export function isGradient(slot: string): boolean {
  return /^d[a-z]/.test(slot) && slot !== "divisor";
}

/** The gradient by a tensor: "conv1.dw" for "conv1.w", "input.dy" for "input". */
export function gradientName(network: NetworkShapes, tensor: string): string {
  const [owner, slot] = splitName(network, tensor);
  return `${owner}.d${slot === "" ? "y" : slot}`;
}

/** The layers (and "input") whose output has a gradient. */
function gradientsReach(
  numbers: Pick<Numbers, "network" | "loss">,
  leaves: Pick<ReadonlyMap<string, unknown>, "has">,
): ReadonlySet<string> {
  const reached = new Set(lossHeads(numbers).map((head) => head.logits));
  for (const layer of numbers.network.layers.toReversed()) {
    if (leaves.has(`${layer.name}.dy`)) reached.add(layer.name);
    if (!reached.has(layer.name)) continue;
    for (const [at, slot] of layer.slots.entries())
      if (differentiable(layer).includes(slot)) reached.add(layer.inputs[at] ?? "input");
  }
  return reached;
}

/** Slots of other layers' outputs that a gradient goes back through. */
export function differentiable(layer: LayerShape): readonly string[] {
  const constant = new Set(
    layer.definition.inputs.filter((slot) => slot.constant === true).map((slot) => slot.name),
  );
  return layer.slots.filter((slot) => !constant.has(slot));
}

/** The shape of a tensor by name. Throws "unknown-name". */
export function shapeNamed(
  numbers: Pick<Numbers, "network" | "loss">,
  batch: number,
  name: string,
): Shape {
  const { network } = numbers;
  if (name === "input" || name === "input.dy") return [batch, ...network.spec.input];
  if (name === "labels") return [batch];
  if (name === "target") return [batch, ...network.output.shape];
  const head = headOf(numbers, name);
  if (head !== undefined) return lossShape(numbers, head, batch, name);
  const [owner, slot] = splitName(network, name);
  const layer = layerOf(network, owner);
  const base = slot.replace(/\.next$/, "");
  const shape = slotShape(layer, base, batch) ?? slotShape(layer, base.slice(1), batch);
  if (shape === undefined)
    throw new LabError("unknown-name", `${network.spec.name} has no numbers for ${name}`);
  return shape;
}

function slotShape(layer: LayerShape, slot: string, batch: number): Shape | undefined {
  if (slot === "y") return [batch, ...layer.shape];
  const at = layer.slots.indexOf(slot);
  if (at >= 0) return [batch, ...(layer.inputShapes[at] ?? [])];
  const own = layer.parameters[slot] ?? layer.buffers[slot];
  if (own !== undefined) return own;
  const inputs = Object.fromEntries(
    layer.slots.map((name, to) => [name, [batch, ...(layer.inputShapes[to] ?? [])]]),
  );
  const shapes = layer.definition.shapes(
    { ...inputs, ...layer.parameters, ...layer.buffers },
    layer.attributes,
  );
  return Object.hasOwn(layer.saved, slot) ? shapes[slot] : undefined;
}

function lossShape(
  numbers: Pick<Numbers, "network" | "loss">,
  head: Head,
  batch: number,
  name: string,
): Shape {
  const { definition, attributes, slot } = lossParts(numbers.loss, head);
  const logits = shapeNamed(numbers, batch, head.tensor);
  const part = name.slice(head.name.length + 1);
  if (part === `d${slot}`) return logits;
  const inputs = { [slot]: logits, labels: [batch], target: logits };
  return definition.shapes(inputs, attributes)[part === "" || part === "dy" ? "y" : part] ?? [1];
}
