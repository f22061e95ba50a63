/**
 * The effective receptive field: how much one number of a layer changes with each pixel of a given
 * picture, |∂y/∂x| added over the input's channels. The theoretical field only says which pixels
 * can count. Weights are those of a seeded pass.
 *
 * Source  Luo, Li, Urtasun, Zemel, Understanding the Effective Receptive Field in Deep
 * Convolutional Neural Networks, 2016 (arXiv 1701.04128).
 */
import { LabError } from "../core/errors";
import { type Index, offset, type Shape } from "../core/shape";
import type { Patch } from "../graph/receptive";
import { layerNamed, networkShapes, type NetworkShapes } from "../graph/shapes";
import type { NetworkSpec } from "../graph/spec";
import { seeded, seededTensor } from "../train/seeded-pass";
import { present } from "./numbers";
import { referenceNumbers } from "./reference";

/** Networks with more multiply-adds up to the layer would take too long in f64. */
export const MOST_WORK = 6e6;

/** The network up to a layer, as a network; throws LabError "unknown-name". */
function upTo(spec: NetworkSpec, layer: string): NetworkShapes {
  const at = spec.layers.findIndex(({ name }) => name === layer);
  if (at < 0) throw new LabError("unknown-name", `${spec.name} has no layer ${layer}`);
  const { heads: _, ...rest } = spec;
  return networkShapes(seeded({ ...rest, layers: spec.layers.slice(0, at + 1) }));
}

export interface EffectiveOptions {
  readonly spec: NetworkSpec;
  readonly seed: number;
  /** One example, channels first. */
  readonly input: ArrayLike<number>;
  readonly layer: string;
  /** Of the number in the layer's output, without the batch. */
  readonly index: Index;
}

/** One number for each pixel, row-major. Throws LabError "unknown-name" or "limit". */
export function effectiveField(options: EffectiveOptions): Float64Array<ArrayBuffer> {
  const { spec, seed, input, layer, index } = options;
  const network = upTo(spec, layer);
  if (network.multiplyAdds > MOST_WORK)
    throw new LabError("limit", `up to ${layer} it is too large to be computed here`);
  const shape = layerNamed(network, layer)?.shape ?? [];
  const gradient = new Float64Array(shape.reduce((all, extent) => all * extent, 1));
  gradient[offset(shape, index)] = 1;
  const weights = new Map(
    network.layers.flatMap((one) =>
      Object.keys({ ...one.parameters, ...one.buffers }).map(
        (slot) => [`${one.name}.${slot}`, seededTensor(one, slot, seed).data] as const,
      ),
    ),
  );
  const numbers = referenceNumbers({ network, weights, input, batch: 1, gradient });
  const { data } = present(numbers, "input.dy");
  const [channels = 1, rows = 1, columns = 1] = spec.input;
  const area = rows * columns;
  return Float64Array.from({ length: area }, (_unused, at) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++)
      sum += Math.abs(data[channel * area + at] ?? 0);
    return sum;
  });
}

export interface Spread {
  /** Standard deviation of place, in pixels, the mean of both directions, weighed by the field. */
  readonly deviation: number;
  /** The same of the theoretical field if all its pixels counted alike. */
  readonly even: number;
  /**
   * Share of the field in the middle square of half the sides, and that square's share of pixels.
   */
  readonly middle: number;
  readonly middlePixels: number;
}

/** How narrow a field is within its patch; null where nothing arrives. */
export function spreadOf(field: ArrayLike<number>, shape: Shape, patch: Patch): Spread | null {
  const [, columns = 1] = shape;
  const height = patch.bottom - patch.top;
  const width = patch.right - patch.left;
  const inner = { rows: inset(height), columns: inset(width) };
  let total = 0;
  let middle = 0;
  const first = [0, 0];
  const second = [0, 0];
  for (let row = patch.top; row < patch.bottom; row++)
    for (let column = patch.left; column < patch.right; column++) {
      const weight = field[row * columns + column] ?? 0;
      total += weight;
      for (const [axis, place] of [row, column].entries()) {
        first[axis] = (first[axis] ?? 0) + weight * place;
        second[axis] = (second[axis] ?? 0) + weight * place * place;
      }
      const inRows = row >= patch.top + inner.rows && row < patch.bottom - inner.rows;
      const inColumns =
        column >= patch.left + inner.columns && column < patch.right - inner.columns;
      if (inRows && inColumns) middle += weight;
    }
  if (!(total > 0)) return null;
  const variances = first.map((sum, axis) => (second[axis] ?? 0) / total - (sum / total) ** 2);
  const mean = variances.reduce((sum, one) => sum + one, 0) / 2;
  return {
    deviation: Math.sqrt(Math.max(0, mean)),
    even: Math.sqrt((height ** 2 + width ** 2 - 2) / 24),
    middle: middle / total,
    middlePixels:
      ((height - 2 * inner.rows) * (width - 2 * inner.columns)) / Math.max(1, height * width),
  };
}

/** Pixels on each side that the middle half leaves out. */
function inset(extent: number): number {
  return Math.floor((extent + 1) / 4);
}
