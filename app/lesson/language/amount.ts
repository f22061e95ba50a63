/** Numbers as an author writes them in an answer key: 3, "-0.5", "2/3", "−1". */
import { readings } from "../../figures/describe/read-number";

/** The number; null when the text is not a number, or can be read as two different ones. */
export function readAmount(text: string): number | null {
  const [value, another] = readings(text);
  return value !== undefined && another === undefined && Number.isFinite(value) ? value : null;
}

/** Without a tolerance of its own: whole numbers are exact, others are right to two decimals. */
export function defaultTolerance(value: number): number {
  return Number.isInteger(value) ? 0 : 0.005;
}

/**
 * Whether `given` counts as `wanted`; a millionth of slack, relative, absorbs decimal notation and
 * 32-bit answers.
 */
export function isRight(given: number, wanted: number, tolerance: number): boolean {
  return Math.abs(given - wanted) <= tolerance + 1e-6 * Math.max(1e-3, Math.abs(wanted));
}
