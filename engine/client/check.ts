/**
 * The page's handle on the engine's examination of itself, in a worker of its own: a run that
 * trains is not disturbed.
 */
import workerUrl from "../check/main.ts?worker&url";
import type { CheckEvent } from "../check/check";
import { trustedScriptUrl } from "../core/trusted";

export type { CheckEvent, Examined } from "../check/check";

export interface Examination {
  event(event: CheckEvent): void;
  broken(reason: string): void;
}

/** Begins; returns what ends it. Throws where workers are forbidden. */
export function startExamination({ event, broken }: Examination): () => void {
  const worker = new Worker(trustedScriptUrl(workerUrl), { type: "module", name: "check" });
  worker.addEventListener("message", (message: MessageEvent<CheckEvent>) => event(message.data));
  worker.addEventListener("error", (error) => {
    error.preventDefault();
    broken(error.message || "the worker could not be started");
  });
  return () => worker.terminate();
}
