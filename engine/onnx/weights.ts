/** Numbers of a file on their way into a layer. */
import { check } from "../core/errors";
import { format, type Shape } from "../core/shape";
import type { StoredTensor } from "../data/formats/safetensors";
import { type Activation, type Constant, hasOwnAxes, places } from "./values";
import { sameShape } from "../core/shape";

export type Weights = Map<string, StoredTensor>;

/** As 32-bit floats, in the constant's own shape or another with as many cells. */
export function floats(constant: Constant, shape: Shape = constant.shape): StoredTensor {
  const data = constant.read();
  return { shape, data: data instanceof Float32Array ? data : Float32Array.from(data) };
}

export function vector(values: ArrayLike<number>): StoredTensor {
  return { shape: [values.length], data: Float32Array.from(values) };
}

/**
 * A constant beside an activation [batch, C, …] as one number for each channel, in the engine's
 * order. Throws "unsupported" where it differs inside a channel.
 */
export function perChannel(constant: Constant, from: Activation): Float64Array {
  const channels = from.shape[0] ?? 1;
  const numbers = constant.read();
  if (constant.cells === 1) return new Float64Array(channels).fill(numbers[0] ?? 0);
  const { view } = from;
  const axes = constant.shape.length;
  const long = constant.shape.flatMap((extent, axis) => (extent === 1 ? [] : [axis]));
  const axis = (long[0] ?? 0) + view.length - axes;
  const isFeature = from.shape.length === 1 && view.length === 2 && axis === 1;
  const isChannel =
    hasOwnAxes(from) && sameShape(from.dims, from.shape) && from.order[axis - 1] === 0;
  check(
    axes <= view.length && long.length === 1 && (isFeature || isChannel),
    "unsupported",
    `a constant of ${format(constant.shape)} is not one number, nor one for each of the ${channels} channels`,
  );
  check(
    constant.cells === channels,
    "shape",
    `a constant of ${format(constant.shape)} does not fit ${channels} channels`,
  );
  const result = new Float64Array(channels);
  const place = isFeature ? places(from) : undefined;
  for (let at = 0; at < channels; at++) result[place?.[at] ?? at] = numbers[at] ?? 0;
  return result;
}
