/**
 * Held-out pictures as a network reads them: the confusion matrix, and which are the worst. Pure.
 */
import type { Tensors } from "../../engine/client/snapshot";

/** One held-out picture. */
export interface Reading {
  /** Its place among the held-out pictures. */
  readonly index: number;
  readonly label: number;
  readonly answer: number;
  readonly loss: number;
}

/** Of what the engine answers. */
export function readingsOf({ labels, answers, losses }: Tensors): readonly Reading[] {
  return Array.from(labels?.data ?? [], (label, index) => ({
    index,
    label,
    answer: answers?.data[index] ?? -1,
    loss: losses?.data[index] ?? Number.NaN,
  }));
}

/** Row by row: label × answer. */
export function confusionOf(readings: readonly Reading[], classes: number): Int32Array {
  const counts = new Int32Array(classes * classes);
  for (const { label, answer } of readings) {
    const at = label * classes + answer;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

/** The pictures of one cell of the matrix, or all; the largest loss first. */
export function worstOf(
  readings: readonly Reading[],
  cell: number,
  classes: number,
): readonly Reading[] {
  const chosen =
    cell < 0 ? readings : readings.filter(({ label, answer }) => label * classes + answer === cell);
  return chosen.toSorted((a, b) => b.loss - a.loss || a.index - b.index);
}
