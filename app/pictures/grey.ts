/**
 * Pictures as one matrix of brightness: whole numbers from 0 (black) to 255 (white), so that the
 * arithmetic of a pixel can be checked by hand. Brightness is 0.299 R + 0.587 G + 0.114 B (ITU-R
 * BT.601), as PIL's convert("L").
 */
export interface GreyPicture {
  readonly rows: number;
  readonly columns: number;
  /** Row-major, one number a pixel. */
  readonly data: Float32Array;
}

export const SIDE = 256;

/** Of the pixel at this place of RGBA. */
export function greyAt(rgba: ArrayLike<number>, at: number): number {
  return Math.round(
    0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0),
  );
}

export function greyOf(rgba: Uint8ClampedArray, rows: number, columns: number): GreyPicture {
  const data = Float32Array.from({ length: rows * columns }, (_, at) => greyAt(rgba, 4 * at));
  return { rows, columns, data };
}

/**
 * Test patterns in which sub-sampling goes wrong: stripes that get finer to the left, and rings
 * that get finer outwards.
 */
export function pattern(name: string, side = SIDE): GreyPicture {
  const data = new Float32Array(side * side);
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++)
      data[row * side + column] =
        name === "stripes" ? stripes(row, column, side) : rings(row, column, side);
  return { rows: side, columns: side, data };
}

/**
 * Slanted stripes whose phase grows ever more slowly: about 2.2 pixels from one to the next on the
 * left, 16 on the right.
 */
function stripes(row: number, column: number, side: number): number {
  const position = column + 0.15 * row;
  const period = 2.2 + (3.8 * column) / side;
  return Math.round(127.5 + 127.5 * Math.sin((2 * Math.PI * position) / period));
}

/**
 * cos(k r²): the local frequency grows with the distance from the middle, to half a cycle a pixel
 * at the edge.
 */
function rings(row: number, column: number, side: number): number {
  const [y, x] = [row - side / 2, column - side / 2];
  return Math.round(127.5 + 127.5 * Math.cos((Math.PI * (x * x + y * y)) / side));
}
