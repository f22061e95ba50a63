/**
 * Where the cells of an operand that repeats lie, as extents and distances along four axes: what
 * the kernels of both backends read.
 */
import { padded, repeatedStrides, type Shape, size, strides } from "../../core/shape";

export interface Axes {
  readonly extents: readonly number[];
  readonly steps: readonly number[];
}

/** The cells of y, and how far apart they lie in the operand: 0 along an axis that repeats. */
export function placesIn(operand: Shape, y: Shape): Axes {
  const extents = padded(y, 4);
  return { extents, steps: repeatedStrides(operand, extents) };
}

/**
 * The cells of dy that one cell of the operand went to: the first of them by `kept`, the others
 * from there by `repeats`.
 */
export function repeatsOf(
  operand: Shape,
  dy: Shape,
): { readonly kept: Axes; readonly repeats: Axes; readonly count: number } {
  const [own, all] = [padded(operand, 4), padded(dy, 4)];
  const steps = strides(all);
  const extents = all.map((extent, axis) => (own[axis] === extent ? 1 : extent));
  return { kept: { extents: own, steps }, repeats: { extents, steps }, count: size(extents) };
}
