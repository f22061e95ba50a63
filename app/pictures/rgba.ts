/** Pictures in colour between RGBA bytes and a tensor of three channels from 0 to 1. Pure. */
import { tensor, type Tensor } from "../../engine/core/tensor";

/** RGBA bytes to [1, 3, side, side]; transparency is ignored, as the photos have none. */
export function tensorOf(rgba: Uint8ClampedArray, side: number): Tensor<Float64Array> {
  const data = new Float64Array(3 * side * side);
  for (let at = 0; at < side * side; at++)
    for (let c = 0; c < 3; c++) data[c * side * side + at] = (rgba[4 * at + c] ?? 0) / 255;
  return tensor([1, 3, side, side], data);
}

/** Channels to RGBA bytes; what lies outside 0 … 1 is shown as the nearest that a screen can. */
export function bytesOf({ data, shape }: Tensor): Uint8ClampedArray<ArrayBuffer> {
  const side = shape[3] ?? 0;
  const bytes = new Uint8ClampedArray(4 * side * side);
  for (let at = 0; at < side * side; at++) {
    for (let c = 0; c < 3; c++)
      bytes[4 * at + c] = Math.round(255 * (data[c * side * side + at] ?? 0));
    bytes[4 * at + 3] = 255;
  }
  return bytes;
}

/** Planes of bytes, one channel (grey) or three, to RGBA. */
export function rgbaOfPlanes(planes: Uint8Array, channels: number): Uint8ClampedArray<ArrayBuffer> {
  const area = planes.length / channels;
  const bytes = new Uint8ClampedArray(4 * area).fill(255);
  for (let at = 0; at < area; at++)
    for (let c = 0; c < 3; c++) bytes[4 * at + c] = planes[(c % channels) * area + at] ?? 0;
  return bytes;
}
