/**
 * How much the mean and the variance of one channel differ from batch to batch: many batches of
 * each size are drawn from the same pictures.
 */
import { random } from "../../../engine/core/random";
import type { NetworkSpec } from "../../../engine/graph/spec";

export const NOISE_SIZES = [4, 8, 32, 128] as const;
/** Held-out pictures that the batches are drawn from. */
export const DRAWN_FROM = 1024;
/** Pictures that go through the network at once. */
export const AT_ONCE = 128;
/** Batches of each size. */
export const BATCHES = 200;

export interface Spread {
  readonly size: number;
  /** Means of the batches, as distances from the mean of all, in deviations of the channel. */
  readonly means: readonly number[];
  /** Standard deviation of these. */
  readonly ofMean: number;
  /** Standard deviation of the batches' variances, over the variance of all. */
  readonly ofVariance: number;
}

/** What the last batch normalisation reads; null where there is none. */
export function normalisedTensor({ layers }: NetworkSpec): string | null {
  const at = layers.findLastIndex(({ op }) => op === "batchnorm");
  const before = layers[at]?.inputs?.[0] ?? layers[at - 1]?.name;
  return at < 1 || before === undefined ? null : `${before}.y`;
}

/** Sum and sum of squares of channel 0 in each picture. */
export interface Sums {
  readonly sums: readonly number[];
  readonly squares: readonly number[];
  /** Numbers of the channel in a picture. */
  readonly each: number;
}

/** `data` has the shape [pictures, channels, …]. */
export function channelSums(data: ArrayLike<number>, shape: readonly number[]): Sums {
  const [pictures = 0, channels = 1, ...rest] = shape;
  const each = rest.reduce((product, side) => product * side, 1);
  const sums: number[] = [];
  const squares: number[] = [];
  for (let picture = 0; picture < pictures; picture++) {
    const from = picture * channels * each;
    let [sum, square] = [0, 0];
    for (let at = from; at < from + each; at++) {
      const value = data[at] ?? Number.NaN;
      sum += value;
      square += value * value;
    }
    sums.push(sum);
    squares.push(square);
  }
  return { sums, squares, each };
}

export function spreadsOf(channel: Sums): readonly Spread[] {
  const everything = momentsOf(
    channel,
    channel.sums.map((_, at) => at),
  );
  const deviation = Math.sqrt(everything.variance);
  return NOISE_SIZES.map((size) => {
    const from = random(size);
    const drawn = Array.from({ length: BATCHES }, () =>
      momentsOf(
        channel,
        Array.from({ length: size }, () => from.below(channel.sums.length)),
      ),
    );
    const means = drawn.map(({ mean }) => (mean - everything.mean) / deviation);
    const variances = drawn.map(({ variance }) => variance / everything.variance);
    return { size, means, ofMean: deviationOf(means), ofVariance: deviationOf(variances) };
  });
}

function momentsOf({ sums, squares, each }: Sums, pictures: readonly number[]) {
  const count = pictures.length * each;
  const mean = pictures.reduce((sum, at) => sum + (sums[at] ?? Number.NaN), 0) / count;
  const square = pictures.reduce((sum, at) => sum + (squares[at] ?? Number.NaN), 0) / count;
  return { mean, variance: square - mean * mean };
}

function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / values.length,
  );
}
