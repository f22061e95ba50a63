/**
 * What is done to the pictures of a batch in training, freshly at each step: plain data in the
 * recipe. The same seed and step give the same pictures on every machine; evaluation sees the
 * pictures as they are.
 *
 *   shift  moved by up to `pixels` up or down and left or right; what comes in is 0
 *   flip   left and right exchanged, with probability `p` (default 0.5)
 *   noise  plus a normal number of deviation `std` for every pixel (pixels are 0 … 1); not cut off
 *   affine turned by up to `turn` degrees, slanted by up to `slant` columns per row, scaled by
 *          1 − `scale` to 1 + `scale`, all about the middle, and moved by up to `shift` pixels each
 *          way (all 0 by default, all drawn evenly); between pixels it is bilinear, outside is 0
 *   stroke bright strokes on dark ground made thicker or thinner by up to `pixels` (at most 1) at
 *          each edge: mixed with the largest, or the smallest, of each 3×3 pixels
 */
import { random, type Random } from "../core/random";

export type AugmentSpec =
  | { readonly kind: "shift"; readonly pixels: number }
  | { readonly kind: "flip"; readonly p?: number }
  | { readonly kind: "noise"; readonly std: number }
  | AffineSpec
  | { readonly kind: "stroke"; readonly pixels: number };

interface AffineSpec {
  readonly kind: "affine";
  readonly turn?: number;
  readonly slant?: number;
  readonly scale?: number;
  readonly shift?: number;
}

/** Changes pictures [channels, height, width] that lie one behind the other in `batch`. */
export type Augment = (batch: Float32Array, step: number) => void;

export function augmenter(
  specs: readonly AugmentSpec[],
  seed: number,
  shape: readonly [number, number, number],
): Augment {
  const cells = shape[0] * shape[1] * shape[2];
  const source = random(seed).split("augment");
  return (batch, step) => {
    const ofStep = source.split(`step ${step}`);
    for (let at = 0; at * cells < batch.length; at++) {
      const picture = batch.subarray(at * cells, (at + 1) * cells);
      for (const [place, spec] of specs.entries())
        change(picture, shape, spec, ofStep.split(`${at} ${place}`));
    }
  };
}

function change(
  picture: Float32Array,
  shape: readonly [number, number, number],
  spec: AugmentSpec,
  from: Random,
): void {
  const [, height, width] = shape;
  switch (spec.kind) {
    case "shift": {
      const [down, right] = [0, 1].map(() => from.below(2 * spec.pixels + 1) - spec.pixels);
      move(picture, shape, (i, j) => [i - (down ?? 0), j - (right ?? 0)]);
      return;
    }
    case "flip":
      if (from.uniform() < (spec.p ?? 0.5))
        move(picture, [shape[0], height, width], (i, j) => [i, width - 1 - j]);
      return;
    case "noise":
      for (let at = 0; at < picture.length; at++)
        picture[at] = (picture[at] ?? 0) + spec.std * from.normal();
      return;
    case "affine":
      affine(picture, shape, spec, from);
      return;
    case "stroke":
      restroke(picture, shape, spec.pixels * evenly(from));
      return;
    default:
      spec satisfies never;
  }
}

/** Every pixel becomes the one at `source(i, j)`, or 0 where there is none. */
function move(
  picture: Float32Array,
  [channels, height, width]: readonly [number, number, number],
  source: (i: number, j: number) => readonly [number, number],
): void {
  const before = picture.slice();
  let into = 0;
  for (let channel = 0; channel < channels; channel++) {
    for (let i = 0; i < height; i++) {
      for (let j = 0; j < width; j++, into++) {
        const [row, column] = source(i, j);
        const isInside = row >= 0 && row < height && column >= 0 && column < width;
        picture[into] = isInside ? (before[(channel * height + row) * width + column] ?? 0) : 0;
      }
    }
  }
}

/** Drawn evenly from −1 to 1. */
function evenly(from: Random): number {
  return 2 * from.uniform() - 1;
}

/** Each new pixel is looked up where the inverse of the map takes its middle. */
function affine(
  picture: Float32Array,
  [channels, height, width]: readonly [number, number, number],
  { turn = 0, slant = 0, scale = 0, shift = 0 }: AffineSpec,
  from: Random,
): void {
  const angle = (turn * evenly(from) * Math.PI) / 180;
  const skew = slant * evenly(from);
  const factor = 1 + scale * evenly(from);
  const [right, down] = [shift * evenly(from), shift * evenly(from)];
  const [cos, sin] = [Math.cos(angle) / factor, Math.sin(angle) / factor];
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const before = picture.slice();
  let into = 0;
  for (let channel = 0; channel < channels; channel++) {
    const plane = before.subarray(channel * height * width, (channel + 1) * height * width);
    for (let i = 0; i < height; i++) {
      for (let j = 0; j < width; j++, into++) {
        const [x, y] = [j - middleX - right, i - middleY - down];
        const [turnedX, turnedY] = [cos * x + sin * y, cos * y - sin * x];
        const row = turnedY + middleY;
        picture[into] = bilinear(plane, width, height, turnedX - skew * turnedY + middleX, row);
      }
    }
  }
}

function bilinear(
  plane: Float32Array,
  width: number,
  height: number,
  column: number,
  row: number,
): number {
  const [left, top] = [Math.floor(column), Math.floor(row)];
  const at = (i: number, j: number): number =>
    i >= 0 && i < height && j >= 0 && j < width ? (plane[i * width + j] ?? 0) : 0;
  const [x, y] = [column - left, row - top];
  const upper = (1 - x) * at(top, left) + x * at(top, left + 1);
  const lower = (1 - x) * at(top + 1, left) + x * at(top + 1, left + 1);
  return (1 - y) * upper + y * lower;
}

/** `by` from −1 to 1: thinner to thicker. */
function restroke(
  picture: Float32Array,
  [channels, height, width]: readonly [number, number, number],
  by: number,
): void {
  const before = picture.slice();
  const choose = by > 0 ? Math.max : Math.min;
  const share = Math.abs(by);
  for (let channel = 0; channel < channels; channel++) {
    const first = channel * height;
    for (let i = 0; i < height; i++) {
      for (let j = 0; j < width; j++) {
        const at = (first + i) * width + j;
        let extreme = before[at] ?? 0;
        for (let row = Math.max(0, i - 1); row <= Math.min(height - 1, i + 1); row++)
          for (let column = Math.max(0, j - 1); column <= Math.min(width - 1, j + 1); column++)
            extreme = choose(extreme, before[(first + row) * width + column] ?? 0);
        picture[at] = (1 - share) * (before[at] ?? 0) + share * extreme;
      }
    }
  }
}
