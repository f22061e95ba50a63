/**
 * An activation of straight pieces: its values at z = −3, −2, …, 3; beyond them the last pieces go
 * on.
 */
export const FIRST = -3;
export const KNOTS = 7;
/** Largest value at a knot. */
export const HIGHEST = 3;

/** Value and slope at z. */
export function activated(values: readonly number[], z: number): readonly [number, number] {
  const left = Math.max(0, Math.min(KNOTS - 2, Math.floor(z - FIRST)));
  const value = values[left] ?? 0;
  const slope = (values[left + 1] ?? 0) - value;
  return [value + (z - FIRST - left) * slope, slope];
}

/** Whether it is one straight line. */
export function isStraight(values: readonly number[]): boolean {
  const rise = (values[1] ?? 0) - (values[0] ?? 0);
  return values.every((value, at) => Math.abs(value - (values[0] ?? 0) - at * rise) < 1e-9);
}
