/**
 * Gradient descent on two weights over the contours of their loss: the scale of the features, the
 * learning rate and the start are the reader's; one step of the time line is one update.
 */
import { t } from "../../language/words";
import { regressionScript } from "../../../engine/code/write/scripts/descent";
import { tensor, type Tensor } from "../../../engine/core/tensor";
import { readable } from "../../figures/curve/format";
import { choice, integer, number } from "../fields/kinds";
import { matrix } from "../fields/matrix";
import { type StateOf, table } from "../fields/table";
import {
  LAST,
  type Landscape,
  landscapeOf,
  type Pair,
  pathOf,
  rawFeatures,
  scaledFeatures,
  stepsToGoal,
} from "./descent";
import { counted } from "../../language/numerals";

/** t = 2x₁ − 3x₂, four samples. */
const DATA = [
  [1, 1, -1],
  [1, -1, 5],
  [-1, 1, -5],
  [-1, -1, 1],
];
const WEIGHT = { from: -1000, to: 1000, standard: 0, step: 0.1, look: "typed" } as const;

export const fields = table(1, {
  data: matrix({
    label: "Samples",
    says: "Rows of three numbers: two features and the target.",
    rank: 2,
    side: 16,
    largest: 100_000,
    standard: DATA,
    control: null,
  }),
  factor: number({
    label: "Scale of the second feature",
    says: "Factor on the second feature, as if it were measured in a smaller unit.",
    from: 0.001,
    to: 1000,
    standard: 1,
    logarithmic: true,
  }),
  scaling: choice(
    {
      none: "as it is",
      largest: "÷ largest",
      range: "min–max",
      standard: "standardised",
      batch: "each batch",
    },
    {
      label: "Features",
      look: "segments",
      says: "What is done to each feature before; `batch` standardises each batch by itself.",
    },
  ),
  over: choice(
    { feature: "each feature", all: "all features" },
    {
      label: "Mean and size of",
      look: "segments",
      says: "Whether each feature is scaled with numbers of its own, or all with the same ones.",
    },
  ),
  batch: integer({
    label: "Batch size",
    says: 'Samples of a batch, for `scaling="batch"`.',
    from: 1,
    to: 16,
    standard: 2,
  }),
  rate: number({
    label: "Learning rate",
    says: "Learning rate.",
    from: 1e-7,
    to: 10,
    standard: 0.1,
    logarithmic: true,
  }),
  w1: number({ ...WEIGHT, label: "Start w₁", says: "First weight before the first step." }),
  w2: number({ ...WEIGHT, label: "Start w₂", says: "Second weight before the first step." }),
  at: integer({
    label: "Step",
    says: "Steps already taken.",
    from: 0,
    to: LAST,
    standard: 0,
    control: null,
  }),
});

export type DescentState = StateOf<typeof fields.fields>;

export interface Seen {
  readonly land: Landscape;
  /** Of each sample: as they are measured, and as the network reads them. */
  readonly raw: readonly Pair[];
  readonly features: readonly Pair[];
  /** Weights after 0 … 200 steps. */
  readonly path: readonly Pair[];
  readonly losses: readonly number[];
  /** Steps to a hundredth of the way, at this rate and at the best constant one. */
  readonly steps: number | null;
  readonly fastest: number | null;
}

const seen = new WeakMap<object, Map<string, Seen>>();

/** All that follows from a state but its place; kept for the data that it is of. */
export function seenOf({ data, rate, w1, w2, ...how }: DescentState): Seen {
  const known = seen.get(data) ?? new Map<string, Seen>();
  seen.set(data, known);
  const { factor, scaling, over, batch } = how;
  const key = [factor, scaling, over, batch, rate, w1, w2].join(" ");
  const found = known.get(key) ?? look({ data, factor, scaling, over, batch }, rate, [w1, w2]);
  if (known.size > 50) known.clear();
  known.set(key, found);
  return found;
}

function look(problem: Parameters<typeof landscapeOf>[0], rate: number, start: Pair): Seen {
  const land = landscapeOf(problem);
  const path = pathOf(land, start, rate);
  const [large, small] = land.curvature;
  return {
    land,
    raw: rawFeatures(problem),
    features: scaledFeatures(problem),
    path,
    losses: path.map((w) => land.lossAt(w)),
    steps: stepsToGoal(land, start, rate),
    // Where one direction is flat, nothing is to be gone in it, and the other one decides.
    fastest: stepsToGoal(land, start, small === 0 ? 1 / large : 2 / (large + small)),
  };
}

export const descent = fields.widget({
  name: "descent",
  title: "Downhill on two weights",
  summary:
    "Gradient descent on two weights over the contours of their loss: scale of the features, learning rate and start are free; curvature, largest stable rate and steps are computed.",
  kernels: ["linear", "mse"],
  unit: "update",
  place: ({ at }) =>
    at === 0 ? t("before the first update") : t("after {updates}", { updates: updates(at) }),
  steps: () => LAST,
  step: ({ at }) => at,
  seek: (state, step) => ({ ...state, at: Math.max(0, Math.min(LAST, Math.round(step))) }),
  values(state) {
    const { land, features, path, losses, steps, fastest } = seenOf(state);
    const list = (numbers: readonly number[]): Tensor =>
      tensor([numbers.length], Float64Array.from(numbers));
    return {
      x: tensor([features.length, 2], Float64Array.from(features.flat())),
      w: tensor([path.length, 2], Float64Array.from(path.flat())),
      loss: list(losses),
      gradient: list(land.gradientAt(path[state.at] ?? [0, 0])),
      minimum: list(land.minimum),
      least: list([land.lossAt(land.minimum)]),
      curvature: list(land.curvature),
      largest_rate: list([land.largestRate]),
      condition: list([land.condition]),
      steps: list([steps ?? Number.POSITIVE_INFINITY]),
      fastest: list([fastest ?? Number.POSITIVE_INFINITY]),
    };
  },
  describe(state) {
    const { land, path, losses } = seenOf(state);
    const [u = 0, v = 0] = path[state.at] ?? [];
    return t(
      "After {updates} the weights are {u} and {v}, the loss is {losses}. The learning rate is {rate}, the largest stable one {largestRate}; the larger curvature is {condition} times the smaller.",
      {
        updates: updates(state.at),
        u: readable(u),
        v: readable(v),
        losses: readable(losses[state.at] ?? 0),
        rate: readable(state.rate),
        largestRate: readable(land.largestRate),
        condition: readable(land.condition),
      },
    );
  },
  torch: (state) =>
    regressionScript({
      features: seenOf(state).features,
      targets: state.data.map((row) => row[2] ?? 0),
      start: [state.w1, state.w2],
      after: seenOf(state).path[state.at] ?? [],
      learningRate: state.rate,
      updates: state.at,
    }),
});

export function updates(count: number): string {
  return `${counted(count)} ${count === 1 ? "update" : "updates"}`;
}
