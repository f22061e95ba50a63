/** The names a reader may ask for in `?backend=`. */
import type { BackendChoice } from "../../engine/worker/protocol";

export type { BackendChoice };

const CHOICES: readonly BackendChoice[] = ["auto", "webgpu", "wasm", "reference"];

export function isBackendChoice(text: string): text is BackendChoice {
  return CHOICES.some((choice) => choice === text);
}
