/**
 * The lecture's chain of neurons, computed by the engine's own ops:
 *
 *   z_i = w_i·y_(i−1) + b_i,  y_i = σ(z_i),  y_0 = x,  E = (y_n − t)²
 *   ∂E/∂w_k = ∂E/∂y_n · σ′(z_n)·w_n · … · σ′(z_k)·y_(k−1)
 *
 * Every number is a scalar; each neuron is a `linear` op with one input and one output, followed by
 * an activation.
 */
import type { Attributes, OpDefinition, Values } from "../../../engine/core/op";
import { tensor, type Tensor } from "../../../engine/core/tensor";
import { check } from "../../../engine/core/errors";
import { ops } from "../../../engine/ops";

export interface ChainNumbers {
  readonly x: number;
  readonly w: readonly number[];
  readonly b: readonly number[];
  readonly target: number;
  readonly activation: string;
}

interface Neuron {
  readonly z: number;
  readonly y: number;
  /** σ′(z_i). */
  readonly slope: number;
  /** ∂E/∂y_i, ∂E/∂z_i, ∂E/∂w_i, ∂E/∂b_i. */
  readonly dy: number;
  readonly dz: number;
  readonly dw: number;
  readonly db: number;
}

export interface ChainResult {
  readonly neurons: readonly Neuron[];
  readonly loss: number;
  /** ∂E/∂y_n. */
  readonly lossSlope: number;
}

/** One factor of ∂E/∂w_k, in the order in which it is multiplied on. */
export interface Factor {
  readonly kind: "loss" | "slope" | "weight" | "input";
  /** The neuron it belongs to, from 1; for "input" the y it reads (0 is x). */
  readonly neuron: number;
  readonly value: number;
  /** The product so far, this factor included. */
  readonly product: number;
}

/** Runs the chain forwards and backwards. */
export function runChain(numbers: ChainNumbers): ChainResult {
  const forward = runForward(numbers);
  const loss = op("mse");
  const attributes = loss.normalise({});
  const compared = {
    prediction: pair(forward.at(-1)?.y ?? numbers.x),
    target: pair(numbers.target),
  };
  const computed = loss.forward(compared, attributes);
  const lossSlope = first(
    loss.backward({ ...compared, ...computed, dy: scalar(1) }, attributes)["dprediction"],
  );
  return {
    neurons: runBackward(numbers, forward, lossSlope),
    loss: first(computed["y"]),
    lossSlope,
  };
}

interface Activated {
  readonly before: number;
  readonly z: number;
  readonly y: number;
}

function runForward({ x, w, b, activation }: ChainNumbers): Activated[] {
  const linear = op("linear");
  const shape = linear.normalise({ out_features: 1 });
  const act = op(activation);
  const settings = activationAttributes(act);
  const made: Activated[] = [];
  let before = x;
  for (const [at, weight] of w.entries()) {
    const z = first(
      linear.forward({ x: pair(before), w: pair(weight), b: scalar(b[at] ?? 0) }, shape)["y"],
    );
    const y = first(act.forward(given(activation, z), settings)["y"]);
    made.push({ before, z, y });
    before = y;
  }
  return made;
}

function runBackward(
  { w, b, activation }: ChainNumbers,
  forward: readonly Activated[],
  lossSlope: number,
): Neuron[] {
  const linear = op("linear");
  const shape = linear.normalise({ out_features: 1 });
  const act = op(activation);
  const settings = activationAttributes(act);
  const neurons: Neuron[] = [];
  let dy = lossSlope;
  for (const [at, { before, z, y }] of [...forward.entries()].toReversed()) {
    const values = { ...given(activation, z), y: pair(y) };
    const slope = first(act.backward({ ...values, dy: pair(1) }, settings)["dx"]);
    const dz = first(act.backward({ ...values, dy: pair(dy) }, settings)["dx"]);
    const sum = {
      x: pair(before),
      w: pair(w[at] ?? 0),
      b: scalar(b[at] ?? 0),
      y: pair(z),
      dy: pair(dz),
    };
    const back = linear.backward(sum, shape);
    neurons.unshift({ z, y, slope, dy, dz, dw: first(back["dw"]), db: first(back["db"]) });
    dy = first(back["dx"]);
  }
  return neurons;
}

/** The factors of ∂E/∂w_k from the loss down to the neuron's own input; `k` counts from 1. */
export function factorsOf(numbers: ChainNumbers, result: ChainResult, k: number): Factor[] {
  const { neurons } = result;
  const factors: Factor[] = [];
  let product = 1;
  const push = (kind: Factor["kind"], neuron: number, value: number): void => {
    product *= value;
    factors.push({ kind, neuron, value, product });
  };
  push("loss", neurons.length, result.lossSlope);
  for (let at = neurons.length; at > k; at--) {
    push("slope", at, neurons[at - 1]?.slope ?? Number.NaN);
    push("weight", at, numbers.w[at - 1] ?? Number.NaN);
  }
  push("slope", k, neurons[k - 1]?.slope ?? Number.NaN);
  push("input", k - 1, k === 1 ? numbers.x : (neurons[k - 2]?.y ?? Number.NaN));
  return factors;
}

/** The chain after one step of gradient descent on every weight and bias. */
export function updated(
  numbers: ChainNumbers,
  result: ChainResult,
  learningRate: number,
): ChainNumbers {
  return {
    ...numbers,
    w: numbers.w.map((weight, at) => weight - learningRate * (result.neurons[at]?.dw ?? 0)),
    b: numbers.b.map((bias, at) => bias - learningRate * (result.neurons[at]?.db ?? 0)),
  };
}

/** (E(w_k + h) − E(w_k − h)) / 2h: the slope measured instead of derived. */
export function measuredSlope(numbers: ChainNumbers, k: number, h: number): number {
  const nudged = (by: number): number =>
    runChain({
      ...numbers,
      w: numbers.w.map((weight, at) => (at === k - 1 ? weight + by : weight)),
    }).loss;
  return (nudged(h) - nudged(-h)) / (2 * h);
}

/** A parametric ReLU's slope before anything is learned, as in PyTorch; here it stays. */
export const SLOPE = 0.25;

function given(activation: string, z: number): Values {
  return activation === "prelu" ? { x: pair(z), slope: scalar(SLOPE) } : { x: pair(z) };
}

function op(name: string): OpDefinition {
  const found = ops[name];
  check(found !== undefined, "unknown-name", `there is no op called ${name}`);
  return found;
}

function activationAttributes(act: OpDefinition): Attributes {
  return act.normalise({});
}

function pair(value: number): Tensor<Float64Array> {
  return tensor([1, 1], Float64Array.of(value));
}

function scalar(value: number): Tensor<Float64Array> {
  return tensor([1], Float64Array.of(value));
}

function first(of: Tensor | undefined): number {
  return of?.data[0] ?? Number.NaN;
}
