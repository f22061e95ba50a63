/** Numbers as an author writes them in an answer key: 3, "-0.5", "2/3", "−1". */

/** The number, or null when the text is none. */
export function readAmount(text: string): number | null {
  const parts = text.trim().replace(/[−–]/g, "-").split("/");
  const [above = Number.NaN, below = 1] = parts.map((part) =>
    /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?\s*$/i.test(part) ? Number(part) : Number.NaN,
  );
  const value = parts.length > 2 ? Number.NaN : above / below;
  return Number.isFinite(value) ? value : null;
}

/** Without a tolerance of its own: whole numbers are exact, others are right to two decimals. */
export function defaultTolerance(value: number): number {
  return Number.isInteger(value) ? 0 : 0.005;
}

/** Whether `given` counts as `wanted`; a millionth of slack, relative, absorbs decimal notation and 32-bit answers. */
export function isRight(given: number, wanted: number, tolerance: number): boolean {
  return Math.abs(given - wanted) <= tolerance + 1e-6 * Math.max(1e-3, Math.abs(wanted));
}
