/**
 * Gradient descent on two weights: y = w₁x₁ + w₂x₂ without a bias, loss = mean (y − t)², every step
 * w⁺ = w − η·∂E/∂w with all samples. The loss is a quadratic function of the weights, so its value
 * and its gradient at 0 and the gradient at two more places, as the ops compute them, are all of
 * it.
 */
import { tensor } from "../../../engine/core/tensor";
import { linear } from "../../../engine/ops/linear/linear";
import { mse } from "../../../engine/ops/mse/mse";

export type Pair = readonly [number, number];
type Scaling = "none" | "largest" | "range" | "standard" | "batch";

/** Steps that the figure walks through. */
export const LAST = 200;
/** Steps after which the search for the goal is given up. */
export const MOST_STEPS = 1_000_000;
/** Arrived: the loss above its minimum is this part of what it was at the start. */
const GOAL = 0.01;

export interface Problem {
  /** Rows x₁ x₂ t. */
  readonly data: readonly (readonly number[])[];
  readonly factor: number;
  readonly scaling: Scaling;
  /** Each feature has a mean and a size of its own, or all numbers share one. */
  readonly over: "feature" | "all";
  /** Samples of each batch, in their order; for "batch". */
  readonly batch: number;
}

/** The features as they are measured, [n, 2]. */
export function rawFeatures({ data, factor }: Problem): readonly Pair[] {
  return data.map(([first = 0, second = 0]) => [first, second * factor]);
}

/** The features as the network reads them, [n, 2]. */
export function scaledFeatures(problem: Problem): readonly Pair[] {
  return groupsOf(problem).flatMap((rows) => {
    const columns = [rows.map(([x]) => x), rows.map(([, x]) => x)];
    const [first, second] = columns.map((own) =>
      scaleOf(problem.over === "all" ? columns.flat() : own, problem.scaling),
    );
    return rows.map(([x, y]): Pair => [scaled(x, first), scaled(y, second)]);
  });
}

/** Those whose statistics are taken together: all samples, or the batches one after the other. */
function groupsOf(problem: Problem): readonly (readonly Pair[])[] {
  const rows = rawFeatures(problem);
  const size = problem.scaling === "batch" ? problem.batch : rows.length;
  return rows.flatMap((_, at) => (at % size === 0 ? [rows.slice(at, at + size)] : []));
}

interface Scale {
  /** What is subtracted, and what is then divided by. */
  readonly shift: number;
  readonly by: number;
}

function scaled(x: number, scale: Scale | undefined): number {
  return scale === undefined ? x : (x - scale.shift) / scale.by;
}

function scaleOf(numbers: readonly number[], scaling: Scaling): Scale {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
  const variance = numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / numbers.length;
  const how: Readonly<Record<Scaling, Pair>> = {
    none: [0, 1],
    largest: [0, Math.max(Math.abs(low), Math.abs(high))],
    range: [low, high - low],
    standard: [mean, Math.sqrt(variance)],
    batch: [mean, Math.sqrt(variance)],
  };
  const [shift, by] = how[scaling];
  return { shift, by: by === 0 ? 1 : by };
}

export interface Landscape {
  readonly lossAt: (w: Pair) => number;
  readonly gradientAt: (w: Pair) => Pair;
  /** Where the loss is smallest, or one such place. */
  readonly minimum: Pair;
  /** Second derivatives along the two main directions, the larger first; at least 0. */
  readonly curvature: Pair;
  /** The direction of the larger one, in radians from the w₁ axis. */
  readonly angle: number;
  /** Of η, below which every start arrives: 2 / larger curvature. */
  readonly largestRate: number;
  /** Larger over smaller curvature; Infinity where the valley is flat. */
  readonly condition: number;
}

export function landscapeOf(problem: Problem): Landscape {
  const base = measured(problem, [0, 0]);
  const [gx, gy] = base.gradient;
  const along = measured(problem, [1, 0]).gradient;
  const a = along[0] - gx;
  const b = along[1] - gy;
  const c = measured(problem, [0, 1]).gradient[1] - gy;
  const middle = (a + c) / 2;
  const spread = Math.hypot((a - c) / 2, b);
  const large = Math.max(0, middle + spread);
  const small = middle - spread > 1e-9 * large ? middle - spread : 0;
  const angle = spread === 0 ? 0 : Math.atan2(2 * b, a - c) / 2;
  const gradientAt = ([u, v]: Pair): Pair => [gx + a * u + b * v, gy + b * u + c * v];
  // Along each main direction by itself: where there is no curvature, no way is to be gone.
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const first = large === 0 ? 0 : -(gx * cos + gy * sin) / large;
  const second = small === 0 ? 0 : -(gy * cos - gx * sin) / small;
  return {
    lossAt: ([u, v]) => base.loss + gx * u + gy * v + (a * u * u + 2 * b * u * v + c * v * v) / 2,
    gradientAt,
    minimum: [first * cos - second * sin, first * sin + second * cos],
    curvature: [large, small],
    angle,
    largestRate: 2 / large,
    condition: large / small,
  };
}

/** Loss and gradient at these weights, by the ops. */
export function measured(problem: Problem, w: Pair): { loss: number; gradient: Pair } {
  const features = scaledFeatures(problem);
  const n = features.length;
  const attributes = linear.normalise({ out_features: 1, bias: false });
  const values = {
    x: tensor([n, 2], Float64Array.from(features.flat())),
    w: tensor([1, 2], Float64Array.from(w)),
  };
  const { y } = linear.forward(values, attributes);
  const squares = mse.normalise({});
  const given = {
    prediction: y ?? values.x,
    target: tensor(
      [n, 1],
      Float64Array.from(problem.data, (row) => row[2] ?? 0),
    ),
  };
  const loss = mse.forward(given, squares);
  const one = tensor([1], Float64Array.of(1));
  const dy = mse.backward({ ...given, ...loss, dy: one }, squares)["dprediction"];
  const back = linear.backward({ ...values, y: y ?? values.x, dy: dy ?? values.x }, attributes);
  const [first = Number.NaN, second = Number.NaN] = back["dw"]?.data ?? [];
  return { loss: loss["y"]?.data[0] ?? Number.NaN, gradient: [first, second] };
}

/** Weights after 0, 1, … steps; where they leave all bounds they stay. */
export function pathOf(
  { gradientAt }: Landscape,
  start: Pair,
  rate: number,
  steps = LAST,
): readonly Pair[] {
  const path: Pair[] = [start];
  let [u, v] = start;
  for (let step = 0; step < steps; step++) {
    const [du, dv] = gradientAt([u, v]);
    if (Math.hypot(u, v) < 1e9) [u, v] = [u - rate * du, v - rate * dv];
    path.push([u, v]);
  }
  return path;
}

/**
 * Steps until only a hundredth of the way down is left; null where that is never.
 *
 * Along each main direction a step multiplies the distance by 1 − ηλ, so what is left after k steps
 * is Σ ½λd²(1 − ηλ)^2k: a convex function of k. Its first k at the goal is found by halving.
 */
export function stepsToGoal(
  { minimum, curvature, angle }: Landscape,
  start: Pair,
  rate: number,
): number | null {
  const [u, v] = [start[0] - minimum[0], start[1] - minimum[1]];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const parts = [u * cos + v * sin, v * cos - u * sin].map((distance, at) => {
    const bend = curvature[at] ?? 0;
    return { height: (bend * distance * distance) / 2, shrinks: (1 - rate * bend) ** 2 };
  });
  const left = (steps: number): number =>
    parts.reduce(
      (sum, { height, shrinks }) => sum + (height === 0 ? 0 : height * shrinks ** steps),
      0,
    );
  const goal = GOAL * left(0);
  const isOver = (steps: number): boolean => left(steps) <= goal || left(steps + 1) >= left(steps);
  let [low, high] = [0, MOST_STEPS];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isOver(middle)) high = middle;
    else low = middle + 1;
  }
  return left(low) <= goal ? low : null;
}
