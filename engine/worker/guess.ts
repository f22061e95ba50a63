/**
 * How long something may take before it was timed, from its multiply-adds, at a careful speed.
 * Milliseconds.
 */
import type { BackendName } from "../backends/backend";
import type { NetworkShapes } from "../graph/shapes";

/** One training step: forward, and backward twice as much. */
export function stepGuess(
  { multiplyAdds }: NetworkShapes,
  batch: number,
  backend: BackendName,
): number {
  return (multiplyAdds * batch * 3) / carefulSpeed(backend);
}

/** A score on so many held-out examples. */
export function scoreGuess(
  { multiplyAdds }: NetworkShapes,
  examples: number,
  backend: BackendName,
): number {
  return (multiplyAdds * examples) / carefulSpeed(backend);
}

/** Multiply-adds a millisecond. */
function carefulSpeed(backend: BackendName): number {
  return backend === "reference" ? 1e5 : 1e6;
}
