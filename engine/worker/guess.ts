/** How long something may take before it was timed, from its multiply-adds, at a careful speed. Milliseconds. */
import type { Trainer } from "../train/trainer";

/** One training step: forward, and backward twice as much. */
export function stepGuess({ network, recipe, backend }: Trainer): number {
  return (network.multiplyAdds * recipe.batch * 3) / carefulSpeed(backend.name);
}

/** A score on the held-out examples. */
export function scoreGuess({ network, dataset, backend }: Trainer): number {
  return (network.multiplyAdds * (dataset.count - dataset.training)) / carefulSpeed(backend.name);
}

/** Multiply-adds a millisecond. */
function carefulSpeed(backend: Trainer["backend"]["name"]): number {
  return backend === "reference" ? 1e5 : 1e6;
}
