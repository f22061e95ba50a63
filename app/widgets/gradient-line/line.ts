/**
 * The gradient of an untrained network of one number in, one number out, at each place of a line of
 * inputs; and how alike the gradients of neighbouring places are. As the ops compute it, in f64.
 *
 *   plain      x → linear → (batch norm → ReLU → linear) × layers → linear → y
 *   residual   the same layers, with a wire past every two of them
 *
 * Batch normalisation takes mean and variance of the whole line; the gradient takes both as
 * constants. Weights are normal with variance 2/n (He et al., 2015); those of the first layer and
 * its biases lie evenly in ±1, so that its units change at different places.
 *
 * Source  Balduzzi, Frean, Leary, Lewis, Ma, McWilliams, The Shattered Gradients Problem: If
 * resnets are the answer, then what is the question?, 2017 (arXiv 1702.08591), figures 1 and 2.
 * There a layer has 200 units.
 */
import type { Reals, Values } from "../../../engine/core/op";
import { random } from "../../../engine/core/random";
import { size } from "../../../engine/core/shape";
import { type Tensor, tensor } from "../../../engine/core/tensor";
import { sketch } from "../../../engine/graph/networks/sketch";
import { type LayerShape, networkShapes } from "../../../engine/graph/shapes";
import type { NetworkSpec } from "../../../engine/graph/spec";

/** Places on the line, evenly from −2 to 2. */
export const PLACES = 401;
const REACH = 2;
/** Units of each layer. */
export const UNITS = 32;
/** Distances, in places, over which gradients are compared. */
const MOST_APART = 20;

export interface LineQuestion {
  /** Even. */
  readonly layers: number;
  readonly residual: boolean;
  /** Factor on the last weights of every block with a wire, and so on F. */
  readonly scale: number;
  readonly seed: number;
}

export interface Line {
  /** y at each place. */
  readonly outputs: Float64Array;
  /** dy/dx at each place. */
  readonly gradients: Float64Array;
  /** Correlation of gradients 0, 1, 2 … places apart. */
  readonly correlations: Float64Array;
}

/** The input at each place, or at one. */
export function inputAt(place: number): number {
  return -REACH + (2 * REACH * place) / (PLACES - 1);
}

export function networkOf(layers: number, residual: boolean): NetworkSpec {
  const net = sketch(`${residual ? "residual" : "plain"}${layers}`, [1]);
  net.add("first", "linear", { out_features: UNITS });
  for (let layer = 1; layer <= layers; layer += 2) {
    const before = net.last();
    for (const at of [layer, layer + 1]) {
      net.add(`norm${at}`, "batchnorm", { affine: false });
      net.add(`relu${at}`, "relu");
      net.add(`linear${at}`, "linear", { out_features: UNITS, bias: false });
    }
    if (residual) net.join(`sum${layer + 1}`, "add", [net.last(), before]);
  }
  net.add("last", "linear", { out_features: 1, bias: false });
  return net.spec();
}

/** A layer and all that its backward pass reads. */
interface Done {
  readonly layer: LayerShape;
  readonly values: Values;
}

export function lineOf(question: LineQuestion): Line {
  const ends = new Map<string, Tensor>([["input", line(inputAt)]]);
  const done = networkShapes(networkOf(question.layers, question.residual)).layers.map(
    (layer): Done => {
      const given: Record<string, Tensor> = weightsOf(layer, question);
      for (const [at, slot] of layer.slots.entries())
        given[slot] = named(ends, layer.inputs[at] ?? "input");
      const made = layer.definition.forward(given, layer.attributes, { training: true });
      const values = new Map(Object.entries({ ...given, ...made }));
      ends.set(layer.name, named(values, "y"));
      return { layer, values: Object.fromEntries(values) };
    },
  );
  const gradients = Float64Array.from(inputGradient(done).data);
  const outputs = Float64Array.from(named(ends, done.at(-1)?.layer.name ?? "input").data);
  return { outputs, gradients, correlations: correlationsOf(gradients) };
}

/** dy/dx at each place: back through the layers, what meets at one place added. */
function inputGradient(done: readonly Done[]): Tensor {
  const arrived = new Map<string, Tensor>([[done.at(-1)?.layer.name ?? "input", line(() => 1)]]);
  for (const { layer, values } of done.toReversed()) {
    const dy = named(arrived, layer.name);
    const passed = layer.definition.backward({ ...values, dy }, layer.attributes);
    for (const [at, slot] of layer.slots.entries()) {
      const [input, part] = [layer.inputs[at] ?? "input", passed[`d${slot}`]];
      const before = arrived.get(input);
      if (part !== undefined) arrived.set(input, before === undefined ? part : sum(before, part));
    }
  }
  return named(arrived, "input");
}

function line(value: (place: number) => number): Tensor {
  return tensor(
    [PLACES, 1],
    Float64Array.from({ length: PLACES }, (_, place) => value(place)),
  );
}

function weightsOf(
  { name, parameters }: LayerShape,
  { residual, scale, seed }: LineQuestion,
): Reals {
  const normal = Math.sqrt(2 / UNITS);
  const last = residual && Number(/^linear(\d+)$/.exec(name)?.[1]) % 2 === 0;
  const factor = (last ? scale : 1) * normal;
  return Object.fromEntries(
    Object.entries(parameters).map(([slot, shape]) => {
      const from = random(seed).split(`${name.replace("linear", "")}.${slot}`);
      const one = (): number =>
        name === "first" ? 2 * from.uniform() - 1 : factor * from.normal();
      return [slot, tensor(shape, Float64Array.from({ length: size(shape) }, one))];
    }),
  );
}

function sum(a: Tensor, b: Tensor): Tensor {
  return tensor(
    a.shape,
    Float64Array.from(a.data, (value, at) => value + (b.data[at] ?? 0)),
  );
}

function named(tensors: ReadonlyMap<string, Tensor>, name: string): Tensor {
  const found = tensors.get(name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

/** Less their mean, and the sum of what is left, squared. */
function centredOn(gradients: Float64Array) {
  const mean = gradients.reduce((all, one) => all + one, 0) / gradients.length;
  const centred = gradients.map((one) => one - mean);
  return { centred, square: centred.reduce((all, one) => all + one * one, 0) };
}

/** Σ (g − mean)(g′ − mean) over pairs of places so far apart, over Σ (g − mean)². */
export function correlationsOf(gradients: Float64Array): Float64Array {
  const { centred, square } = centredOn(gradients);
  return Float64Array.from({ length: MOST_APART + 1 }, (_, apart) => {
    const pairs = centred.subarray(0, centred.length - apart);
    return pairs.reduce((all, one, at) => all + one * (centred[at + apart] ?? 0), 0) / square;
  });
}

/** Each gradient less the mean of all, over their standard deviation. */
export function relative({ gradients }: Line): Float64Array {
  const { centred, square } = centredOn(gradients);
  return centred.map((one) => one / (Math.sqrt(square / centred.length) || 1));
}
