/**
 * Every held-out example, one by one: what a network takes it for, and its loss. What a confusion
 * matrix is made of.
 */
import type { Backend } from "../backends/backend";
import { type Dataset, pixelsAsFloats } from "../data/dataset";
import { headsOf } from "../graph/heads";
import { networkShapes } from "../graph/shapes";
import { lossOfRow } from "./evaluation";
import { Inference } from "./inference";
import type { Recipe } from "./recipe";
import type { Weights } from "./weights";

/** One entry for each held-out example, in the order of the data set. */
export interface Judged {
  readonly labels: Int32Array;
  /** The class with the largest score. */
  readonly answers: Int32Array;
  readonly losses: Float32Array;
}

/** Examples at once. */
const BATCH = 100;

/** `dataset` is as the network reads it. */
export async function judge(
  backend: Backend,
  { network, loss }: Pick<Recipe, "network" | "loss">,
  weights: Weights,
  dataset: Dataset,
): Promise<Judged> {
  const count = dataset.count - dataset.training;
  const judged: Judged = {
    labels: Int32Array.from({ length: count }, (_, at) => labelOf(dataset, at)),
    answers: new Int32Array(count),
    losses: new Float32Array(count),
  };
  if (count === 0) return judged;
  const batch = Math.min(BATCH, count);
  const inference = await Inference.open(backend, network, { batch });
  try {
    inference.setWeights(weights, 0);
    const logits = headsOf(networkShapes(network), loss)[0]?.tensor ?? "";
    for (let first = 0; first < count; first += batch) {
      const read = await inference.run(pixelsAsFloats(dataset, chosen(dataset, first, batch)), [
        logits,
      ]);
      const rows = read.get(logits)?.data ?? new Float32Array(0);
      const classes = rows.length / batch;
      for (let at = first; at < Math.min(count, first + batch); at++) {
        const row = (at - first) * classes;
        const scores = Array.from(rows.subarray(row, row + classes));
        judged.answers[at] = scores.indexOf(Math.max(...scores));
        judged.losses[at] = lossOfRow(loss, scores, labelOf(dataset, at));
      }
    }
    return judged;
  } finally {
    inference.free();
  }
}

function labelOf({ training, labels }: Dataset, at: number): number {
  return labels[training + at] ?? 0;
}

/** A partial last batch is filled up with the first held-out example. */
function chosen({ training, count }: Dataset, first: number, batch: number): Int32Array {
  return Int32Array.from({ length: batch }, (_, at) =>
    training + first + at < count ? training + first + at : training,
  );
}
