/**
 * The chain of neurons as a widget. Its time line: each neuron forwards (z, then y), the loss, then ∂E/∂w_k one factor at a
 * time, then the update. Everything shown is a function of the state; the numbers come from `chain.ts`.
 */
import { tensor } from "../../../engine/core/tensor";
import { finite, inRange, isRecord, oneOf } from "../untrusted";
import type { PropertyValues, WidgetDefinition } from "../widget";
import { type ChainNumbers, type ChainResult, factorsOf, measuredSlope, runChain, updated } from "./chain";
import { chainTorch } from "./torch";

export const ACTIVATIONS = [
  "sigmoid",
  "tanh",
  "relu",
  "identity",
  "arctan",
  "elu",
  "leaky_relu",
  "prelu",
  "softplus",
  "binary_step",
] as const;

const NAMES: Readonly<Record<string, string>> = {
  sigmoid: "logistic",
  relu: "ReLU",
  elu: "ELU",
  leaky_relu: "leaky ReLU",
  prelu: "parametric ReLU",
  binary_step: "binary step",
};

/** What a reader calls it. */
export function nameOf(activation: ChainState["activation"]): string {
  return NAMES[activation] ?? activation;
}
export const LONGEST = 50;
const LARGEST = 1000;

export interface ChainState extends ChainNumbers {
  readonly activation: (typeof ACTIVATIONS)[number];
  readonly learningRate: number;
  /** Whose gradient is assembled, from 1. */
  readonly weight: number;
  readonly at: number;
}

export const chain: WidgetDefinition<ChainState> = {
  name: "chain",
  title: "A chain of neurons",
  summary: "y_i = σ(w_i·x_i + b_i), forwards, then the gradient of one weight multiplied together factor by factor.",
  properties: {
    length: { type: "integer", min: 1, max: LONGEST, default: 4, description: "Number of neurons." },
    x: { type: "number", min: -LARGEST, max: LARGEST, default: 1, description: "The input of the first neuron." },
    target: { type: "number", min: -LARGEST, max: LARGEST, default: 1, description: "What the last neuron should give." },
    w: {
      type: "matrix",
      rank: 1,
      maxExtent: LONGEST,
      maxValue: LARGEST,
      default: "",
      description: "Weights, first neuron first; empty: 1 everywhere.",
    },
    b: { type: "matrix", rank: 1, maxExtent: LONGEST, maxValue: LARGEST, default: "", description: "Biases; empty: 0 everywhere." },
    activation: { type: "choice", options: ACTIVATIONS, default: "sigmoid", description: "The activation of every neuron." },
    learningRate: { type: "number", min: 0, max: LARGEST, default: 0.5, description: "Learning rate of the update." },
    weight: { type: "integer", min: 1, max: LONGEST, default: 1, description: "The weight whose gradient is assembled." },
    at: { type: "integer", min: 0, max: 4 * LONGEST + 4, default: 0, description: "Where on the time line it opens." },
  },
  kernels: ["linear", "sigmoid"],
  controls: ["length", "x", "target", "w", "b", "activation", "learningRate", "weight"],
  initial,
  restore,
  steps: (state) => 2 * state.w.length + 1 + factorCount(state) + 1,
  step: (state) => state.at,
  seek: (state, step) => ({ ...state, at: Math.max(0, Math.min(chain.steps(state), Math.round(step))) }),
  values(state) {
    const result = runChain(state);
    const each = (pick: (at: number) => number) =>
      tensor(
        [state.w.length],
        Float64Array.from(state.w, (_, at) => pick(at)),
      );
    const factors = factorsOf(state, result, state.weight);
    return {
      z: each((at) => result.neurons[at]?.z ?? Number.NaN),
      y: each((at) => result.neurons[at]?.y ?? Number.NaN),
      slope: each((at) => result.neurons[at]?.slope ?? Number.NaN),
      dw: each((at) => result.neurons[at]?.dw ?? Number.NaN),
      db: each((at) => result.neurons[at]?.db ?? Number.NaN),
      factors: tensor(
        [factors.length],
        Float64Array.from(factors, ({ value }) => value),
      ),
      loss: tensor([1], Float64Array.of(result.loss)),
      updated: each((at) => updated(state, result, state.learningRate).w[at] ?? Number.NaN),
      measured: tensor([1], Float64Array.of(measuredSlope(state, state.weight, 1e-3))),
    };
  },
  describe,
  torch: (state) => chainTorch(state),
  toProperties: ({ x, w, b, target, activation, learningRate, weight, at }) => ({
    length: w.length,
    x,
    target,
    w: [...w],
    b: [...b],
    activation,
    learningRate,
    weight,
    at,
  }),
};

/** What the time line shows at a step. */
export type Stage =
  | { readonly kind: "start" }
  | { readonly kind: "sum"; readonly neuron: number }
  | { readonly kind: "activation"; readonly neuron: number }
  | { readonly kind: "loss" }
  | { readonly kind: "factor"; readonly factor: number }
  | { readonly kind: "update" };

export function stageOf(state: ChainState): Stage {
  const length = state.w.length;
  const { at } = state;
  if (at <= 0) return { kind: "start" };
  if (at <= 2 * length) return { kind: at % 2 === 1 ? "sum" : "activation", neuron: Math.ceil(at / 2) };
  if (at === 2 * length + 1) return { kind: "loss" };
  const factor = at - 2 * length - 2;
  return factor < factorCount(state) ? { kind: "factor", factor } : { kind: "update" };
}

export function factorCount({ w, weight }: Pick<ChainState, "w" | "weight">): number {
  return 2 * (w.length - weight) + 3;
}

/** A chain of another length: kept numbers stay, new neurons repeat the last. */
export function withLength(state: ChainState, length: number): ChainState {
  const count = Math.max(1, Math.min(LONGEST, Math.round(length)));
  const stretch = (kept: readonly number[], otherwise: number): number[] =>
    Array.from({ length: count }, (_, at) => kept[at] ?? kept.at(-1) ?? otherwise);
  const next = { ...state, w: stretch(state.w, 1), b: stretch(state.b, 0), weight: Math.min(state.weight, count) };
  return chain.seek(next, Math.min(state.at, chain.steps(next)));
}

function initial(properties: PropertyValues): ChainState {
  const length = inRange(properties["length"], 1, LONGEST, 4);
  const base: ChainState = {
    x: 1,
    w: fill(length, 1),
    b: fill(length, 0),
    target: 1,
    activation: "sigmoid",
    learningRate: 0.5,
    weight: 1,
    at: 0,
  };
  const lists = { w: nonEmpty(properties["w"]), b: nonEmpty(properties["b"]) };
  return restore(
    { ...properties, length: undefined, w: lists.w, b: lists.b },
    withLength(base, lists.w?.length ?? lists.b?.length ?? length),
  );
}

function restore(untrusted: unknown, before: ChainState): ChainState {
  const given = isRecord(untrusted) ? untrusted : {};
  const fallback = given["length"] === undefined ? before : withLength(before, inRange(given["length"], 1, LONGEST, before.w.length));
  const w = list(given["w"]) ?? fallback.w;
  const b = list(given["b"]) ?? fallback.b;
  const state = {
    x: bounded(given["x"], fallback.x),
    w,
    b: w.map((_, at) => b[at] ?? 0),
    target: bounded(given["target"], fallback.target),
    activation: oneOf(given["activation"], ACTIVATIONS, fallback.activation),
    learningRate: Math.max(0, bounded(given["learningRate"], fallback.learningRate)),
    weight: Math.min(w.length, inRange(given["weight"], 1, LONGEST, fallback.weight)),
    at: 0,
  };
  return chain.seek(state, inRange(given["at"], 0, 4 * LONGEST + 4, fallback.at));
}

function list(value: unknown): readonly number[] | null {
  if (!Array.isArray(value) || value.length < 1 || value.length > LONGEST) return null;
  const numbers = value.map((one) => bounded(one, Number.NaN));
  return numbers.every(Number.isFinite) ? numbers : null;
}

function nonEmpty(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) && value.length > 0 ? value : undefined;
}

function bounded(value: unknown, fallback: number): number {
  return finite(value, fallback, LARGEST);
}

function fill(length: number, value: number): number[] {
  return Array.from({ length }, () => value);
}

function describe(state: ChainState): string {
  const result: ChainResult = runChain(state);
  const last = result.neurons.at(-1);
  const dw = result.neurons[state.weight - 1]?.dw ?? Number.NaN;
  return `A chain of ${state.w.length} ${nameOf(state.activation)} neurons. The input is ${brief(state.x)}; the last neuron gives ${brief(last?.y ?? state.x)} and should give ${brief(state.target)}, so the loss is ${brief(result.loss)}. The gradient of the loss for weight ${state.weight} is ${brief(dw)}.`;
}

function brief(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))).replace("-", "−") : String(value);
}
