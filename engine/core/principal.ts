/**
 * The first principal components of rows of numbers: the directions, one after the other, along
 * which the centred rows spread most, and where each row lies along them.
 *
 * By power iteration on XᵀX, each direction kept at right angles to those before. The sign of a
 * direction is chosen so that its largest number is positive: the same rows give the same picture.
 * Source  Pearson, On lines and planes of closest fit, 1901.
 */
import { random } from "./random";

export interface Principal {
  /** [components][columns], of length 1. */
  readonly directions: readonly Float64Array[];
  /** [components][rows]: along each direction, from the mean. */
  readonly places: readonly Float64Array[];
  /** Of the whole variance, along each direction; NaN where the rows do not differ. */
  readonly shares: readonly number[];
}

const MOST_ROUNDS = 500;
const CLOSE = 1e-10;

export function principal(data: ArrayLike<number>, columns: number, count: number): Principal {
  const rows = Math.floor(data.length / columns);
  const centred = centre(data, rows, columns);
  const whole = centred.reduce((sum, one) => sum + one * one, 0);
  const directions: Float64Array[] = [];
  const places: Float64Array[] = [];
  for (let at = 0; at < Math.min(count, columns); at++) {
    const direction = strongest(centred, rows, columns, directions);
    directions.push(direction);
    places.push(along(centred, rows, columns, direction));
  }
  const squares = places.map((place) => place.reduce((sum, one) => sum + one * one, 0));
  return { directions, places, shares: squares.map((square) => square / whole) };
}

function centre(data: ArrayLike<number>, rows: number, columns: number): Float64Array {
  const centred = Float64Array.from({ length: rows * columns }, (_, at) => data[at] ?? Number.NaN);
  for (let column = 0; column < columns; column++) {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += centred[row * columns + column] ?? 0;
    for (let row = 0; row < rows; row++) {
      const at = row * columns + column;
      centred[at] = (centred[at] ?? 0) - sum / rows;
    }
  }
  return centred;
}

function strongest(
  centred: Float64Array,
  rows: number,
  columns: number,
  others: readonly Float64Array[],
): Float64Array {
  const from = random(others.length + 1);
  let direction = unit(
    Float64Array.from({ length: columns }, () => from.normal()),
    others,
  );
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const place = along(centred, rows, columns, direction);
    const next = new Float64Array(columns);
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        next[column] =
          (next[column] ?? 0) + (centred[row * columns + column] ?? 0) * (place[row] ?? 0);
    const turned = unit(next, others);
    const change = 1 - Math.abs(dot(turned, direction));
    direction = turned;
    if (change < CLOSE) break;
  }
  const largest = direction.reduce((best, one) => (Math.abs(one) > Math.abs(best) ? one : best), 0);
  return largest < 0 ? direction.map((one) => -one) : direction;
}

function along(
  centred: Float64Array,
  rows: number,
  columns: number,
  direction: Float64Array,
): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) =>
    dot(centred.subarray(row * columns, (row + 1) * columns), direction),
  );
}

/** At right angles to the others, of length 1. */
function unit(vector: Float64Array, others: readonly Float64Array[]): Float64Array {
  let free = vector;
  for (const other of others) {
    const part = dot(free, other);
    free = free.map((one, at) => one - part * (other[at] ?? 0));
  }
  const length = Math.sqrt(dot(free, free));
  return length === 0 ? free : free.map((one) => one / length);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
