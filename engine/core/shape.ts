/** Shapes and the order of cells: row-major, last axis fastest, NCHW for images. */
import { check } from "./errors";

export type Shape = readonly number[];
export type Index = readonly number[];

/** Bytes of a number of 32 bits. */
export const WORD = 4;

/** Number of cells; the empty shape has one. Throws "limit" when it is not a safe integer. */
export function size(shape: Shape): number {
  let product = 1;
  for (const extent of shape) product *= extent;
  check(
    Number.isSafeInteger(product),
    "limit",
    `a tensor of shape ${format(shape)} has too many cells`,
  );
  return product;
}

/** Distance in cells between neighbours along each axis. */
export function strides(shape: Shape): number[] {
  const result: number[] = shape.map(() => 0);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    result[axis] = step;
    step *= shape[axis] ?? 1;
  }
  return result;
}

/** Flat position of `index` in a tensor of `shape`. Throws "shape" when it lies outside. */
export function offset(shape: Shape, index: Index): number {
  check(
    index.length === shape.length,
    "shape",
    `${format(index)} has ${index.length} coordinates but the tensor has ${shape.length} axes`,
  );
  let flat = 0;
  for (let axis = 0; axis < shape.length; axis++) {
    const extent = shape[axis] ?? 0;
    const at = index[axis] ?? -1;
    check(
      Number.isInteger(at) && at >= 0 && at < extent,
      "shape",
      `${format(index)} lies outside ${format(shape)}`,
    );
    flat = flat * extent + at;
  }
  return flat;
}

/** The coordinates of flat position `flat`; the inverse of `offset`. */
export function unravel(shape: Shape, flat: number): number[] {
  const index: number[] = shape.map(() => 0);
  let rest = flat;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const extent = shape[axis] ?? 1;
    index[axis] = rest % extent;
    rest = Math.floor(rest / extent);
  }
  return index;
}

/** Every index of a shape in storage order. */
export function* cells(shape: Shape): Generator<number[]> {
  const count = size(shape);
  for (let flat = 0; flat < count; flat++) yield unravel(shape, flat);
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis]);
}

/**
 * The shape in which two tensors meet cell by cell: aligned at the last axis, an axis of 1 (or a
 * missing one) repeats. Null when they do not fit. Source: NumPy's and PyTorch's broadcasting rule.
 */
export function broadcast(a: Shape, b: Shape): Shape | null {
  const axes = Math.max(a.length, b.length);
  const [left, right] = [padded(a, axes), padded(b, axes)];
  const fits = left.every(
    (extent, axis) => extent === right[axis] || extent === 1 || right[axis] === 1,
  );
  return fits ? left.map((extent, axis) => (extent === 1 ? (right[axis] ?? 1) : extent)) : null;
}

/**
 * Distance in cells between neighbours along each axis of `into`, which `shape` is broadcast to; 0
 * where it repeats.
 */
export function repeatedStrides(shape: Shape, into: Shape): number[] {
  const own = padded(shape, into.length);
  return strides(own).map((step, axis) => (own[axis] === 1 ? 0 : step));
}

/** The same tensor with axes of 1 in front, so that it has `axes` of them. */
export function padded(shape: Shape, axes: number): Shape {
  return [...Array.from({ length: axes - shape.length }, () => 1), ...shape];
}

/** "2×3×5"; "()" for a scalar. */
export function format(shape: Shape): string {
  return shape.length === 0 ? "()" : shape.join("×");
}
