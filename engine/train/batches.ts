/**
 * Which examples each step sees: every epoch is a fresh permutation of the training examples, drawn
 * from the seed alone, so that any step's batch is known without running those before it. What does
 * not fill a batch waits for another epoch. Pictures that are never shuffled come in the order that
 * is given, epoch after epoch.
 */
import { check } from "../core/errors";
import { permutation, random } from "../core/random";
import type { Dataset } from "../data/dataset";
import type { Recipe } from "./recipe";

export interface Batches {
  readonly perEpoch: number;
  /** Examples of step 1, 2, 3 … */
  at(step: number): Int32Array;
  /** Whole epochs behind us after `step` steps. */
  epochsAfter(step: number): number;
}

export function batches(
  seed: number,
  count: number,
  batch: number,
  fixed: Int32Array | null = null,
): Batches {
  const perEpoch = Math.floor(count / batch);
  check(
    perEpoch >= 1,
    "spec",
    `a batch of ${batch} needs more than ${count} training examples`,
    "Choose a smaller batch.",
  );
  const source = random(seed).split("batches");
  let kept: { readonly epoch: number; readonly order: Int32Array } | null = null;
  return {
    perEpoch,
    at(step) {
      const epoch = Math.floor((step - 1) / perEpoch);
      if (kept?.epoch !== epoch)
        kept = {
          epoch,
          order: fixed ?? permutation(count, source.split(`epoch ${epoch}`)),
        };
      const from = ((step - 1) % perEpoch) * batch;
      return kept.order.slice(from, from + batch);
    },
    epochsAfter: (step) => Math.floor(step / perEpoch),
  };
}

/** The training examples class after class, where the recipe wants them so; null: shuffled. */
export function unshuffled(
  order: Recipe["order"],
  { labels, training }: Pick<Dataset, "labels" | "training">,
): Int32Array | null {
  if (order !== "sorted") return null;
  return Int32Array.from({ length: training }, (_, at) => at).toSorted(
    (a, b) => (labels[a] ?? 0) - (labels[b] ?? 0) || a - b,
  );
}
