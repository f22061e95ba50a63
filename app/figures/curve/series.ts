/**
 * What a curve draws: points of (step, value) in the order of their steps. A value that is not
 * finite is a gap.
 *
 * `thin` keeps a long run drawable: of the points that fall into one pixel column it keeps the
 * first, the lowest, the highest and the last, and every value that is not a number, so no spike
 * and no gap is lost.
 */
import type { Scale } from "./scale";
import { counted } from "../../language/numerals";

export interface Point {
  readonly step: number;
  readonly value: number;
}

const TONES = ["first", "second", "third", "fourth"] as const;

/** The hue of what stands at this place among the things that are compared. */
export function toneOf(at: number): Series["tone"] {
  return TONES[at] ?? "first";
}

export interface Series {
  readonly id: string;
  readonly label: string;
  readonly points: readonly Point[];
  /** Which hue: the things that are compared, two to four. */
  readonly tone: (typeof TONES)[number];
  /**
   * "line" for what comes every step, "dots" for what is measured now and then (a held-out set).
   */
  readonly mark: "line" | "dots";
}

/** What a curve's places are, and how one is written. */
export interface Across {
  readonly one: string;
  readonly many: string;
  readonly at: (step: number) => string;
}

export const STEPS: Across = {
  one: "step",
  many: "steps",
  at: (step) => counted(step),
};

/** Of each step the mean of the last `over` values up to it; nothing where there are fewer. */
export function movingMeans(points: readonly Point[], over: number): readonly Point[] {
  return points.slice(over - 1).map(({ step }, at) => {
    // Added anew for each: a value that is no number spoils no later mean.
    let sum = 0;
    for (let one = at; one < at + over; one++) sum += points[one]?.value ?? 0;
    return { step, value: sum / over };
  });
}

export function thin(points: readonly Point[], columns: number): readonly Point[] {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined || points.length <= columns * 4) return points;
  const perColumn = (last.step - first.step || 1) / columns;
  const kept: Point[] = [];
  let bucket: Point[] = [];
  let column = 0;
  for (const point of points) {
    const at = Math.min(columns - 1, Math.floor((point.step - first.step) / perColumn));
    if (at !== column) {
      kept.push(...outline(bucket));
      bucket = [];
      column = at;
    }
    bucket.push(point);
  }
  kept.push(...outline(bucket));
  return kept;
}

function outline(bucket: readonly Point[]): readonly Point[] {
  if (bucket.length <= 4) return bucket;
  const finite = bucket.filter((point) => Number.isFinite(point.value));
  const low = finite.reduce<Point | undefined>(
    (best, point) => (best === undefined || point.value < best.value ? point : best),
    undefined,
  );
  const high = finite.reduce<Point | undefined>(
    (best, point) => (best === undefined || point.value > best.value ? point : best),
    undefined,
  );
  const keep = new Set<Point | undefined>([bucket[0], low, high, bucket.at(-1)]);
  return bucket.filter((point) => keep.has(point) || !Number.isFinite(point.value));
}

/**
 * SVG path data; a point that the scale cannot place ends the stroke, the next one starts another.
 */
export function pathOf(points: readonly Point[], x: Scale, y: Scale): string {
  let path = "";
  let pen = "M";
  for (const { step, value } of points) {
    const across = x.at(step);
    const up = y.at(value);
    if (!Number.isFinite(across) || !Number.isFinite(up)) {
      pen = "M";
      continue;
    }
    path += `${pen}${round(across)},${round(up)}`;
    pen = "L";
  }
  return path;
}

/** Hundredths of a pixel: finer than any screen, and short. */
export function round(position: number): number {
  return Math.round(position * 100) / 100;
}

/** The last point at or before `step`, or the first one there is. */
export function pointAt(points: readonly Point[], step: number): Point | null {
  return points[placeOf(points, step)] ?? null;
}

/** Every step at which some series has a point, in order, once. */
export function stepsOf(series: readonly Series[]): readonly number[] {
  const all = new Set<number>();
  for (const { points } of series) for (const { step } of points) all.add(step);
  return [...all].toSorted((a, b) => a - b);
}

/** The step of some series' point that lies nearest to `step`; null when there is no point. */
export function nearestStep(series: readonly Series[], step: number): number | null {
  let best: number | null = null;
  for (const { points } of series) {
    const at = placeOf(points, step);
    for (const point of [points[at], points[at + 1]])
      if (
        point !== undefined &&
        (best === null || Math.abs(point.step - step) < Math.abs(best - step))
      )
        best = point.step;
  }
  return best;
}

/**
 * The next step after (or before) `step` at which some series has a point; `step` itself where
 * there is none.
 */
export function neighbour(series: readonly Series[], step: number, direction: 1 | -1): number {
  let best: number | null = null;
  for (const { points } of series) {
    const at = placeOf(points, step);
    for (const point of [points[at - 1], points[at], points[at + 1]]) {
      const ahead = point !== undefined && (point.step - step) * direction > 0;
      if (ahead && (best === null || (point.step - best) * direction < 0)) best = point.step;
    }
  }
  return best ?? step;
}

/** First and last step of all series. */
export function spanOf(series: readonly Series[]): readonly [number, number] {
  const ends = series
    .flatMap(({ points }) => [points[0]?.step ?? Number.NaN, points.at(-1)?.step ?? Number.NaN])
    .filter(Number.isFinite);
  return ends.length === 0 ? [0, 0] : [Math.min(...ends), Math.max(...ends)];
}

/** The place of the last point at or before `step`; 0 when all come after. */
function placeOf(points: readonly Point[], step: number): number {
  let low = 0;
  let high = points.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((points[middle]?.step ?? 0) <= step) low = middle;
    else high = middle - 1;
  }
  return low;
}
