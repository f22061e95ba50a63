/**
 * A small network of two inputs and one output that learns to tell two classes of points apart, in
 * double precision. Its activation is a curve of straight pieces, which no op of the engine is.
 * Adam on the mean cross-entropy of all points; weights of a seed.
 */
import { random } from "../../../engine/core/random";
import { adam } from "../../../engine/train/optimisers/adam/adam";
import { activated } from "./curve";
import type { Point } from "./points";

export interface Setup {
  readonly points: readonly Point[];
  readonly curve: readonly number[];
  readonly depth: number;
  readonly width: number;
  readonly seed: number;
}

/** Of each output, the weights of its inputs and then its bias, one row after the other. */
interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly values: Float64Array;
}
export type Weights = readonly Layer[];

export interface Learned {
  readonly weights: Weights;
  readonly loss: number;
}

/** Places of the time line, and updates from one to the next. */
export const LAST = 40;
export const EACH = 5;
const RATE = 0.05;
const ADAM = { beta1: 0.9, beta2: 0.99, eps: 1e-8 };
const NONE = new Float64Array();

/** The output before the logistic function, for any place: above 0 is class 1. */
export function logit(
  weights: Weights,
  curve: readonly number[],
): (x: number, y: number) => number {
  const space = scratch(weights);
  return (x, y) => forward(weights, curve, space, x, y);
}

/** The network at every place of the time line. */
export function learn(setup: Setup): readonly Learned[] {
  let weights = firstWeights(setup);
  const averages = weights.map((layer) => ({ first: emptyOf(layer), second: emptyOf(layer) }));
  const found: Learned[] = [];
  for (let update = 0; update <= LAST * EACH; update++) {
    const { loss, gradient } = lossOf(weights, setup);
    if (update % EACH === 0) found.push({ weights, loss });
    weights = weights.map((layer, at) => {
      const values = layer.values.slice();
      step({ ...averages[at], parameters: values, gradients: gradient[at] ?? NONE }, update + 1);
      return { ...layer, values };
    });
  }
  return found;
}

/** The engine's update of numbers by their gradients and the averages of these. */
function step(slots: Readonly<Record<string, Float64Array>>, count: number): void {
  const cells = Object.entries(slots).map(
    ([slot, data]) => [slot, { shape: [data.length], data }] as const,
  );
  adam.run(Object.fromEntries(cells), ADAM, {
    step: count,
    learningRate: RATE,
    correction1: 1 - ADAM.beta1 ** count,
    correction2: 1 - ADAM.beta2 ** count,
    seed: 0,
  });
}

/** Mean cross-entropy over all points, and its gradient by every weight. */
export function lossOf(
  weights: Weights,
  { points, curve }: Pick<Setup, "points" | "curve">,
): { readonly loss: number; readonly gradient: readonly Float64Array[] } {
  const gradient = weights.map(emptyOf);
  const space = scratch(weights);
  let loss = 0;
  for (const { x, y, label } of points) {
    const z = forward(weights, curve, space, x, y);
    loss += (Math.max(z, 0) - label * z + Math.log1p(Math.exp(-Math.abs(z)))) / points.length;
    const last = space.at(-1);
    if (last !== undefined) last.back[0] = (1 / (1 + Math.exp(-z)) - label) / points.length;
    for (let at = weights.length - 1; at >= 0; at--)
      backward(weights[at], space[at], space[at + 1], gradient[at]);
  }
  return { loss, gradient };
}

/** The numbers between two layers: values, slopes of the activation, and what comes back. */
interface Between {
  readonly value: Float64Array;
  readonly slope: Float64Array;
  readonly back: Float64Array;
}

function scratch(weights: Weights): readonly Between[] {
  return [weights[0]?.inputs ?? 0, ...weights.map(({ outputs }) => outputs)].map((size) => ({
    value: new Float64Array(size),
    slope: new Float64Array(size).fill(1),
    back: new Float64Array(size),
  }));
}

function forward(
  weights: Weights,
  curve: readonly number[],
  space: readonly Between[],
  x: number,
  y: number,
): number {
  space[0]?.value.set([x, y]);
  for (let at = 0; at < weights.length; at++)
    through(weights[at], space[at], space[at + 1], at === weights.length - 1 ? null : curve);
  return space.at(-1)?.value[0] ?? Number.NaN;
}

function through(
  layer: Layer | undefined,
  before: Between | undefined,
  after: Between | undefined,
  curve: readonly number[] | null,
): void {
  if (layer === undefined || before === undefined || after === undefined) return;
  const { inputs, outputs, values } = layer;
  for (let row = 0, from = 0; row < outputs; row++, from += inputs + 1) {
    let sum = values[from + inputs] ?? 0;
    for (let at = 0; at < inputs; at++) sum += (values[from + at] ?? 0) * (before.value[at] ?? 0);
    const [value, slope] = curve === null ? [sum, 1] : activated(curve, sum);
    after.value[row] = value;
    after.slope[row] = slope;
  }
}

/** Adds a layer's part of the gradient to `into`, and leaves what arrives at its inputs. */
function backward(
  layer: Layer | undefined,
  before: Between | undefined,
  after: Between | undefined,
  into: Float64Array | undefined,
): void {
  if (layer === undefined || before === undefined || after === undefined || into === undefined)
    return;
  const { inputs, outputs, values } = layer;
  before.back.fill(0);
  for (let row = 0, from = 0; row < outputs; row++, from += inputs + 1) {
    const dz = (after.back[row] ?? 0) * (after.slope[row] ?? 0);
    for (let at = 0; at < inputs; at++) {
      into[from + at] = (into[from + at] ?? 0) + dz * (before.value[at] ?? 0);
      before.back[at] = (before.back[at] ?? 0) + dz * (values[from + at] ?? 0);
    }
    into[from + inputs] = (into[from + inputs] ?? 0) + dz;
  }
}

function firstWeights({ depth, width, seed }: Setup): Weights {
  const sizes = [2, ...Array.from({ length: depth }, () => width), 1];
  const draw = random(seed);
  return sizes.slice(1).map((outputs, at) => {
    const inputs = sizes[at] ?? 1;
    const values = Float64Array.from({ length: outputs * (inputs + 1) }, (_, of) =>
      of % (inputs + 1) === inputs ? 0.3 * draw.normal() : draw.normal() * Math.sqrt(2 / inputs),
    );
    return { inputs, outputs, values };
  });
}

function emptyOf({ values }: Layer): Float64Array {
  return new Float64Array(values.length);
}
