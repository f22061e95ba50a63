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
import type { Reals } from "../../../engine/core/op";
import { type Random, random } from "../../../engine/core/random";
import { type Shape, size } from "../../../engine/core/shape";
import { type Tensor, tensor } from "../../../engine/core/tensor";
import { add } from "../../../engine/ops/add/add";
import { batchnorm } from "../../../engine/ops/batchnorm/batchnorm";
import { linear } from "../../../engine/ops/linear/linear";
import { relu } from "../../../engine/ops/relu/relu";

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

type Back = (dy: Tensor) => Tensor;
interface Part {
  readonly y: Tensor;
  /** The gradient by what the part read. */
  readonly back: Back;
}

export function lineOf({ layers, residual, scale, seed }: LineQuestion): Line {
  const normal = (name: string, rows: number, factor: number): Tensor =>
    drawn(seed, name, [rows, UNITS], (from) => factor * from.normal() * Math.sqrt(2 / UNITS));
  const first = dense(
    tensor(
      [PLACES, 1],
      Float64Array.from({ length: PLACES }, (_, at) => inputAt(at)),
    ),
    {
      w: drawn(seed, "first.w", [UNITS, 1], even),
      b: drawn(seed, "first.b", [UNITS], even),
    },
  );
  const parts = [first];
  let { y } = first;
  for (let layer = 1; layer <= layers; layer += 2) {
    const inner = layerOn(y, normal(`${layer}.w`, UNITS, 1));
    const outer = layerOn(inner.y, normal(`${layer + 1}.w`, UNITS, residual ? scale : 1));
    const through: Back = (dy) => inner.back(outer.back(dy));
    const part = residual
      ? { y: sum(outer.y, y), back: (dy: Tensor) => sum(through(dy), dy) }
      : { y: outer.y, back: through };
    parts.push(part);
    ({ y } = part);
  }
  const last = dense(y, { w: normal("last.w", 1, 1) });
  parts.push(last);
  const ones: Tensor = tensor([PLACES, 1], new Float64Array(PLACES).fill(1));
  const { data } = parts.reduceRight((dy, { back }) => back(dy), ones);
  const gradients = Float64Array.from(data);
  const outputs = Float64Array.from(last.y.data);
  return { outputs, gradients, correlations: correlationsOf(gradients) };
}

function even(from: Random): number {
  return 2 * from.uniform() - 1;
}

function drawn(seed: number, name: string, shape: Shape, make: (from: Random) => number): Tensor {
  const from = random(seed).split(name);
  return tensor(
    shape,
    Float64Array.from({ length: size(shape) }, () => make(from)),
  );
}

function dense(x: Tensor, weights: { readonly w: Tensor; readonly b?: Tensor }): Part {
  const given = { x, ...weights };
  const attributes = linear.normalise({
    out_features: weights.w.shape[0] ?? 1,
    bias: weights.b !== undefined,
  });
  return {
    y: named(linear.forward(given, attributes), "y"),
    back: (dy) => named(linear.backward({ ...given, dy }, attributes), "dx"),
  };
}

/** Batch norm → ReLU → linear. */
function layerOn(x: Tensor, w: Tensor): Part {
  const plain = batchnorm.normalise({ affine: false });
  const normed = batchnorm.forward({ x }, plain, { training: true });
  const rectifying = relu.normalise({});
  const z = named(normed, "y");
  const rectified = named(relu.forward({ x: z }, rectifying), "y");
  const end = dense(rectified, { w });
  return {
    y: end.y,
    back(dy) {
      const values = { x: z, y: rectified, dy: end.back(dy) };
      const behind = named(relu.backward(values, rectifying), "dx");
      return named(batchnorm.backward({ x, ...normed, dy: behind }, plain), "dx");
    },
  };
}

function sum(a: Tensor, b: Tensor): Tensor {
  return named(add.forward({ a, b }, add.normalise({})), "y");
}

function named(values: Reals, slot: string): Tensor {
  const found = values[slot];
  if (found === undefined) throw new Error(`an op gave no ${slot}`);
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
