/**
 * Two classes of points on the plane and a small network that learns to tell them apart, all of it
 * again at every change: the shape of its activation is the reader's, and after training the points
 * can be moved.
 */
import { t } from "../../language/words";
import { planeScript } from "../../../engine/code/write/scripts/plane";
import { tensor } from "../../../engine/core/tensor";
import { spoken } from "../../figures/describe/number";
import { choice, integer, number, truth } from "../fields/kinds";
import { matrix } from "../fields/matrix";
import { type StateOf, table } from "../fields/table";
import { FIRST, HIGHEST, isStraight, KNOTS } from "./curve";
import { EACH, LAST, type Learned, learn, logit } from "./learner";
import { type Point, POINTS, pointsOf } from "./points";

const IDENTITY = [-3, -2, -1, 0, 1, 2, 3];
const SHAPES = [
  { name: "identity", title: "Identity", matrix: IDENTITY },
  { name: "relu", title: "ReLU", matrix: [0, 0, 0, 0, 1, 2, 3] },
  { name: "tanh", title: "Tanh", matrix: [-1, -0.96, -0.76, 0, 0.76, 0.96, 1] },
  { name: "bump", title: "Bump", matrix: [0, 0, 0, 2, 0, 0, 0] },
  { name: "flat", title: "Flat", matrix: [0, 0, 0, 0, 0, 0, 0] },
];

export const fields = table(
  1,
  {
    points: choice(
      { rings: "rings", moons: "moons", corners: "corners", halves: "halves" } satisfies Record<
        (typeof POINTS)[number],
        string
      >,
      { label: "Points", says: "Where the two classes stand.", look: "select" },
    ),
    shape: matrix({
      label: "Activation",
      says: "The activation: its values at z = −3, −2, …, 3, with straight lines between and beyond.",
      rank: 1,
      side: KNOTS,
      largest: HIGHEST,
      standard: IDENTITY,
      presets: SHAPES,
    }),
    depth: integer({
      label: "Hidden layers",
      says: "Layers before the last.",
      from: 1,
      to: 4,
      standard: 2,
    }),
    width: integer({
      label: "Neurons per layer",
      says: "Neurons of a hidden layer.",
      from: 1,
      to: 8,
      standard: 6,
    }),
    seed: integer({ label: "Seed", says: "Of the first weights.", from: 0, to: 9999, standard: 1 }),
    shift: number({
      label: "Moved to the right by",
      says: "How far all points move after training.",
      from: -3,
      to: 3,
      standard: 0,
      step: 0.1,
    }),
    stretch: number({
      label: "Stretched by",
      says: "Factor on all points after training, before they move.",
      from: 0.2,
      to: 2,
      standard: 1,
      step: 0.05,
    }),
    standardised: truth({
      label: "Standardised",
      says: "The network reads the points with their mean subtracted and divided by their deviation, in training and after.",
    }),
    at: integer({
      label: "Time",
      says: "Where on the time line it opens: each place is 5 updates.",
      from: 0,
      to: LAST,
      standard: LAST,
      control: null,
    }),
  },
  {
    // A list of another length is no curve.
    legal: (state) => (state.shape.length === KNOTS ? state : { ...state, shape: IDENTITY }),
    parts: ["curve"],
  },
);

export type PlaneState = StateOf<typeof fields.fields>;

/** Wrong: it stands on the side of the other class. */
type Judged = Point & { readonly wrong: boolean };

export interface Seen {
  readonly now: Learned;
  /** As they stand after training, in their order. */
  readonly points: readonly Judged[];
  /** What the network answers where a point would stand: above 0 is class 1. */
  readonly logitAt: (x: number, y: number) => number;
  readonly right: number;
}

let kept: { readonly key: string; readonly learned: readonly Learned[] } | null = null;

/** Every place of a training; the last one asked for is kept. */
function trained(state: PlaneState): readonly Learned[] {
  const { points, shape, depth, width, seed, standardised } = state;
  const key = JSON.stringify([points, shape, depth, width, seed, standardised]);
  if (kept?.key !== key) {
    const given = pointsOf(points);
    const read = standardised ? readAs(given) : (point: Point) => point;
    const setup = { points: given.map(read), curve: shape, depth, width, seed };
    kept = { key, learned: learn(setup) };
  }
  return kept.learned;
}

export function seen(state: PlaneState): Seen {
  const now = trained(state)[state.at] ?? { weights: [], loss: Number.NaN };
  const points = pointsOf(state.points).map((point) => ({
    ...point,
    x: point.x * state.stretch + state.shift,
    y: point.y * state.stretch,
  }));
  const read = state.standardised ? readAs(points) : (point: Point) => point;
  const answer = logit(now.weights, state.shape);
  const logitAt = (x: number, y: number): number => {
    const place = read({ x, y, label: 0 });
    return answer(place.x, place.y);
  };
  const judged = points.map((point) => ({
    ...point,
    wrong: logitAt(point.x, point.y) > 0 !== (point.label === 1),
  }));
  return { now, points: judged, logitAt, right: judged.filter(({ wrong }) => !wrong).length };
}

/** Minus their mean, divided by their deviation, along each axis. */
function readAs(points: readonly Point[]): (point: Point) => Point {
  const scale = (values: readonly number[]): readonly [number, number] => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    return [mean, Math.sqrt(square)];
  };
  const [x, dx] = scale(points.map((point) => point.x));
  const [y, dy] = scale(points.map((point) => point.y));
  return (point) => ({ ...point, x: (point.x - x) / dx, y: (point.y - y) / dy });
}

export const plane = fields.widget({
  name: "plane",
  title: "A network on the plane",
  summary:
    "A small network learns two classes of points, again at every change: its activation is drawn by hand, and after training the points can be moved.",
  unit: "round of five updates",
  place: ({ at }) => t("after {updates} updates", { updates: at * EACH }),
  steps: () => LAST,
  step: ({ at }) => at,
  seek: (state, step) => ({ ...state, at: Math.max(0, Math.min(LAST, Math.round(step))) }),
  values(state) {
    const { now, points, right } = seen(state);
    return {
      right: tensor([1], Float64Array.of(right)),
      accuracy: tensor([1], Float64Array.of(right / points.length)),
      loss: tensor([1], Float64Array.of(now.loss)),
      shape: tensor([KNOTS], Float64Array.from(state.shape)),
    };
  },
  describe(state) {
    const { points, right } = seen(state);
    return t(
      "Two classes of points. The activation of the network is {straight, select, true {one straight line} other {a curve of straight pieces}}. After {updates} updates {right} of {count} points are on the right side, moved by {shift} and stretched by {stretch}.",
      {
        straight: String(isStraight(state.shape)),
        updates: state.at * EACH,
        right,
        count: points.length,
        shift: spoken(state.shift),
        stretch: spoken(state.stretch),
      },
    );
  },
  torch(state) {
    const { now, points, right } = seen(state);
    const read = state.standardised ? readAs(points) : (point: Point) => point;
    return planeScript({
      points: points.map(read).map(({ x, y }) => [x, y]),
      labels: points.map(({ label }) => label),
      knots: state.shape,
      first: FIRST,
      layers: now.weights.map(({ inputs, outputs, values }) =>
        Array.from({ length: outputs }, (_, row) => [
          ...values.subarray(row * (inputs + 1), (row + 1) * (inputs + 1)),
        ]),
      ),
      right,
    });
  },
});
