/**
 * How the pixels of a picture become the numbers that a network reads: part of the network as much
 * as its weights are, and told by no file. Pure.
 *
 * number = (pixel × range / 255 − mean) / deviation, for each channel, in the network's order.
 */
import * as v from "valibot";
import { greyAt } from "../../pictures/grey";
import { IMAGENET_DEVIATION, IMAGENET_MEAN } from "../../pictures/imagenet";

const three = v.pipe(v.array(v.pipe(v.number(), v.finite())), v.length(3));

export const pixelsSchema = v.object({
  /** What a white pixel is before mean and deviation. */
  range: v.picklist([1, 255]),
  order: v.picklist(["rgb", "bgr"]),
  /** In the order of the network's channels; the first for grey pictures. */
  mean: three,
  std: v.pipe(
    three,
    v.check((all) => all.every((one) => one !== 0)),
  ),
});
export type Pixels = v.InferOutput<typeof pixelsSchema>;

const PLAIN: Pixels = { range: 1, order: "rgb", mean: [0, 0, 0], std: [1, 1, 1] };

/** Rules that many networks were trained with. */
export const PIXEL_RULES: Readonly<
  Record<string, { readonly title: string; readonly pixels: Pixels }>
> = {
  share: { title: "0 to 1", pixels: PLAIN },
  signed: {
    title: "−1 to 1",
    pixels: { ...PLAIN, mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
  },
  imagenet: {
    title: "mean and deviation of ImageNet, as torchvision",
    pixels: { ...PLAIN, mean: [...IMAGENET_MEAN], std: [...IMAGENET_DEVIATION] },
  },
  caffe: {
    title: "0 to 255 minus the mean, blue first, as Caffe",
    pixels: { range: 255, order: "bgr", mean: [104, 117, 123], std: [1, 1, 1] },
  },
  mnist: {
    title: "mean and deviation of MNIST",
    pixels: { ...PLAIN, mean: [0.1307, 0.1307, 0.1307], std: [0.3081, 0.3081, 0.3081] },
  },
  byte: { title: "0 to 255", pixels: { ...PLAIN, range: 255 } },
};

export const STANDARD_PIXELS: Pixels = PLAIN;

/** As a sentence for who uses the network elsewhere. */
export function pixelText({ range, order, mean, std }: Pixels): string {
  const channels = order === "rgb" ? "red, green, blue" : "blue, green, red";
  return `number = (pixel / 255 * ${range} - mean) / deviation, mean ${mean.join(", ")}, deviation ${std.join(", ")}; channels ${channels}`;
}

/** RGBA of rows × columns as numbers [channels, rows, columns]. */
export function numbersOf(
  rgba: ArrayLike<number>,
  [channels, rows, columns]: readonly [number, number, number],
  { range, order, mean, std }: Pixels,
): Float32Array {
  const area = rows * columns;
  const result = new Float32Array(channels * area);
  const planes = order === "rgb" ? [0, 1, 2] : [2, 1, 0];
  for (let channel = 0; channel < channels; channel++) {
    const plane = planes[channel] ?? 0;
    for (let at = 0; at < area; at++) {
      const pixel = channels === 1 ? greyAt(rgba, 4 * at) : (rgba[4 * at + plane] ?? 0);
      result[channel * area + at] =
        ((pixel * range) / 255 - (mean[channel] ?? 0)) / (std[channel] ?? 1);
    }
  }
  return result;
}
