/**
 * A measurement in progress, and its result; another one, other sizes or leaving the page end it.
 */
import { t } from "../../language/words";
import { useState } from "react";
import { useOwnWorker } from "../../shell/begin-worker";
import type { Failed } from "../answering";
import { backendTitle } from "../RunOn";
import type { WorkerBackend } from "../start-backend";
import type { Sizes } from "./counting";
import type { Progress, Times } from "./timing";
import type { TimingReply, TimingRequest } from "./timing-worker";
import workerUrl from "./timing-worker.ts?worker&url";

/** The figure's line "computed by …". */
export function computedText(timing: Timing): string {
  const counted = t("Multiplications counted on this page from the layers' shapes");
  if (timing.kind === "done")
    return t("{counted}; milliseconds measured on this machine: {backend}, {on}.", {
      counted,
      backend: backendTitle(timing.backend),
      on: timing.on,
    });
  return timing.kind === "running"
    ? t("{counted}; the layers are being run on this machine.", { counted })
    : t("{counted}; nothing has been run yet.", { counted });
}

export type Timing =
  | { readonly kind: "none" }
  | ({ readonly kind: "running" } & Progress)
  | {
      readonly kind: "done";
      readonly times: Times;
      readonly on: string;
      readonly backend: WorkerBackend;
      readonly sizes: Sizes;
    }
  | Failed;

export interface TimingControl {
  readonly timing: Timing;
  readonly start: (sizes: Sizes, backend: WorkerBackend) => void;
  readonly stop: () => void;
}

export function useTiming(): TimingControl {
  const [timing, setTiming] = useState<Timing>({ kind: "none" });
  const worker = useOwnWorker<TimingRequest, TimingReply>(workerUrl, "timing");
  const start = (sizes: Sizes, backend: WorkerBackend): void => {
    setTiming({ kind: "running", done: 0, of: 1 });
    worker.begin({
      hear(reply) {
        if (reply.kind === "progress") return setTiming({ ...reply, kind: "running" });
        worker.end();
        setTiming(reply.kind === "done" ? { ...reply, backend, sizes } : reply);
      },
      fail: (why) => setTiming({ kind: "failed", why }),
    });
    worker.ask({ sizes, backend });
  };
  const stop = (): void => {
    worker.end();
    setTiming({ kind: "none" });
  };
  return { timing, start, stop };
}
