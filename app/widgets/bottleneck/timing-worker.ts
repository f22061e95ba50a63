/**
 * Runs both paths off the page's thread, so that the page stays quick while they run. One message
 * in, several out.
 */
import { answerRequests, type Failed } from "../answering";
import { startBackend, type WorkerBackend } from "../start-backend";
import type { Sizes } from "./counting";
import { type Progress, timePaths, type Times } from "./timing";

export interface TimingRequest {
  readonly sizes: Sizes;
  readonly backend: WorkerBackend;
}

export type TimingReply =
  | ({ readonly kind: "progress" } & Progress)
  | { readonly kind: "done"; readonly times: Times; readonly on: string }
  | Failed;

answerRequests<TimingRequest, TimingReply>(async ({ sizes, backend: name }, say) => {
  const backend = await startBackend(name);
  try {
    const times = await timePaths(sizes, backend, (progress) =>
      say({ kind: "progress", ...progress }),
    );
    say({ kind: "done", times, on: backend.description });
  } finally {
    backend.dispose();
  }
});
