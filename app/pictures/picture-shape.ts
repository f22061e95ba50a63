/** The size of the pictures that a network reads. */
import type { Shape } from "../../engine/core/shape";

/** [channels, rows, columns] of the picture that a network reads; null where it reads none. */
export function pictureShape(input: Shape): readonly [number, number, number] | null {
  const [channels = 0, rows, columns] = input;
  if (rows !== undefined && columns !== undefined)
    return channels === 1 || channels === 3 ? [channels, rows, columns] : null;
  for (const planes of [1, 3]) {
    const side = Math.sqrt(channels / planes);
    if (Number.isInteger(side) && side > 1) return [planes, side, side];
  }
  return null;
}
