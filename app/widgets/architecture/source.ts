/**
 * A picture as a network reads it: the middle square, as many pixels a side as the network wants.
 * In colour, each channel is shifted and scaled by the mean and deviation of ImageNet's pictures,
 * as torchvision does, or it goes from 0 to 255 minus the mean, blue first, as Caffe does; in grey
 * it goes from 0 to 1.
 */
import { greyOf } from "../../pictures/grey";
import { IMAGENET_DEVIATION, IMAGENET_MEAN } from "../../pictures/imagenet";
import { type PictureSource, pictureSource } from "../../pictures/open-picture";

const known = new Map<string, PictureSource<Float32Array>>();

export type Pixels = "torchvision" | "caffe";

/** The same source for the same shape and pixels, so that opened pictures stay. */
export function sourceFor(
  channels: number,
  side: number,
  pixels: Pixels = "torchvision",
): PictureSource<Float32Array> {
  const key = `${channels} ${side} ${pixels}`;
  const source = known.get(key) ?? made(channels, side, pixels);
  known.set(key, source);
  return source;
}

function made(channels: number, side: number, pixels: Pixels): PictureSource<Float32Array> {
  const colour = pixels === "caffe" ? inBlueFirst : inColour;
  return pictureSource({
    side,
    made: channels === 3 ? "" : "in grey",
    of: (rgba) => (channels === 3 ? colour(rgba) : inGrey(rgba, channels, side)),
    pattern: () => null,
  });
}

/** RGBA to channels, standardised. */
export function inColour(rgba: Uint8ClampedArray): Float32Array {
  const cells = rgba.length / 4;
  const result = new Float32Array(3 * cells);
  for (let channel = 0; channel < 3; channel++) {
    const [mean, deviation] = [IMAGENET_MEAN[channel] ?? 0, IMAGENET_DEVIATION[channel] ?? 1];
    for (let at = 0; at < cells; at++)
      result[channel * cells + at] = ((rgba[4 * at + channel] ?? 0) / 255 - mean) / deviation;
  }
  return result;
}

/** Of blue, green and red, on a scale to 255. */
const CAFFE_MEAN = [104, 117, 123];

/** RGBA to blue, green, red, each from 0 to 255 minus its mean. */
export function inBlueFirst(rgba: Uint8ClampedArray): Float32Array {
  const cells = rgba.length / 4;
  return Float32Array.from({ length: 3 * cells }, (_, index) => {
    const [channel, at] = [Math.floor(index / cells), index % cells];
    return (rgba[4 * at + 2 - channel] ?? 0) - (CAFFE_MEAN[channel] ?? 0);
  });
}

function inGrey(rgba: Uint8ClampedArray, channels: number, side: number): Float32Array {
  const { data } = greyOf(rgba, side, side);
  const cells = side * side;
  return Float32Array.from({ length: channels * cells }, (_, at) => (data[at % cells] ?? 0) / 255);
}
