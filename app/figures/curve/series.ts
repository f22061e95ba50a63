/**
 * What a curve draws: points of (step, value) in the order of their steps. A value that is not finite is a gap.
 *
 * `thin` keeps a long run drawable: of the points that fall into one pixel column it keeps the first, the lowest, the
 * highest and the last, and every value that is not a number, so no spike and no gap is lost.
 */
import type { Scale } from "./scale";

export interface Point {
  readonly step: number;
  readonly value: number;
}

export interface Series {
  readonly id: string;
  readonly label: string;
  readonly points: readonly Point[];
  /** Which hue: the two things that are compared. */
  readonly tone: "first" | "second";
  /** "line" for what comes every step, "dots" for what is measured now and then (a held-out set). */
  readonly mark: "line" | "dots";
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
  const low = finite.reduce<Point | undefined>((best, point) => (best === undefined || point.value < best.value ? point : best), undefined);
  const high = finite.reduce<Point | undefined>(
    (best, point) => (best === undefined || point.value > best.value ? point : best),
    undefined,
  );
  const keep = new Set<Point | undefined>([bucket[0], low, high, bucket.at(-1)]);
  return bucket.filter((point) => keep.has(point) || !Number.isFinite(point.value));
}

/** SVG path data; a point that the scale cannot place ends the stroke, the next one starts another. */
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
  let low = 0;
  let high = points.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((points[middle]?.step ?? 0) <= step) low = middle;
    else high = middle - 1;
  }
  return points[low] ?? null;
}

/** Every step at which some series has a point, in order, once. */
export function stepsOf(series: readonly Series[]): readonly number[] {
  const all = new Set<number>();
  for (const { points } of series) for (const { step } of points) all.add(step);
  return [...all].toSorted((a, b) => a - b);
}

/** The place in sorted `steps` that lies nearest to `step`. */
export function nearest(steps: readonly number[], step: number): number {
  let best = 0;
  for (let at = 0; at < steps.length; at++) {
    if (Math.abs((steps[at] ?? 0) - step) < Math.abs((steps[best] ?? 0) - step)) best = at;
  }
  return best;
}
