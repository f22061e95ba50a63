/**
 * A picture as a network reads it: the middle square, as many pixels a side as the network wants.
 * In colour, each channel is shifted and scaled by the mean and deviation of ImageNet's pictures,
 * as torchvision does; in grey it goes from 0 to 1.
 */
import { greyOf } from "../../pictures/grey";
import { IMAGENET_DEVIATION, IMAGENET_MEAN } from "../../pictures/imagenet";
import { type PictureSource, pictureSource } from "../../pictures/open-picture";

const known = new Map<string, PictureSource<Float32Array>>();

/** The same source for the same shape, so that opened pictures stay. */
export function sourceFor(channels: number, side: number): PictureSource<Float32Array> {
  const key = `${channels} ${side}`;
  const source = known.get(key) ?? made(channels, side);
  known.set(key, source);
  return source;
}

function made(channels: number, side: number): PictureSource<Float32Array> {
  return pictureSource({
    side,
    made: channels === 3 ? "" : "in grey",
    of: (rgba) => (channels === 3 ? inColour(rgba) : inGrey(rgba, channels, side)),
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

function inGrey(rgba: Uint8ClampedArray, channels: number, side: number): Float32Array {
  const { data } = greyOf(rgba, side, side);
  const cells = side * side;
  return Float32Array.from({ length: channels * cells }, (_, at) => (data[at % cells] ?? 0) / 255);
}
