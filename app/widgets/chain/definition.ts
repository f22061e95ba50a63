/**
 * The chain of neurons as a widget. Its time line: each neuron forwards (z, then y), the loss, then
 * ∂E/∂w_k one factor at a time, then the update. Everything shown is a function of the state; the
 * numbers come from `chain.ts`.
 */
import { t } from "../../language/words";
import { tensor } from "../../../engine/core/tensor";
import { ACTIVATIONS, PRELU_SLOPE, wordOf } from "../../explorer/activations";
import { choice, integer, number } from "../fields/kinds";
import { matrix } from "../fields/matrix";
import { type StateOf, table } from "../fields/table";
import { inRange } from "../untrusted";
import { factorsOf, measuredSlope, runChain, type ChainResult, updated } from "./chain";
import { neuronsScript } from "../../../engine/code/write/scripts/neurons";

export const LONGEST = 50;
const LARGEST = 1000;

const numbers = { from: -LARGEST, to: LARGEST, standard: 1, step: 0.1, look: "typed" } as const;
const list = { rank: 1, side: LONGEST, largest: LARGEST } as const;

export const fields = table(
  1,
  {
    activation: choice(ACTIVATIONS, {
      label: "Activation",
      says: "The activation of every neuron.",
      standard: "sigmoid",
      titleOf: wordOf,
    }),
    w: matrix({
      ...list,
      label: "Weights",
      says: "Weights, first neuron first; empty: 1 everywhere.",
      standard: [1, 1, 1, 1],
      control: "length",
    }),
    b: matrix({
      ...list,
      label: "Biases",
      says: "Biases; empty: 0 everywhere.",
      standard: [0, 0, 0, 0],
    }),
    x: number({ ...numbers, label: "Input x", says: "The input of the first neuron." }),
    target: number({ ...numbers, label: "Target", says: "What the last neuron should give." }),
    weight: integer({
      label: "Gradient of w",
      says: "The weight whose gradient is assembled.",
      from: 1,
      to: LONGEST,
      standard: 1,
      look: "typed",
    }),
    learningRate: number({
      ...numbers,
      label: "Learning rate η",
      says: "Learning rate of the update.",
      from: 0,
      standard: 0.5,
    }),
    at: integer({
      label: "Step",
      says: "Where on the time line it opens.",
      from: 0,
      to: 4 * LONGEST + 4,
      standard: 0,
      control: null,
    }),
  },
  {
    legal,
    follow: (next, before) =>
      legal(
        next.weight === before.weight
          ? next
          : { ...next, at: Math.min(next.at, 2 * next.w.length + 1) },
      ),
    whyNot: ({ w }, { weight = 1 }) =>
      weight > w.length ? t("There are {w} weights.", { w: w.length }) : null,
    shorthands: {
      length: {
        property: {
          type: "integer",
          min: 1,
          max: LONGEST,
          default: 4,
          description: "Number of neurons.",
        },
        fields: listsOf,
        written: ({ w }) => w.length,
      },
    },
    parts: ["w"],
  },
);

interface ChainFields {
  readonly w: readonly number[];
  readonly b: readonly number[];
  readonly weight: number;
  readonly at: number;
}

/** As many biases as weights, the chosen weight and the place among those there are. */
function legal<State extends ChainFields>(state: State): State {
  const { w, b } = state;
  const next = {
    ...state,
    b: w.map((_, at) => b[at] ?? 0),
    weight: Math.min(w.length, state.weight),
  };
  return { ...next, at: Math.min(next.at, stepsOf(next)) };
}

/** Weights and biases of so many neurons; lists that an author writes say how many themselves. */
function listsOf(length: unknown, given: Readonly<Record<string, unknown>>) {
  const [w, b] = [nonEmpty(given["w"]), nonEmpty(given["b"])];
  const count = w?.length ?? b?.length ?? inRange(length, 1, LONGEST, 4);
  const filled = (value: number): number[] => Array.from({ length: count }, () => value);
  return { w: w ?? filled(1), b: b ?? filled(0) };
}

export type ChainState = StateOf<typeof fields.fields>;

export const chain = fields.widget({
  name: "chain",
  title: "A chain of neurons",
  summary:
    "y_i = σ(w_i·x_i + b_i), forwards, then the gradient of one weight multiplied together factor by factor.",
  kernels: ["linear", "sigmoid"],
  steps: stepsOf,
  step: (state) => state.at,
  seek: (state, step) => ({
    ...state,
    at: Math.max(0, Math.min(stepsOf(state), Math.round(step))),
  }),
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
  torch: (state) => {
    const gradient = runChain(state).neurons[state.weight - 1]?.dw ?? Number.NaN;
    return neuronsScript({ ...state, gradient, slope: PRELU_SLOPE });
  },
});

function stepsOf(state: Pick<ChainState, "w" | "weight">): number {
  return 2 * state.w.length + 1 + factorCount(state) + 1;
}

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
  if (at <= 2 * length)
    return { kind: at % 2 === 1 ? "sum" : "activation", neuron: Math.ceil(at / 2) };
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
  const next = {
    ...state,
    w: stretch(state.w, 1),
    b: stretch(state.b, 0),
    weight: Math.min(state.weight, count),
  };
  return legal(next);
}

function nonEmpty(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) && value.length > 0 ? value : undefined;
}

function describe(state: ChainState): string {
  const result: ChainResult = runChain(state);
  const last = result.neurons.at(-1);
  const dw = result.neurons[state.weight - 1]?.dw ?? Number.NaN;
  return t(
    "A chain of {w} {word} neurons. The input is {x}; the last neuron gives {y} and should give {target}, so the loss is {loss}. The gradient of the loss for weight {weight} is {dw}.",
    {
      w: state.w.length,
      word: wordOf(state.activation),
      x: brief(state.x),
      y: brief(last?.y ?? state.x),
      target: brief(state.target),
      loss: brief(result.loss),
      weight: state.weight,
      dw: brief(dw),
    },
  );
}

function brief(value: number): string {
  return Number.isFinite(value)
    ? String(Number(value.toPrecision(4))).replace("-", "−")
    : String(value);
}
