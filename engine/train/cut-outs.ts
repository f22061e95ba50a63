/**
 * Inputs made of one picture, as AlexNet's authors made them: a window cut out anywhere, left and
 * right exchanged half of the time, and all pixels moved along the picture's own colours.
 *
 *   cut        rows r … r + side − 1, columns c … c + side − 1 of each channel
 *   mirror     column j becomes column side − 1 − j
 *   colours    to red, green and blue of every pixel the numbers Σᵢ pᵢ αᵢ λᵢ are added: pᵢ and λᵢ
 *              are eigenvectors and eigenvalues of the 3×3 covariance of the colours, αᵢ are normal
 *              numbers, drawn once a picture and step
 *
 * Source  Krizhevsky, Sutskever, Hinton, ImageNet classification with deep convolutional neural
 * networks, 2012, section 4.1. There the covariance is that of all training pictures and the
 * deviation of α is 0.1. Pixels are 0 … 1 here.
 */
import type { Random } from "../core/random";
import { type Tensor, tensor } from "../core/tensor";
import { principal } from "../core/principal";

export interface CutOut {
  readonly row: number;
  readonly column: number;
  readonly mirrored: boolean;
}

export interface DrawnCutOut extends CutOut {
  /** αᵢ of deviation 1. */
  readonly normals: readonly number[];
}

/** `room`: the largest first row and first column. */
export function drawCutOut(from: Random, room: number): DrawnCutOut {
  const [row, column] = [from.below(room + 1), from.below(room + 1)];
  return {
    row,
    column,
    mirrored: from.below(2) === 1,
    normals: [from.normal(), from.normal(), from.normal()],
  };
}

/** The ten of which the answer is averaged in use: four corners and the middle, each mirrored. */
export function tenCutOuts(room: number): readonly CutOut[] {
  const middle = room / 2;
  const places = [
    [0, 0],
    [0, room],
    [room, 0],
    [room, room],
    [Math.floor(middle), Math.floor(middle)],
  ] as const;
  return [false, true].flatMap((mirrored) =>
    places.map(([row, column]) => ({ row, column, mirrored })),
  );
}

/**
 * `picture` and what comes back are [1, channels, side, side]; `shift` is added to each channel.
 */
export function cutOut(
  picture: Tensor,
  side: number,
  { row, column, mirrored }: CutOut,
  shift: readonly number[],
): Tensor {
  const [, channels = 0, height = 0, width = 0] = picture.shape;
  const data = new Float64Array(channels * side * side);
  let into = 0;
  for (let channel = 0; channel < channels; channel++)
    for (let i = 0; i < side; i++)
      for (let j = 0; j < side; j++, into++) {
        const from = column + (mirrored ? side - 1 - j : j);
        const at = (channel * height + row + i) * width + from;
        data[into] = (picture.data[at] ?? Number.NaN) + (shift[channel] ?? 0);
      }
  return tensor([1, channels, side, side], data);
}

export interface ColourAxes {
  /** pᵢ, of length 1, the one along which colours spread most first. */
  readonly directions: readonly Float64Array[];
  /** λᵢ: the variance of the colours along each. */
  readonly variances: readonly number[];
}

/** Of a picture [1, 3, height, width]. */
export function colourAxes(picture: Tensor): ColourAxes {
  const [, channels = 0, height = 0, width = 0] = picture.shape;
  const area = height * width;
  const colours = new Float64Array(channels * area);
  for (let at = 0; at < area; at++)
    for (let channel = 0; channel < channels; channel++)
      colours[at * channels + channel] = picture.data[channel * area + at] ?? Number.NaN;
  const { directions, places } = principal(colours, channels, channels);
  const variances = places.map((along) => along.reduce((sum, one) => sum + one * one, 0) / area);
  return { directions, variances };
}

/** Σᵢ pᵢ αᵢ λᵢ for each channel. */
export function colourShift(
  { directions, variances }: ColourAxes,
  alphas: readonly number[],
): readonly number[] {
  const [first = new Float64Array()] = directions;
  return Array.from(first, (_, channel) =>
    directions.reduce(
      (sum, direction, at) =>
        sum + (direction[channel] ?? 0) * (alphas[at] ?? 0) * (variances[at] ?? 0),
      0,
    ),
  );
}
