/**
 * A measurement in progress, and its result; another one, other sizes or leaving the page end it.
 */
import { t } from "../../language/words";
import { type RefObject, useEffect, useRef, useState } from "react";
import { beginWorker } from "../../shell/begin-worker";
import type { Sizes } from "./counting";
import type { Progress, Times } from "./timing";
import type { TimedBackend, TimingReply, TimingRequest } from "./timing-worker";
import workerUrl from "./timing-worker.ts?worker&url";

export const BACKENDS = [
  { value: "wasm", title: "WebAssembly" },
  { value: "webgpu", title: "WebGPU" },
] as const;

export function titleOf(backend: TimedBackend): string {
  return BACKENDS.find(({ value }) => value === backend)?.title ?? backend;
}

/** The figure's line "computed by …". */
export function computedText(timing: Timing): string {
  const counted = t("Multiplications counted on this page from the layers' shapes");
  if (timing.kind === "done")
    return t("{counted}; milliseconds measured on this machine: {backend}, {on}.", {
      counted,
      backend: titleOf(timing.backend),
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
      readonly backend: TimedBackend;
      readonly sizes: Sizes;
    }
  | { readonly kind: "failed"; readonly why: string };

export interface TimingControl {
  readonly timing: Timing;
  readonly start: (sizes: Sizes, backend: TimedBackend) => void;
  readonly stop: () => void;
}

export function useTiming(): TimingControl {
  const [timing, setTiming] = useState<Timing>({ kind: "none" });
  const worker = useRef<Worker | null>(null);
  const end = (): void => stopped(worker);
  useEffect(() => () => stopped(worker), []);
  const start = (sizes: Sizes, backend: TimedBackend): void => {
    end();
    setTiming({ kind: "running", done: 0, of: 1 });
    const hear = (reply: TimingReply): void => {
      if (reply.kind === "progress") return setTiming({ ...reply, kind: "running" });
      end();
      setTiming(reply.kind === "done" ? { ...reply, backend, sizes } : reply);
    };
    worker.current = beginWorker(workerUrl, "timing", hear, (why) => hear({ kind: "failed", why }));
    worker.current?.postMessage({ sizes, backend } satisfies TimingRequest);
  };
  const stop = (): void => {
    end();
    setTiming({ kind: "none" });
  };
  return { timing, start, stop };
}

function stopped(worker: RefObject<Worker | null>): void {
  worker.current?.terminate();
  worker.current = null;
}
