/**
 * A trained network under other conditions than its run's: scored in training mode, in batches of
 * any size or of one class each, and with statistics of batch norm over a whole set.
 *
 * Nothing of the run changes. Examples that do not fill a batch are left out. Errors: LabError
 * "spec" where there are fewer examples than one batch; those of `Inference`.
 */
import type { Backend } from "../backends/backend";
import { check } from "../core/errors";
import { type Dataset, pixelsAsFloats } from "../data/dataset";
import type { ForwardMode } from "../graph/compile";
import { headsOf } from "../graph/heads";
import { networkShapes } from "../graph/shapes";
import type { NetworkSpec } from "../graph/spec";
import { lossOfRow, type Score } from "./evaluation";
import { Inference } from "./inference";
import type { Recipe } from "./recipe";
import type { Weights } from "./weights";

export interface Conditions {
  readonly mode: ForwardMode;
  readonly batch: number;
  /** At most so many held-out examples, from the first on. Default all. */
  readonly examples?: number;
  /** Every batch holds examples of one class only. Default false. */
  readonly sorted?: boolean;
}

/**
 * Loss and accuracy on held-out examples. `dataset` is as the network reads it. `between` is waited
 * for behind every batch; what it throws ends it.
 */
export async function examine(
  backend: Backend,
  { network, loss }: Pick<Recipe, "network" | "loss">,
  weights: Weights,
  dataset: Dataset,
  { mode, batch, examples, sorted = false }: Conditions,
  between?: (done: number, of: number) => Promise<void>,
): Promise<Score & { readonly examples: number }> {
  const held = dataset.count - dataset.training;
  const chosen = Int32Array.from(
    { length: Math.min(held, examples ?? held) },
    (_, at) => dataset.training + at,
  );
  const batches = sorted ? byClass(chosen, dataset, batch) : cut(chosen, batch);
  check(batches.length > 0, "spec", `there are not ${batch} held-out examples for one batch`);
  const inference = await Inference.open(backend, network, { batch, mode });
  try {
    inference.setWeights(weights, 0);
    const logits = headsOf(networkShapes(network), loss)[0]?.tensor ?? "";
    let [total, right] = [0, 0];
    for (const [at, indices] of batches.entries()) {
      const read = await inference.run(pixelsAsFloats(dataset, indices), [logits], { seed: at });
      const rows = read.get(logits)?.data ?? new Float32Array(0);
      const classes = rows.length / batch;
      for (const [row, example] of indices.entries()) {
        const scores = Array.from(rows.subarray(row * classes, (row + 1) * classes));
        const label = dataset.labels[example] ?? 0;
        total += lossOfRow(loss, scores, label);
        if (scores.indexOf(Math.max(...scores)) === label) right += 1;
      }
      await between?.(at + 1, batches.length);
    }
    const count = batches.length * batch;
    return { loss: total / count, accuracy: right / count, examples: count };
  } finally {
    inference.free();
  }
}

/**
 * The weights with the running statistics replaced by those of many training examples: the mean
 * over all batches of each batch's mean and unbiased variance, as torch.optim.swa_utils.update_bn.
 * One batch of all examples gives the statistics of the whole set.
 */
export async function wholeSetStatistics(
  backend: Backend,
  network: NetworkSpec,
  weights: Weights,
  dataset: Dataset,
  { batch, examples }: { readonly batch: number; readonly examples?: number },
): Promise<Weights> {
  const most = Math.min(dataset.training, examples ?? dataset.training);
  const batches = cut(
    Int32Array.from({ length: most }, (_, at) => at),
    batch,
  );
  check(batches.length > 0, "spec", `there are not ${batch} training examples for one batch`);
  const inference = await Inference.open(backend, following(network), { batch, mode: "train" });
  try {
    inference.setWeights(weights, 0);
    const sums = new Map(
      [...inference.runningStatistics()].map(([name, { length }]) => [
        name,
        new Float64Array(length),
      ]),
    );
    const names = [...sums.keys()];
    for (const indices of names.length === 0 ? [] : batches) {
      const read = await inference.run(pixelsAsFloats(dataset, indices), names);
      for (const [name, sum] of sums)
        for (const [at, value] of (read.get(name)?.data ?? []).entries())
          sum[at] = (sum[at] ?? 0) + value / batches.length;
    }
    return new Map([
      ...weights,
      ...[...sums].map(([name, sum]) => [name, Float32Array.from(sum)] as const),
    ]);
  } finally {
    inference.free();
  }
}

/** The same network, whose running statistics become those of each batch at once. */
function following(network: NetworkSpec): NetworkSpec {
  const shapes = networkShapes(network);
  const layers = network.layers.map((layer, at) =>
    Object.hasOwn(shapes.layers[at]?.buffers ?? {}, "running_mean")
      ? { ...layer, momentum: 1 }
      : layer,
  );
  return { ...network, layers };
}

function cut(examples: Int32Array, batch: number): readonly Int32Array[] {
  return Array.from({ length: Math.floor(examples.length / batch) }, (_, at) =>
    examples.slice(at * batch, (at + 1) * batch),
  );
}

function byClass(examples: Int32Array, dataset: Dataset, batch: number): readonly Int32Array[] {
  return dataset.classes.flatMap((_, label) =>
    cut(
      examples.filter((example) => dataset.labels[example] === label),
      batch,
    ),
  );
}
