/** How long a run will take, and how a person says it. */
import { t } from "../language/words";
import type { RunState } from "../../engine/worker/protocol";

/** Seconds until `steps` is reached at the present speed; null while there is no speed to go by. */
export function secondsLeft(
  state: Pick<RunState, "step" | "imagesPerSecond"> | null,
  batch: number,
  steps: number,
): number | null {
  if (state === null || !(state.imagesPerSecond > 0) || steps <= state.step) return null;
  return ((steps - state.step) * batch) / state.imagesPerSecond;
}

/** "40 s", "3 min" */
export function duration(seconds: number): string {
  if (seconds < 1) return t("under a second");
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return t("{seconds} min", { seconds: Math.round(seconds / 60) });
  return `${(seconds / 3600).toFixed(1)} h`;
}
