/** A score of a run's network under other conditions than its own; nothing of the run changes. */
import { type Conditions, examine, wholeSetStatistics } from "../train/examine";
import type { Trainer } from "../train/trainer";
import { pack } from "./pack";

export async function examined(
  trainer: Trainer,
  conditions: Conditions,
  statistics?: { readonly batch: number; readonly examples?: number },
) {
  const { dataset, backend, recipe } = trainer;
  const own = await trainer.weights();
  const weights =
    statistics === undefined
      ? own
      : await wholeSetStatistics(backend, recipe.network, own, dataset, statistics);
  const score = await examine(backend, recipe, weights, dataset, conditions);
  return pack(
    Object.entries(score).map(([name, value]) => [
      name,
      { shape: [1], data: Float32Array.of(value) },
    ]),
  );
}
