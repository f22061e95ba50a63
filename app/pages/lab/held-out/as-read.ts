/** A set of pictures in the order and scale of a network's own rule for pixels. Pure. */
import type { Dataset } from "../../../../engine/data/dataset";
import type { Pixels } from "../pixels";

/** The same numbers as `numbersOf` gives for one picture. */
export function asRead(set: Dataset, { range, order, mean, std }: Pixels): Dataset {
  const scale = { mean: mean.map((one) => one / range), std: std.map((one) => one / range) };
  return { ...set, scale, pixels: order === "bgr" ? blueFirst(set) : set.pixels };
}

/** Pictures of one channel have no order. */
function blueFirst({ pixels, shape: [channels, rows, columns] }: Dataset): Uint8Array {
  if (channels !== 3) return pixels;
  const area = rows * columns;
  const result = pixels.slice();
  for (let from = 0; from < pixels.length; from += 3 * area) {
    result.set(pixels.subarray(from + 2 * area, from + 3 * area), from);
    result.set(pixels.subarray(from, from + area), from + 2 * area);
  }
  return result;
}
