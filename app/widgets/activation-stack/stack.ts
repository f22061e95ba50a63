/**
 * What a deep stack of one activation does to numbers: a network of `depth` layers h ← g(W h), 48
 * inputs of 24 features, standard normal, and a standard normal gradient back down, as the explorer
 * computes any network. The same seed gives the same weights whatever the depth, so that one thing
 * changes at a time.
 */
import { random, type Random } from "../../../engine/core/random";
import type { Tensor } from "../../../engine/core/tensor";
import { type Numbers, present } from "../../../engine/explain/numbers";
import { referenceNumbers } from "../../../engine/explain/reference";
import {
  type ActivationName,
  evaluateAt,
  PRELU_SLOPE,
  usualAlpha,
} from "../../explorer/activations";
import { shapesOf } from "../../explorer/setup";

export const BATCH = 48;
export const WIDTH = 24;

export interface StackSettings {
  readonly activation: ActivationName;
  readonly depth: number;
  readonly init: "xavier" | "he" | "standard";
  /** Multiplies every weight. */
  readonly scale: number;
  readonly seed: number;
}

/** Layer 0 is the input. */
export interface LayerReport {
  readonly values: Float64Array;
  readonly mean: number;
  readonly std: number;
  /**
   * How far a unit's number moves from one input to the next: the root mean square, over units, of
   * its standard deviation.
   */
  readonly moves: number;
  /** Share of units that give 0 for every input of the batch. */
  readonly dead: number;
  /**
   * Share of cells where the slope is under 0.05: a gradient hardly passes. Absent for the input.
   */
  readonly saturated: number;
  /** Root mean square of the gradient that arrives at this layer's output. */
  readonly gradient: number;
}

const known = new Map<string, readonly LayerReport[]>();
const KEPT = 24;

export function runStack(settings: StackSettings): readonly LayerReport[] {
  const key = JSON.stringify([
    settings.activation,
    settings.depth,
    settings.init,
    settings.scale,
    settings.seed,
  ]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const reports = compute(settings);
  known.set(key, reports);
  const oldest = known.keys().next();
  if (known.size > KEPT && oldest.done !== true) known.delete(oldest.value);
  return reports;
}

function compute(settings: StackSettings): readonly LayerReport[] {
  const { activation, depth } = settings;
  const numbers = numbersOf(settings);
  return Array.from({ length: depth + 1 }, (_, at) => {
    const gradient = rms(present(numbers, at === 0 ? "input.dy" : `g${at}.dy`));
    if (at === 0) return report(present(numbers, "input"), [], gradient);
    const sums = [...present(numbers, `z${at}.y`).data];
    const { slope } = evaluateAt(activation, { alpha: usualAlpha(activation) }, sums);
    return report(present(numbers, `g${at}.y`), slope, gradient);
  });
}

function numbersOf(settings: StackSettings): Numbers {
  const { activation, depth, seed } = settings;
  const source = random(seed);
  const at = Array.from({ length: depth }, (_, layer) => layer);
  const std = weightStd(settings);
  return referenceNumbers({
    network: shapesOf({
      format: 1,
      name: "stack",
      input: [WIDTH],
      layers: at.flatMap((layer) => [
        { name: `z${layer + 1}`, op: "linear", out_features: WIDTH, bias: false },
        { name: `g${layer + 1}`, op: activation },
      ]),
    }),
    weights: new Map(
      at.flatMap((layer): [string, Float64Array][] => [
        [`z${layer + 1}.w`, normal(WIDTH * WIDTH, std, source.split(`layer ${layer}`))],
        [`g${layer + 1}.slope`, Float64Array.of(PRELU_SLOPE)],
      ]),
    ),
    input: normal(BATCH * WIDTH, 1, source.split("input")),
    batch: BATCH,
    gradient: normal(BATCH * WIDTH, 1, source.split("gradient")),
  });
}

function weightStd({ init, scale }: StackSettings): number {
  const base = { xavier: Math.sqrt(1 / WIDTH), he: Math.sqrt(2 / WIDTH), standard: 1 }[init];
  return base * scale;
}

function report({ data }: Tensor, slopes: readonly number[], gradient: number): LayerReport {
  const values = Float64Array.from(data);
  const mean = meanOf(values);
  const units = Array.from({ length: WIDTH }, (_, unit) =>
    Array.from({ length: BATCH }, (__, row) => values[row * WIDTH + unit] ?? 0),
  );
  const dead = units.filter((unit) => unit.every((value) => value === 0)).length / WIDTH;
  const flat = slopes.filter((slope) => Math.abs(slope) < 0.05).length / Math.max(1, slopes.length);
  const moves = Math.sqrt(units.reduce((sum, unit) => sum + deviation(unit) ** 2, 0) / WIDTH);
  return { values, mean, std: deviation(values), moves, dead, saturated: flat, gradient };
}

function meanOf(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: ArrayLike<number>): number {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(Array.from(values, (value) => (value - mean) ** 2)));
}

function normal(count: number, std: number, source: Random): Float64Array {
  return Float64Array.from({ length: count }, () => std * source.normal());
}

function rms({ data }: Tensor): number {
  let sum = 0;
  for (const value of data) sum += value * value;
  return Math.sqrt(sum / data.length);
}
