/**
 * Which part of the picture the score of a class comes from, or the difference of two scores. The
 * score is the number before a last softmax. Each map is rows × columns.
 *
 *   gradient         at each pixel, the largest |∂score/∂x| over the channels (Simonyan and others,
 *                    arXiv:1312.6034)
 *   gradient × input at each pixel, Σ over the channels of x · ∂score/∂x
 *   Grad-CAM         ReLU(Σ_c a_c A_c) over the maps A of the last layer that has some, where a_c
 *                    is the mean of ∂score/∂A_c (Selvaraju and others, arXiv:1610.02391)
 *   occlusion        how much the score falls when a square of the picture is replaced, by its mean
 *                    or by a given number (Zeiler and Fergus, arXiv:1311.2901)
 *
 * The first three in f64 in the page, so for small networks.
 */
import { size, type Shape } from "../core/shape";
import { type Numbers, present } from "./numbers";
import { referenceNumbers } from "./reference";
import { type NetworkShapes, networkShapes } from "../graph/shapes";

export const WAYS = {
  gradient: "gradient",
  product: "gradient × input",
  cam: "Grad-CAM",
  occlusion: "occlusion",
} as const;
export type Because = keyof typeof WAYS;

export interface ReasonMap {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/** Multiply-adds; forward and backward in the page then take a moment. */
export const MOST_WORK = 5e6;

/** The network without a softmax at its end. */
export function scored(network: NetworkShapes): NetworkShapes {
  const { spec, output } = network;
  return output.definition.name.endsWith("softmax") && spec.layers.length > 1
    ? networkShapes({ ...spec, layers: spec.layers.slice(0, -1) })
    : network;
}

/**
 * Every number of the pass, with the gradient of one class's score, less the score of another where
 * one is given.
 */
export function scoreNumbers(
  network: NetworkShapes,
  weights: ReadonlyMap<string, ArrayLike<number>>,
  input: ArrayLike<number>,
  label: number,
  against?: number,
): Numbers {
  const without = scored(network);
  const gradient = new Float64Array(size(without.output.shape));
  gradient[label] = 1;
  if (against !== undefined) gradient[against] = -1;
  return referenceNumbers({ network: without, weights, input, gradient });
}

/** `picture`: [channels, rows, columns] of what the network reads. */
export function gradientMap(numbers: Numbers, picture: Shape, way: Because): ReasonMap {
  if (way === "cam") return gradCam(numbers);
  const [channels = 1, rows = 1, columns = 1] = picture;
  const slope = present(numbers, "input.dy").data;
  const pixels = present(numbers, "input").data;
  const values = new Float64Array(rows * columns);
  for (let channel = 0; channel < channels; channel++)
    for (let at = 0; at < values.length; at++) {
      const by = slope[channel * values.length + at] ?? 0;
      const pixel = pixels[channel * values.length + at] ?? 0;
      values[at] =
        way === "gradient"
          ? Math.max(values[at] ?? 0, Math.abs(by))
          : (values[at] ?? 0) + pixel * by;
    }
  return { rows, columns, values };
}

/**
 * Σ b · ∂score/∂b over all biases. With ReLU and max-pooling, this and the map of gradient × input
 * add up to the score.
 */
export function biasPart(numbers: Numbers): number {
  let sum = 0;
  for (const { name, parameters } of numbers.network.layers) {
    if (!Object.hasOwn(parameters, "b")) continue;
    const slopes = present(numbers, `${name}.db`).data;
    const biases = present(numbers, `${name}.b`).data;
    for (const [at, slope] of slopes.entries()) sum += slope * (biases[at] ?? 0);
  }
  return sum;
}

/** The last layer with maps of more than one cell; null where there is none. */
export function camLayer({ layers }: NetworkShapes): string | null {
  const found = layers.findLast(({ shape }) => shape.length === 3 && size(shape.slice(1)) > 1);
  return found?.name ?? null;
}

function gradCam(numbers: Numbers): ReasonMap {
  const layer = camLayer(numbers.network) ?? numbers.network.output.name;
  const maps = present(numbers, `${layer}.y`);
  const slopes = present(numbers, `${layer}.dy`).data;
  const [, channels = 1, rows = 1, columns = 1] = maps.shape;
  const area = rows * columns;
  const values = new Float64Array(area);
  for (let channel = 0; channel < channels; channel++) {
    let weight = 0;
    for (let at = 0; at < area; at++) weight += (slopes[channel * area + at] ?? 0) / area;
    for (let at = 0; at < area; at++)
      values[at] = (values[at] ?? 0) + weight * (maps.data[channel * area + at] ?? 0);
  }
  return { rows, columns, values: values.map((value) => Math.max(0, value)) };
}

/** Squares along each side of the picture, half over each other. */
const SQUARES = 12;

interface Square {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

export interface Occlusion {
  readonly rows: number;
  readonly columns: number;
  /** The pixels that the square at a place covers. */
  square(at: number): Square;
  /** A copy of the picture with one square covered, by its place. */
  covered(at: number): Float64Array;
}

/** `fill`: what covers; default the mean of each channel. */
export function occlusions(input: ArrayLike<number>, picture: Shape, fill?: number): Occlusion {
  const [channels = 1, rows = 1, columns = 1] = picture;
  const step = Math.max(1, Math.floor(Math.min(rows, columns) / SQUARES));
  const [down, across] = [Math.ceil(rows / step), Math.ceil(columns / step)];
  const area = rows * columns;
  const pixels = Float64Array.from(input);
  const fills = Array.from({ length: channels }, (_, channel) => {
    const plane = pixels.subarray(channel * area, (channel + 1) * area);
    return fill ?? plane.reduce((sum, one) => sum + one, 0) / area;
  });
  const first = (place: number): number => Math.max(0, Math.floor(place * step - step / 2));
  const square = (at: number): Square => {
    const [row, column] = [first(Math.floor(at / across)), first(at % across)];
    return {
      row,
      column,
      rows: Math.min(rows - row, 2 * step),
      columns: Math.min(columns - column, 2 * step),
    };
  };
  return {
    rows: down,
    columns: across,
    square,
    covered(at) {
      const result = pixels.slice();
      const under = square(at);
      for (const [channel, value] of fills.entries())
        for (let row = under.row; row < under.row + under.rows; row++) {
          const from = channel * area + row * columns + under.column;
          result.fill(value, from, from + under.columns);
        }
      return result;
    },
  };
}
