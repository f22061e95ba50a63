/**
 * Numbers to pixels through a table of 256 colours. Not-a-number is drawn as a checkerboard, never
 * as a colour.
 */
import { ENTRIES, signedIndex, unsignedIndex } from "../../../theme/colour";
import type { Window } from "../grid";
import type { Colouring } from "../number-grid/cell-style";

/** Not-a-number, on even and odd cells: white and purple. */
const MISSING_PIXELS = wholePixels([255, 255, 255, 160, 0, 160]);

/**
 * Fills `into` (RGBA) with the part `view` of a row-major matrix that is `columns` wide. Whole
 * pixels, for video.
 */
export function coloured(
  data: ArrayLike<number>,
  columns: number,
  view: Window,
  { palette, low, high }: Colouring,
  table: Uint8ClampedArray,
  into: Uint8ClampedArray,
): void {
  const pixels = new Uint32Array(into.buffer, into.byteOffset, into.length / 4);
  const colours = pixelsOf(table);
  const [even = 0, odd = 0] = MISSING_PIXELS;
  const signed = palette === "diverging";
  let to = 0;
  for (let row = view.row; row < view.row + view.rows; row++) {
    for (let column = view.column; column < view.column + view.columns; column++, to++) {
      const value = data[row * columns + column];
      if (value === undefined || Number.isNaN(value))
        pixels[to] = (row + column) % 2 === 0 ? even : odd;
      else
        pixels[to] =
          colours[signed ? signedIndex(value, high) : unsignedIndex(value, low, high)] ?? even;
    }
  }
}

const known = new WeakMap<Uint8ClampedArray, Uint32Array>();

/** Of a table that stays as it is: it serves every map, and a map may be one cell. */
function pixelsOf(table: Uint8ClampedArray): Uint32Array {
  const pixels = known.get(table) ?? wholePixels(table);
  known.set(table, pixels);
  return pixels;
}

/** RGB triples as opaque pixels, in the byte order of this machine. */
function wholePixels(triples: ArrayLike<number>): Uint32Array {
  const count = Math.min(ENTRIES, Math.floor(triples.length / 3));
  const bytes = new Uint8ClampedArray(4 * count).fill(255);
  for (let at = 0; at < count; at++)
    for (let c = 0; c < 3; c++) bytes[4 * at + c] = triples[3 * at + c] ?? 0;
  return new Uint32Array(bytes.buffer);
}
