/**
 * The lecture's chain of neurons, as the explorer computes any network:
 *
 *   z_i = w_i·y_(i−1) + b_i,  y_i = σ(z_i),  y_0 = x,  E = (y_n − t)²
 *   ∂E/∂w_k = ∂E/∂y_n · σ′(z_n)·w_n · … · σ′(z_k)·y_(k−1)
 *
 * Every number is a scalar; each neuron is a dense layer with one input and one output, followed by
 * an activation.
 */
import { type Numbers, present } from "../../../engine/explain/numbers";
import { referenceNumbers } from "../../../engine/explain/reference";
import {
  type ActivationName,
  evaluateAt,
  PRELU_SLOPE,
  usualAlpha,
} from "../../explorer/activations";
import { shapesOf } from "../../explorer/setup";

export interface ChainNumbers {
  readonly x: number;
  readonly w: readonly number[];
  readonly b: readonly number[];
  readonly target: number;
  readonly activation: ActivationName;
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

const known = new WeakMap<ChainNumbers, Numbers>();

function numbersOf(chain: ChainNumbers): Numbers {
  const found = known.get(chain);
  if (found !== undefined) return found;
  const { x, w, b, target, activation } = chain;
  const made = referenceNumbers({
    network: shapesOf({
      format: 1,
      name: "chain",
      input: [1],
      layers: w.flatMap((_, at) => [
        { name: `z${at + 1}`, op: "linear", out_features: 1 },
        { name: `y${at + 1}`, op: activation },
      ]),
    }),
    weights: new Map(
      w.flatMap((weight, at): [string, readonly number[]][] => [
        [`z${at + 1}.w`, [weight]],
        [`z${at + 1}.b`, [b[at] ?? 0]],
        [`y${at + 1}.slope`, [PRELU_SLOPE]],
      ]),
    ),
    input: [x],
    target: [target],
    loss: "mse",
  });
  known.set(chain, made);
  return made;
}

/** Runs the chain forwards and backwards. */
export function runChain(chain: ChainNumbers): ChainResult {
  const numbers = numbersOf(chain);
  const at = (tensor: string): number => first(numbers, tensor);
  const { activation, w } = chain;
  const z = w.map((_, neuron) => at(`z${neuron + 1}.y`));
  const { slope } = evaluateAt(activation, { alpha: usualAlpha(activation) }, z);
  return {
    neurons: z.map((sum, neuron) => ({
      z: sum,
      y: at(`y${neuron + 1}.y`),
      slope: slope[neuron] ?? Number.NaN,
      dy: at(`y${neuron + 1}.dy`),
      dz: at(`z${neuron + 1}.dy`),
      dw: at(`z${neuron + 1}.dw`),
      db: at(`z${neuron + 1}.db`),
    })),
    loss: at("loss"),
    lossSlope: at(`y${w.length}.dy`),
  };
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
export function measuredSlope(chain: ChainNumbers, k: number, h: number): number {
  const nudged = (by: number): number =>
    first(numbersOf(chain).with(`z${k}.w`, [0, 0], (chain.w[k - 1] ?? 0) + by), "loss");
  return (nudged(h) - nudged(-h)) / (2 * h);
}

function first(numbers: Numbers, tensor: string): number {
  return present(numbers, tensor).data[0] ?? Number.NaN;
}
