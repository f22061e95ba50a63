/**
 * What is measured of a net that was taken apart: how many of 200 held-out pictures it gets right,
 * and how much each of its blocks changes what it reads.
 */
import type { Backend } from "../../../engine/backends/backend";
import { type Dataset, pixelsAsFloats } from "../../../engine/data/dataset";
import { networkShapes } from "../../../engine/graph/shapes";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { examine } from "../../../engine/train/examine";
import { Inference } from "../../../engine/train/inference";
import type { Weights } from "../../../engine/train/weights";

export const PICTURES = 200;
const BATCH = 50;

/** Waited for after each piece of work; throws to end it. */
export type Between = (done: number, of: number) => Promise<void>;

export interface Subject {
  readonly backend: Backend;
  readonly weights: Weights;
  /** As the network reads it. */
  readonly dataset: Dataset;
}

/** Pictures of the first 200 held-out ones that the network gets right. */
export async function rightOf(
  { backend, weights, dataset }: Subject,
  network: NetworkSpec,
  between?: Between,
): Promise<number> {
  const conditions = { mode: "eval", batch: BATCH, examples: PICTURES } as const;
  const recipe = { network, loss: "cross_entropy" } as const;
  const { accuracy } = await examine(backend, recipe, weights, dataset, conditions, between);
  return Math.round(accuracy * PICTURES);
}

/**
 * For every block ‖y − x‖ / ‖x‖ over the same pictures, x what it reads and y what it gives; null
 * where the shape changes or the block is gone.
 */
export async function changesOf(
  { backend, weights, dataset }: Subject,
  network: NetworkSpec,
  order: readonly string[],
  between?: Between,
): Promise<readonly (number | null)[]> {
  const pairs = pairsOf(network, order);
  const sums = pairs.map(() => ({ change: 0, size: 0 }));
  const names = [...new Set(pairs.flatMap((pair) => pair ?? []))];
  const inference = await Inference.open(backend, network, { batch: BATCH });
  try {
    inference.setWeights(weights, 0);
    for (let first = 0; first < PICTURES; first += BATCH) {
      const examples = Int32Array.from({ length: BATCH }, (_, at) => dataset.training + first + at);
      const read = await inference.run(pixelsAsFloats(dataset, examples), names);
      for (const [at, pair] of pairs.entries()) {
        const sum = sums[at];
        if (pair === null || sum === undefined) continue;
        const y = read.get(pair[1])?.data ?? [];
        for (const [cell, x] of (read.get(pair[0])?.data ?? []).entries()) {
          sum.size += x * x;
          sum.change += ((y[cell] ?? Number.NaN) - x) ** 2;
        }
      }
      await between?.(first + BATCH, PICTURES);
    }
  } finally {
    inference.free();
  }
  return pairs.map((pair, at) => {
    const { change, size } = sums[at] ?? { change: 0, size: 0 };
    return pair === null || size === 0 ? null : Math.sqrt(change / size);
  });
}

/** What each block reads and what it gives; null where the shape changes or the block is gone. */
function pairsOf(
  network: NetworkSpec,
  order: readonly string[],
): readonly (readonly [string, string] | null)[] {
  const shapes = new Map(networkShapes(network).layers.map(({ name, shape }) => [name, shape]));
  let before = "act0";
  return order.map((block) => {
    const [from, to] = [before, `${block}.act2`];
    if (!shapes.has(to)) return null;
    before = to;
    const fits = String(shapes.get(from)) === String(shapes.get(to));
    return fits ? ([`${from}.y`, `${to}.y`] as const) : null;
  });
}
