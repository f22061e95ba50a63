/**
 * Percentiles of one channel of a tensor over the batch (and over the places of a map): how the
 * inputs of a layer are distributed, as in figure 1 of arXiv:1502.03167. Of a whole tensor so many
 * of them that a histogram can be drawn.
 */
import type { Trainer } from "../train/trainer";
import type { Watched } from "./protocol";

const SHARES = [0.15, 0.5, 0.85];
const PARTS = 128;
const FINE = Array.from({ length: PARTS + 1 }, (_, at) => at / PARTS);

/**
 * By "tensor[channel]" or "tensor"; a tensor or channel that the network does not have is left out.
 */
export async function channelQuantiles(
  trainer: Pick<Trainer, "read" | "has" | "shapeOf">,
  watched: readonly Watched[],
): Promise<Readonly<Record<string, readonly number[]>>> {
  const there = watched.filter(({ tensor }) => trainer.has(tensor));
  if (there.length === 0) return {};
  const read = await trainer.read([...new Set(there.map(({ tensor }) => tensor))]);
  const result: Record<string, readonly number[]> = {};
  for (const { tensor, channel } of there) {
    const all = read.get(tensor) ?? [];
    if (channel === null) {
      if (all.length > 0) result[tensor] = quantiles(Float32Array.from(all), FINE);
      continue;
    }
    const values = ofChannel(all, trainer.shapeOf(tensor), channel);
    if (values.length > 0) result[`${tensor}[${channel}]`] = quantiles(values, SHARES);
  }
  return result;
}

/** Numbers of one channel of [batch, channels, …]. */
export function ofChannel(
  data: ArrayLike<number>,
  [batch = 0, channels = 0, ...places]: readonly number[],
  channel: number,
): Float32Array {
  if (channel < 0 || channel >= channels) return new Float32Array(0);
  const area = places.reduce((product, extent) => product * extent, 1);
  const result = new Float32Array(batch * area);
  for (let example = 0; example < batch; example++)
    for (let at = 0; at < area; at++)
      result[example * area + at] = data[(example * channels + channel) * area + at] ?? Number.NaN;
  return result;
}

/** The value below which each share of the numbers lies; NaN when one of them is none. */
function quantiles(values: Float32Array, shares: readonly number[]): readonly number[] {
  if (values.some(Number.isNaN)) return shares.map(() => Number.NaN);
  const sorted = values.toSorted();
  return shares.map((share) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN);
}
