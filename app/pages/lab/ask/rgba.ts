/** Pictures as RGBA, of the size that a network reads. */
import type { Rgba } from "../../../pictures/rgba-source";

export type PictureSize = readonly [channels: number, rows: number, columns: number];

/** The middle of a square picture where the network reads one that is not square. */
export function cropped(square: Rgba, [, rows, columns]: PictureSize): Rgba {
  const side = Math.max(rows, columns);
  if (rows === columns) return square;
  const result = new Uint8ClampedArray(4 * rows * columns);
  const [top, left] = [(side - rows) >> 1, (side - columns) >> 1];
  for (let row = 0; row < rows; row++) {
    const from = 4 * ((row + top) * side + left);
    result.set(square.subarray(from, from + 4 * columns), 4 * row * columns);
  }
  return result;
}

/** A grey drawing (`side` × `side` bytes) as RGBA of another size, smoothly. */
export function scaled(grey: Uint8Array, side: number, [, rows, columns]: PictureSize): Rgba {
  const result = new Uint8ClampedArray(4 * rows * columns).fill(255);
  const at = (row: number, column: number): number =>
    grey[Math.min(side - 1, Math.max(0, row)) * side + Math.min(side - 1, Math.max(0, column))] ??
    0;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const [y, x] = [((row + 0.5) * side) / rows - 0.5, ((column + 0.5) * side) / columns - 0.5];
      const [i, j] = [Math.floor(y), Math.floor(x)];
      const [down, right] = [y - i, x - j];
      const upper = at(i, j) * (1 - right) + at(i, j + 1) * right;
      const lower = at(i + 1, j) * (1 - right) + at(i + 1, j + 1) * right;
      result.fill(
        Math.round(upper * (1 - down) + lower * down),
        4 * (row * columns + column),
        4 * (row * columns + column) + 3,
      );
    }
  return result;
}
