/**
 * A tensor is a shape and its numbers, nothing else. Row-major; f32 on the backends, f64 in the
 * reference.
 */
import { check } from "./errors";
import { format, offset, size, type Index, type Shape } from "./shape";

export type Numbers = Float32Array | Float64Array | Int32Array;

export interface Tensor<Data extends Numbers = Numbers> {
  readonly shape: Shape;
  readonly data: Data;
}

/** Wraps `data` without copying. Throws "shape" when the lengths disagree. */
export function tensor<Data extends Numbers>(shape: Shape, data: Data): Tensor<Data> {
  check(
    size(shape) === data.length,
    "shape",
    `${data.length} numbers do not fill a tensor of shape ${format(shape)}`,
  );
  return { shape, data };
}

/** A tensor in f64, filled with zeros. */
export function zeros(shape: Shape): Tensor<Float64Array> {
  return { shape, data: new Float64Array(size(shape)) };
}

/** The number at `index`. Throws "shape" outside. */
export function valueAt(of: Tensor, index: Index): number {
  return of.data[offset(of.shape, index)] ?? Number.NaN;
}

/**
 * Nested number lists to a tensor in f64: `[[1, 2], [3, 4]]` has shape 2×2. Throws "shape" when
 * ragged.
 */
export function fromNested(nested: Nested): Tensor<Float64Array> {
  const shape: number[] = [];
  for (let level: Nested | undefined = nested; Array.isArray(level); level = level[0])
    shape.push(level.length);
  const data: number[] = [];
  collect(nested, shape, 0, data);
  return tensor(shape, Float64Array.from(data));
}

export type Nested = number | readonly Nested[];

function collect(part: Nested, shape: Shape, axis: number, into: number[]): void {
  if (typeof part === "number") {
    check(axis === shape.length, "shape", "the rows are not all of the same length");
    into.push(part);
    return;
  }
  check(part.length === shape[axis], "shape", "the rows are not all of the same length");
  for (const inner of part) collect(inner, shape, axis + 1, into);
}

/** The inverse of `fromNested`. */
export function toNested(of: Tensor): Nested {
  const build = (axis: number, start: number): Nested => {
    if (axis === of.shape.length) return of.data[start] ?? Number.NaN;
    const extent = of.shape[axis] ?? 0;
    const step = size(of.shape.slice(axis + 1));
    return Array.from({ length: extent }, (_, at) => build(axis + 1, start + at * step));
  };
  return build(0, 0);
}
