/** Pictures and labels as two arrays of numbers, whatever file they came in. Pure. */
import { t } from "../../language/words";
import { check, LabError } from "../../../engine/core/errors";
import type { Shape } from "../../../engine/core/shape";
import { MOST_CLASSES, MOST_PICTURES, type OwnPictures } from "./pictures";

export interface NumberArray {
  readonly shape: Shape;
  readonly data: Float32Array | Int32Array;
}

/**
 * One array of pictures, [N, rows, columns], channels first or last, and one of labels, [N] or
 * [N, 1]; in either order. Pixels are whole numbers from 0 to 255, or numbers from 0 to 1. `advice`
 * is given where they are no such pair. Throws LabError "format".
 */
export function picturesFrom(arrays: readonly NumberArray[], advice: string): OwnPictures {
  const pictures = arrays.find(({ shape }) => shape.length >= 3);
  const named = arrays.find(({ shape: [, ...rest] }) => rest.every((extent) => extent === 1));
  if (pictures === undefined || named === undefined || arrays.length !== 2)
    throw new LabError(
      "format",
      t("these are not one file of pictures and one file of labels"),
      advice,
    );
  const laid = channelsFirst(pictures, advice);
  const [count = 0, channels = 1, rows = 0, columns = 0] = laid.shape;
  check(
    named.data.length === count,
    "format",
    t("there are {count} pictures and {data} labels", { count, data: named.data.length }),
  );
  const kept = Math.min(count, MOST_PICTURES);
  const pixels = laid.data.subarray(0, kept * channels * rows * columns);
  const isShare =
    pixels.some((one) => !Number.isInteger(one)) && pixels.every((one) => one >= 0 && one <= 1);
  return {
    shape: [channels, rows, columns],
    pixels: bytesOf(isShare ? pixels.map((one) => Math.round(one * 255)) : pixels, 255, "a pixel"),
    labels: bytesOf(named.data.subarray(0, kept), MOST_CLASSES - 1, "a label"),
    classes: [],
    remarks: [
      ...(kept === count
        ? []
        : [t("Only the first {kept} of {count} pictures are taken.", { kept, count })]),
      ...(isShare ? [t("Pixels from 0 to 1 were made whole numbers from 0 to 255.")] : []),
    ],
  };
}

/** [N, channels, rows, columns]; where the last axis is 1 or 3 and the second is not, it moves. */
function channelsFirst({ shape, data }: NumberArray, advice: string): NumberArray {
  const [count = 0, a = 0, b = 0, c = 0] = shape;
  if (shape.length === 3) return { shape: [count, 1, a, b], data };
  const isChannels = (extent: number): boolean => extent === 1 || extent === 3;
  if (shape.length !== 4 || !(isChannels(a) || isChannels(c)))
    throw new LabError(
      "format",
      t("pictures are [{shape}]; they need one or three channels", { shape: shape.join(", ") }),
      advice,
    );
  if (isChannels(a)) return { shape, data };
  const [rows, columns, channels] = [a, b, c];
  const moved = data.slice();
  for (let at = 0; at < moved.length; at++) {
    const channel = at % channels;
    const place = Math.floor(at / channels) % (rows * columns);
    const picture = Math.floor(at / (channels * rows * columns));
    moved[(picture * channels + channel) * rows * columns + place] = data[at] ?? Number.NaN;
  }
  return { shape: [count, channels, rows, columns], data: moved };
}

function bytesOf(numbers: Float32Array | Int32Array, most: number, what: string): Uint8Array {
  const wrong = numbers.findIndex((one) => !(Number.isInteger(one) && one >= 0 && one <= most));
  check(
    wrong < 0,
    "format",
    t("{what} is {numbers}; it must be a whole number from 0 to {most}", {
      what,
      numbers: numbers[wrong] ?? Number.NaN,
      most,
    }),
  );
  return Uint8Array.from(numbers);
}
