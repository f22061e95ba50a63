/**
 * Forward calls of a phase, layer by layer, with the two savings that change no number: a relu
 * after a convolution or a linear layer is computed inside it, and a layer that only renames cells
 * (flatten, identity) is a view.
 */
import type { Attributes } from "../core/op";
import type { CompileOptions, Compilation } from "./compile";
import type { Head } from "./heads";
import type { PhaseName, TensorId } from "./program";
import { layerNamed, type LayerShape, type NetworkShapes, withLayerName } from "./shapes";

/** What a pass over the layers did, for the backward pass. */
export interface Pass {
  readonly layers: readonly LayerShape[];
}

/** The layers that `targets` depend on, in order. */
export function activeLayers(
  network: NetworkShapes,
  targets: readonly string[],
): readonly LayerShape[] {
  const wanted = new Set(targets);
  for (const layer of network.layers.toReversed()) {
    if (wanted.has(layer.name)) for (const input of layer.inputs) wanted.add(input);
  }
  return network.layers.filter((layer) => wanted.has(layer.name));
}

export function fusions(
  network: NetworkShapes,
  heads: readonly Head[],
  options: CompileOptions,
  keep: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  if (options.fuse === false) return result;
  const readers = new Map<string, LayerShape[]>();
  for (const layer of network.layers)
    for (const input of layer.inputs) readers.set(input, [...(readers.get(input) ?? []), layer]);
  for (const layer of network.layers) {
    const [reader, ...others] = readers.get(layer.name) ?? [];
    const fits =
      Object.hasOwn(layer.definition.defaults, "activation") &&
      reader?.definition.name === "relu" &&
      others.length === 0;
    const seen =
      keep.has(`${layer.name}.y`) ||
      keep.has(`${layer.name}.dy`) ||
      heads.some((head) => head.logits === layer.name);
    if (fits && !seen && reader !== undefined) result.set(layer.name, reader.name);
  }
  return result;
}

/** Whether the layer's output is its input under another name. */
export function isView(layer: LayerShape, { options }: Compilation): boolean {
  const kind = layer.definition.name;
  return (
    kind === "flatten" ||
    kind === "unflatten" ||
    kind === "identity" ||
    (kind === "dropout" && options.training === undefined && options.mode !== "train")
  );
}

export function addForward(
  compilation: Compilation,
  phase: PhaseName,
  layers: readonly LayerShape[],
  training: boolean,
): Pass {
  const swallowed = new Set(compilation.fused.values());
  for (const layer of layers) {
    if (swallowed.has(layer.name)) continue;
    const y = outputOf(compilation, layer);
    if (isView(layer, compilation)) continue;
    if (training) checkTrains(layer, compilation.options.batch);
    drawWeights(compilation, phase, layer);
    const tensors = { ...inputsOf(compilation, layer), ...savedOf(compilation, layer), y };
    compilation.builder.call(
      phase,
      layer.definition.name,
      "forward",
      layer.name,
      tensors,
      attributesOf(compilation, layer, training),
    );
  }
  return { layers };
}

/** Throws "shape", beginning with the layer's name, where the layer cannot train on this batch. */
function checkTrains({ name, definition, attributes, ...layer }: LayerShape, batch: number): void {
  if (!Object.hasOwn(definition.defaults, "training")) return;
  const inputs = layer.slots.map((slot, at) => [slot, [batch, ...(layer.inputShapes[at] ?? [])]]);
  withLayerName(name, () =>
    definition.shapes(Object.fromEntries(inputs), { ...attributes, training: true }),
  );
}

/** Where weights are not written: makes this layer's, in its own words until it has computed. */
function drawWeights({ builder, options }: Compilation, phase: PhaseName, layer: LayerShape): void {
  if (options.drawn === undefined) return;
  for (const slot of [...Object.keys(layer.parameters), ...Object.keys(layer.buffers)]) {
    const into = builder.find(`${layer.name}.${slot}`) ?? -1;
    builder.call(phase, "draw", "reduce", layer.name, { into }, options.drawn(layer, slot));
  }
}

/** The layer's settings for one phase. */
export function attributesOf(
  { fused, network }: Compilation,
  layer: LayerShape,
  training: boolean,
): Attributes {
  const { attributes, definition } = layer;
  return {
    ...attributes,
    ...(Object.hasOwn(definition.defaults, "training") ? { training } : {}),
    ...(Object.hasOwn(definition.defaults, "salt") ? { salt: network.layers.indexOf(layer) } : {}),
    ...(fused.has(layer.name) ? { activation: "relu" } : {}),
  };
}

/** The tensor that holds this layer's output; made when first asked for. */
export function outputOf(compilation: Compilation, layer: LayerShape): TensorId {
  const { builder, network, options, fused } = compilation;
  const relu = fused.get(layer.name);
  const name = relu ?? layer.name;
  const known = builder.find(`${name}.y`);
  if (known !== undefined) return known;
  const shape = [options.batch, ...layer.shape];
  if (!isView(layer, compilation))
    return builder.tensor(`${name}.y`, shape, "activation", { node: layer.name });
  return builder.tensor(`${name}.y`, shape, "activation", {
    node: layer.name,
    viewOf: valueOf(compilation, network, layer.inputs[0] ?? "input"),
  });
}

function valueOf(compilation: Compilation, network: NetworkShapes, name: string): TensorId {
  const layer = layerNamed(network, name);
  const id = layer === undefined ? compilation.builder.find("input") : outputOf(compilation, layer);
  return id ?? -1;
}

/** Input slots, parameters and running statistics of a layer. */
export function inputsOf(compilation: Compilation, layer: LayerShape): Record<string, TensorId> {
  const tensors: Record<string, TensorId> = {};
  for (const [at, slot] of layer.slots.entries())
    tensors[slot] = valueOf(compilation, compilation.network, layer.inputs[at] ?? "input");
  for (const slot of [...Object.keys(layer.parameters), ...Object.keys(layer.buffers)]) {
    tensors[slot] = compilation.builder.find(`${layer.name}.${slot}`) ?? -1;
  }
  return tensors;
}

/** What forward keeps for backward; made when first asked for. */
export function savedOf(
  { builder, options }: Compilation,
  layer: LayerShape,
): Record<string, TensorId> {
  const tensors: Record<string, TensorId> = {};
  for (const { name, integer = false } of layer.definition.saved ?? []) {
    const shape = batched(layer, name, options.batch);
    if (shape === undefined) continue;
    tensors[name] =
      builder.find(`${layer.name}.${name}`) ??
      builder.tensor(`${layer.name}.${name}`, shape, "scratch", { integer, node: layer.name });
  }
  return tensors;
}

/**
 * The saved tensor's shape for this batch: asked of the definition again, which alone knows where
 * the batch stands.
 */
function batched(layer: LayerShape, name: string, batch: number): readonly number[] | undefined {
  const shapes: Record<string, readonly number[]> = { ...layer.parameters, ...layer.buffers };
  for (const [at, slot] of layer.slots.entries())
    shapes[slot] = [batch, ...(layer.inputShapes[at] ?? [])];
  return layer.definition.shapes(shapes, layer.attributes)[name];
}
