/** Compares what came out with what must come out, cell by cell. */
import { format, unravel } from "../core/shape";
import type { Expected } from "./cases";

/**
 * Null when every cell is within its tolerance; otherwise the worst cell, in words. Not-a-number is
 * only equal to itself.
 */
export function mismatch(
  name: string,
  got: ArrayLike<number> | undefined,
  want: Expected,
): string | null {
  if (got === undefined) return `${name} was not computed`;
  if (got.length !== want.data.length)
    return `${name} has ${got.length} cells, expected ${want.data.length}`;
  let worst = 0;
  let at = -1;
  for (let cell = 0; cell < got.length; cell++) {
    const excess = excessAt(got[cell] ?? Number.NaN, want.data[cell] ?? Number.NaN, want);
    if (excess > worst) {
      worst = excess;
      at = cell;
    }
  }
  if (at < 0) return null;
  const index = format(unravel(want.shape, at));
  return `${name}[${index}] is ${got[at]}, expected ${want.data[at]} (tolerance ${want.abs} + ${want.rel}·|expected|, ${worst.toPrecision(3)} over)`;
}

/**
 * How far outside the tolerance a cell is; 0 inside, infinite where not-a-number or infinity
 * disagree.
 */
function excessAt(got: number, want: number, { abs, rel }: Expected): number {
  if (got === want || (Number.isNaN(got) && Number.isNaN(want))) return 0;
  const distance = Math.abs(got - want) - (abs + rel * Math.abs(want));
  return Number.isFinite(distance) ? Math.max(0, distance) : Number.POSITIVE_INFINITY;
}
