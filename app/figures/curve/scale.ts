/**
 * Position along an axis, and back. `linear` covers its domain evenly; `log` gives each factor of
 * ten the same length and has no place for zero or less: `at` answers NaN there, which the curve
 * draws as a gap.
 */
import { ticks } from "d3-array";

export type ScaleKind = "linear" | "log";

export interface Scale {
  readonly kind: ScaleKind;
  readonly low: number;
  readonly high: number;
  at(value: number): number;
  invert(position: number): number;
  ticks(count: number): readonly number[];
}

export function linear(low: number, high: number, from: number, to: number): Scale {
  const span = high - low || 1;
  return {
    kind: "linear",
    low,
    high,
    at: (value) =>
      Number.isFinite(value) ? from + ((value - low) / span) * (to - from) : Number.NaN,
    invert: (position) => low + ((position - from) / (to - from || 1)) * span,
    ticks: (count) => ticks(low, high, count),
  };
}

export function log(low: number, high: number, from: number, to: number): Scale {
  const inner = linear(Math.log10(low), Math.log10(high), from, to);
  return {
    kind: "log",
    low,
    high,
    at: (value) => (value > 0 ? inner.at(Math.log10(value)) : Number.NaN),
    invert: (position) => 10 ** inner.invert(position),
    ticks: (count) => decades(inner.low, inner.high, count),
  };
}

/**
 * Whole powers of ten inside the domain, thinned to about `count`; the 1-2-5 series where there is
 * less than one.
 */
function decades(low: number, high: number, count: number): number[] {
  const first = Math.ceil(low - 1e-9);
  const last = Math.floor(high + 1e-9);
  if (last - first < 1) {
    const all = [first - 1, first].flatMap((exponent) =>
      [1, 2, 5].map((lead) => lead * 10 ** exponent),
    );
    return all.filter(
      (value) => value >= 10 ** low * (1 - 1e-9) && value <= 10 ** high * (1 + 1e-9),
    );
  }
  const every = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, count)));
  const result: number[] = [];
  for (let exponent = first; exponent <= last; exponent += every) result.push(10 ** exponent);
  return result;
}

/** Smallest and largest of the numbers that the scale can place; null when there is none. */
export function extent(
  values: Iterable<number>,
  kind: ScaleKind,
): readonly [number, number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value) || (kind === "log" && value <= 0)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? null : [low, high];
}

/**
 * A vertical axis that holds `values` with air above; log axes end on whole powers of ten, linear
 * ones start at 0.
 */
export function fitted(values: Iterable<number>, kind: ScaleKind, from: number, to: number): Scale {
  const [low, high] = extent(values, kind) ?? (kind === "log" ? [0.1, 1] : [0, 1]);
  if (kind === "linear") return linear(Math.min(0, low), high > 0 ? high * 1.05 : 1, from, to);
  const bottom = Math.floor(Math.log10(low));
  const top = Math.ceil(Math.log10(high));
  return log(10 ** bottom, 10 ** (top > bottom ? top : bottom + 1), from, to);
}
