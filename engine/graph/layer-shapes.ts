/**
 * Everything that follows from a spec alone: the shape of every layer, its parameters and running
 * statistics, its multiply-adds and its receptive field. No backend, no numbers.
 *
 * Shapes leave out the batch. Multiply-adds count convolutions and linear layers, as the literature
 * does. Errors: LabError in the reader's words, beginning with the layer's name.
 */
import { check, LabError } from "../core/errors";
import type { Attributes, OpDefinition, RawAttributes, Shapes } from "../core/op";
import { size, type Shape } from "../core/shape";
import { fieldAfter, PIXEL, type ReceptiveField } from "./receptive";
import type { InitialiserSpec, LayerSpec, NetworkSpec } from "./spec";
import { checkKind, dataSlots, EXPECTATIONS, opFor } from "./vocabulary";

export interface LayerShape {
  readonly name: string;
  /** As written: "adaptive_avgpool2d". */
  readonly kind: string;
  /** What computes it: the definition of "avgpool2d", or of the op itself. */
  readonly definition: OpDefinition;
  /** Complete, in the form that the definition's functions take. */
  readonly attributes: Attributes;
  /** Names of the layers it reads, or "input". */
  readonly inputs: readonly string[];
  /** The slots for those inputs, in the same order. */
  readonly slots: readonly string[];
  readonly inputShapes: readonly Shape[];
  readonly shape: Shape;
  /** Tensors that forward keeps for backward, without the batch where they have one. */
  readonly saved: Shapes;
  readonly parameters: Shapes;
  readonly buffers: Shapes;
  readonly parameterCount: number;
  readonly bufferCount: number;
  readonly multiplyAdds: number;
  readonly field: ReceptiveField;
  readonly init?: InitialiserSpec;
}

export interface NetworkShapes {
  readonly spec: NetworkSpec;
  readonly layers: readonly LayerShape[];
  readonly output: LayerShape;
  readonly parameterCount: number;
  readonly bufferCount: number;
  readonly multiplyAdds: number;
  /**
   * Cells of all layers' outputs for one example; flatten, unflatten and dropout change no number
   * in use and count nothing.
   */
  readonly activationCount: number;
}

const UNCOUNTED: ReadonlySet<string> = new Set(["flatten", "unflatten", "dropout"]);

/** Throws LabError: "shape", "channels", "kernel", "attribute", "limit". */
export function networkShapes(spec: NetworkSpec): NetworkShapes {
  const known = new Map<string, { shape: Shape; field: ReceptiveField }>([
    ["input", { shape: spec.input, field: PIXEL }],
  ]);
  const layers: LayerShape[] = [];
  let previous = "input";
  for (const layer of spec.layers) {
    const described = withLayerName(layer.name, () =>
      layerShape(layer, layer.inputs ?? [previous], known),
    );
    layers.push(described);
    known.set(layer.name, { shape: described.shape, field: described.field });
    previous = layer.name;
  }
  const output = layers.at(-1);
  if (output === undefined) throw new LabError("spec", "the network has no layers");
  const total = (count: (layer: LayerShape) => number): number =>
    layers.reduce((sum, layer) => sum + count(layer), 0);
  return {
    spec,
    layers,
    output,
    parameterCount: total((layer) => layer.parameterCount),
    bufferCount: total((layer) => layer.bufferCount),
    multiplyAdds: total((layer) => layer.multiplyAdds),
    activationCount: total((layer) => (UNCOUNTED.has(layer.kind) ? 0 : size(layer.shape))),
  };
}

/** Shapes of all parameters and running statistics, in the network's order. */
export function weightShapes(network: NetworkShapes): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>();
  for (const layer of network.layers) {
    for (const [slot, shape] of Object.entries({ ...layer.parameters, ...layer.buffers }))
      shapes.set(`${layer.name}.${slot}`, shape);
  }
  return shapes;
}

/** The tensor that a layer reads when it names `input`. */
export function valueName(input: string): string {
  return input === "input" ? "input" : `${input}.y`;
}

export function layerNamed(network: NetworkShapes, name: string): LayerShape | undefined {
  return network.layers.find((layer) => layer.name === name);
}

/**
 * One layer by itself, for inputs of these shapes (without the batch); its receptive field is not
 * that in a network. Throws as `networkShapes` does.
 */
export function oneLayer(layer: LayerSpec, inputShapes: readonly Shape[]): LayerShape {
  const names = inputShapes.map((_, at) => `input ${at + 1}`);
  const known = new Map(
    inputShapes.map((shape, at) => [names[at] ?? "", { shape, field: PIXEL }] as const),
  );
  return withLayerName(layer.name, () => layerShape(layer, names, known));
}

interface Source {
  readonly shape: Shape;
  readonly field: ReceptiveField;
}

function fieldOf({ field }: Source): ReceptiveField {
  return field;
}

function sourceOf(name: string, known: ReadonlyMap<string, Source>): Source {
  const found = known.get(name);
  if (found === undefined)
    throw new LabError("unknown-name", `there is no layer "${name}" before it`);
  return found;
}

function slotsOf({ op }: LayerSpec, definition: OpDefinition, given: number): readonly string[] {
  const slots = dataSlots(definition, given);
  check(slots.length === given, "spec", `${op} reads ${slots.length} layers, but ${given} given`);
  return slots;
}

function layerShape(
  layer: LayerSpec,
  inputs: readonly string[],
  known: ReadonlyMap<string, Source>,
): LayerShape {
  const sources = inputs.map((name) => sourceOf(name, known));
  const inputShapes = sources.map((source) => source.shape);
  const first = inputShapes[0] ?? [];
  checkKind(layer.op, first);
  checkExpectations(layer, first);
  const { definition, attributes } = computedBy(layer, inputShapes);
  const slots = slotsOf(layer, definition, inputs.length);
  const owned = definition.parameters?.([1, ...first], attributes) ?? {};
  const shapes: Record<string, Shape> = { ...owned };
  for (const [at, slot] of slots.entries()) shapes[slot] = [1, ...(inputShapes[at] ?? [])];
  const { y, ...saved } = definition.shapes(shapes, attributes);
  const buffers = pick(owned, (name) =>
    definition.inputs.some((slot) => slot.name === name && slot.buffer === true),
  );
  const parameters = pick(owned, (name) => !Object.hasOwn(buffers, name));
  return {
    name: layer.name,
    kind: layer.op,
    definition,
    attributes,
    inputs,
    slots,
    inputShapes,
    shape: y.slice(1),
    saved,
    parameters,
    buffers,
    parameterCount: cellCount(parameters),
    bufferCount: cellCount(buffers),
    multiplyAdds: definition.multiplyAdds({ ...shapes, y }, attributes),
    field: fieldAfter(definition, attributes, sources.map(fieldOf), inputShapes),
    ...(layer.init === undefined ? {} : { init: layer.init }),
  };
}

/** What computes a layer, with its settings as the op takes them. */
function computedBy(
  layer: LayerSpec,
  inputShapes: readonly Shape[],
): { definition: OpDefinition; attributes: Attributes } {
  const { op, ...raw } = simpler(
    opFor(layer.op)?.name ?? layer.op,
    settings(layer, inputShapes),
    inputShapes[0] ?? [],
  );
  const definition = opFor(op);
  if (definition === undefined)
    throw new LabError("spec", `there is no layer of the kind "${layer.op}"`);
  return { definition, attributes: definition.normalise(raw) };
}

function settings(layer: LayerSpec, inputShapes: readonly Shape[]): RawAttributes {
  const raw: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(layer)) {
    if (
      key !== "name" &&
      key !== "op" &&
      key !== "inputs" &&
      key !== "init" &&
      !EXPECTATIONS.has(key)
    )
      raw[key] = value;
  }
  if (layer.op === "concat") raw["count"] = inputShapes.length;
  return raw;
}

/**
 * Adaptive pooling to the size that there is computes nothing; to a size that divides it, it is
 * average pooling.
 */
function simpler(
  op: string,
  raw: RawAttributes,
  shape: Shape,
): RawAttributes & { readonly op: string } {
  const wanted = op === "adaptive_avgpool2d" ? opFor(op)?.normalise(raw)["output_size"] : undefined;
  if (typeof wanted !== "object") return { ...raw, op };
  const [rows = 1, columns = 1] = wanted;
  const [, height = 0, width = 0] = shape;
  if (rows === height && columns === width) return { op: "identity" };
  if (shape.length !== 3 || height % rows !== 0 || width % columns !== 0) return { ...raw, op };
  return { op: "avgpool2d", kernel_size: [height / rows, width / columns] };
}

function checkExpectations(layer: LayerSpec, shape: Shape): void {
  const have = shape[0] ?? 0;
  for (const name of EXPECTATIONS) {
    const wanted = layer[name];
    if (wanted === undefined || wanted === have) continue;
    const what = shape.length === 3 ? "channels" : "features";
    const image = shape.length === 3 ? "image" : "input";
    throw new LabError(
      "channels",
      `the ${image} has ${have} ${what} but the ${layer.op === "conv2d" ? "kernel" : "layer"} expects ${String(wanted)}`,
    );
  }
}

/** Errors of `work` begin with the layer's name, in place of the op's. */
export function withLayerName<Result>(name: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    throw error.message.startsWith(`${name}:`)
      ? error
      : new LabError(error.code, `${name}: ${withoutOp(error.message)}`, error.hint);
  }
}

function withoutOp(message: string): string {
  const [beginning, op = ""] = /^(\w+): /.exec(message) ?? [""];
  return opFor(op) === undefined ? message : message.slice(beginning.length);
}

function pick(shapes: Shapes, wanted: (name: string) => boolean): Shapes {
  return Object.fromEntries(Object.entries(shapes).filter(([name]) => wanted(name)));
}

function cellCount(shapes: Shapes): number {
  return Object.values(shapes).reduce((sum, shape) => sum + size(shape), 0);
}
