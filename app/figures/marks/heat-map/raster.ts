/** Numbers to pixels through a table of 256 colours. Not-a-number is drawn as a checkerboard, never as a colour. */
import { ENTRIES, signedIndex, unsignedIndex } from "../../../theme/colour";
import type { Window } from "../grid";
import type { Colouring } from "../number-grid/looks";

/** Fills `into` (RGBA) with the part `view` of a row-major matrix that is `columns` wide. */
export function coloured(
  data: ArrayLike<number>,
  columns: number,
  view: Window,
  { palette, low, high }: Colouring,
  table: Uint8ClampedArray,
  into: Uint8ClampedArray,
): void {
  let to = 0;
  for (let row = view.row; row < view.row + view.rows; row++) {
    for (let column = view.column; column < view.column + view.columns; column++, to += 4) {
      const value = data[row * columns + column] ?? Number.NaN;
      const index = Number.isNaN(value) ? -1 : palette === "diverging" ? signedIndex(value, high) : unsignedIndex(value, low, high);
      writePixel(into, to, index, table, (row + column) % 2 === 0);
    }
  }
}

function writePixel(into: Uint8ClampedArray, to: number, index: number, table: Uint8ClampedArray, even: boolean): void {
  const missing = index < 0 || index >= ENTRIES;
  for (let channel = 0; channel < 3; channel++)
    into[to + channel] = missing ? (even ? 255 : channel === 1 ? 0 : 160) : (table[3 * index + channel] ?? 0);
  into[to + 3] = 255;
}
