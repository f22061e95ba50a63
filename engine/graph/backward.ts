/**
 * Backward calls, from the losses to the first parameters.
 *
 * The gradient of a layer's output is the sum of what its readers pass back. One reader: no sum. A
 * reader that passes its own gradient on unchanged (add of equal shapes, flatten, identity) gives a
 * view, nothing is copied. Several readers: the parts are added into one that a backward call has
 * freshly written, never into a view, because a view's words belong to another gradient.
 */
import { sameShape } from "../core/shape";
import type { Compilation } from "./compile";
import { attributesOf, inputsOf, isView, outputOf, type Pass, savedOf } from "./forward";
import { addLossGradient } from "./loss-calls";
import type { TensorId } from "./program";
import type { LayerShape } from "./shapes";

/** What has come back so far for one layer's output. */
interface Incoming {
  /** Written by a backward call for this output alone: others may be added into it. */
  fresh?: TensorId;
  /** Gradients of others that are parts of this one. */
  readonly views: TensorId[];
}

type Ledger = Map<string, Incoming>;

export function addBackward(compilation: Compilation, pass: Pass): void {
  const { heads, fused } = compilation;
  const ledger: Ledger = new Map();
  const needed = layersWithGradient(compilation, pass.layers);
  for (const head of heads) {
    if (!needed.has(head.logits)) continue;
    const part = addLossGradient(
      compilation,
      head,
      freshName(compilation, ledger, head.logits, head.name),
    );
    receive(compilation, ledger, head.logits, part);
  }
  const swallowed = new Map([...fused].map(([layer, relu]) => [relu, layer]));
  for (const layer of pass.layers.toReversed()) {
    if (swallowed.has(layer.name) || !needed.has(layer.name)) continue;
    const dy = settle(compilation, ledger, fused.get(layer.name) ?? layer.name);
    if (dy !== undefined) addLayer(compilation, ledger, needed, layer, dy);
  }
  if (needed.has("input")) settle(compilation, ledger, "input");
}

/** Outputs whose gradient somebody wants: those with a parameter at or before them. */
function layersWithGradient(
  { options, fused }: Compilation,
  layers: readonly LayerShape[],
): ReadonlySet<string> {
  const needed = new Set<string>(options.inputGradient === true ? ["input"] : []);
  for (const layer of layers) {
    if (Object.keys(layer.parameters).length > 0 || layer.inputs.some((input) => needed.has(input)))
      needed.add(layer.name);
  }
  for (const [layer, relu] of fused) if (needed.has(layer)) needed.add(relu);
  return needed;
}

function addLayer(
  compilation: Compilation,
  ledger: Ledger,
  needed: ReadonlySet<string>,
  layer: LayerShape,
  dy: TensorId,
): void {
  const { builder } = compilation;
  const kind = layer.definition.name;
  for (const [at, input] of layer.inputs.entries())
    if (needed.has(input) && passesOn(compilation, layer, at))
      receive(compilation, ledger, input, undefined, dy);
  const isPart = (at: number): boolean =>
    needed.has(layer.inputs[at] ?? "input") && !passesOn(compilation, layer, at);
  if (Object.keys(layer.parameters).length === 0 && !layer.slots.some((_, at) => isPart(at)))
    return;
  const tensors = keptBy(compilation, layer);
  for (const slot of Object.keys(layer.parameters))
    tensors[`d${slot}`] = builder.find(`${layer.name}.d${slot}`) ?? -1;
  const parts = partsOf(compilation, ledger, layer, isPart, tensors);
  builder.call(
    "train",
    kind,
    "backward",
    layer.name,
    { ...tensors, dy },
    attributesOf(compilation, layer, true),
  );
  for (const [input, part] of parts) receive(compilation, ledger, input, part);
}

/** A gradient for each input that wants one, written into `tensors` by its slot. */
function partsOf(
  compilation: Compilation,
  ledger: Ledger,
  layer: LayerShape,
  isPart: (at: number) => boolean,
  tensors: Record<string, TensorId>,
): readonly (readonly [string, TensorId])[] {
  const parts: [string, TensorId][] = [];
  const kind = layer.definition.name;
  for (const [at, slot] of layer.slots.entries()) {
    const node = layer.inputs[at] ?? "input";
    if (!isPart(at)) {
      if (kind === "concat" || kind === "add")
        tensors[`d${slot}`] = unwanted(compilation, node, layer, slot);
      continue;
    }
    const name = parts.some(([other]) => other === node)
      ? `${node}.dy@${layer.name}.${slot}`
      : freshName(compilation, ledger, node, layer.name);
    const shape = shapeOfOutput(compilation, node);
    const part = compilation.builder.tensor(name, shape, "gradient", { node });
    tensors[`d${slot}`] = part;
    parts.push([node, part]);
  }
  return parts;
}

/**
 * Is the gradient of input number `at` the layer's own, unchanged? An operand that add repeats gets
 * a sum instead.
 */
function passesOn(compilation: Compilation, layer: LayerShape, at: number): boolean {
  if (isView(layer, compilation)) return true;
  return layer.definition.name === "add" && sameShape(layer.inputShapes[at] ?? [], layer.shape);
}

/**
 * Where the parts of a concatenation or a sum lie follows from the shapes of all of them, so that
 * it always gets all.
 */
function unwanted(
  compilation: Compilation,
  input: string,
  layer: LayerShape,
  slot: string,
): TensorId {
  const name = `${input}.dy@${layer.name}.${slot}`;
  return compilation.builder.tensor(name, shapeOfOutput(compilation, input), "gradient", {
    node: layer.name,
  });
}

/** The forward tensors that the op's backward pass reads. */
function keptBy(compilation: Compilation, layer: LayerShape): Record<string, TensorId> {
  const { definition } = layer;
  const available = {
    ...inputsOf(compilation, layer),
    ...savedOf(compilation, layer),
    y: outputOf(compilation, layer),
  };
  const wanted = new Set([
    ...definition.keeps,
    ...(definition.saved ?? []).map((slot) => slot.name),
  ]);
  if (compilation.fused.has(layer.name)) wanted.add("y");
  return Object.fromEntries(Object.entries(available).filter(([slot]) => wanted.has(slot)));
}

/**
 * The first fresh part takes the gradient's own name, so that it needs no copy; later ones say who
 * wrote them.
 */
function freshName(
  { builder }: Compilation,
  ledger: Ledger,
  output: string,
  writer: string,
): string {
  const plain = `${output}.dy`;
  return ledger.get(output)?.fresh === undefined && builder.find(plain) === undefined
    ? plain
    : `${plain}@${writer}`;
}

/** Takes a part of an output's gradient: freshly written, or another gradient as it is. */
function receive(
  { builder }: Compilation,
  ledger: Ledger,
  output: string,
  fresh?: TensorId,
  view?: TensorId,
): void {
  const incoming = ledger.get(output) ?? { views: [] };
  ledger.set(output, incoming);
  if (view !== undefined) incoming.views.push(view);
  if (fresh !== undefined && incoming.fresh === undefined) incoming.fresh = fresh;
  else if (fresh !== undefined) incoming.views.push(fresh);
  const into = incoming.fresh;
  if (into === undefined) return;
  for (const part of incoming.views.splice(0))
    builder.call("train", "accumulate", "reduce", output, { into, part });
}

/**
 * All readers have answered: the gradient of the output, or nothing when none of them passes any
 * back.
 */
function settle(compilation: Compilation, ledger: Ledger, output: string): TensorId | undefined {
  const { builder } = compilation;
  const incoming = ledger.get(output);
  if (incoming === undefined) return undefined;
  if (incoming.fresh !== undefined) return incoming.fresh;
  const [first, ...others] = incoming.views;
  if (first === undefined) return undefined;
  const shape = shapeOfOutput(compilation, output);
  if (others.length === 0)
    return builder.tensor(`${output}.dy`, shape, "gradient", { viewOf: first, node: output });
  const into = builder.tensor(`${output}.dy`, shape, "gradient", { node: output });
  builder.call("train", "copy", "reduce", output, { from: first, into });
  for (const part of others) builder.call("train", "accumulate", "reduce", output, { into, part });
  return into;
}

function shapeOfOutput({ network, options }: Compilation, name: string): readonly number[] {
  const layer = network.layers.find((candidate) => candidate.name === name);
  return [options.batch, ...(layer === undefined ? network.spec.input : layer.shape)];
}
