/** Tensors as rows, one for each picture. */
import type { Tensors } from "../../../engine/client/snapshot";

/** The rows of a tensor with so many of them; empty ones where it is missing. */
export function rowsOf(
  tensor: Tensors[string] | undefined,
  count: number,
): readonly Float32Array[] {
  const data = Float32Array.from(tensor?.data ?? []);
  const each = data.length / Math.max(1, count);
  return Array.from({ length: count }, (_, at) => data.subarray(at * each, (at + 1) * each));
}

/** Place of the largest score. */
export function best(scores: Float32Array | undefined): number {
  return scores === undefined ? -1 : scores.indexOf(Math.max(...scores));
}

export function joined(rows: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(rows.reduce((sum, row) => sum + row.length, 0));
  let at = 0;
  for (const row of rows) {
    whole.set(row, at);
    at += row.length;
  }
  return whole;
}
