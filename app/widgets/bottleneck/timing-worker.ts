/**
 * Runs both paths off the page's thread, so that the page stays quick while they run. One message
 * in, several out.
 */
import type { Backend } from "../../../engine/backends/backend";
import type { Sizes } from "./counting";
import { type Progress, timePaths, type Times } from "./timing";

export type TimedBackend = "wasm" | "webgpu";

export interface TimingRequest {
  readonly sizes: Sizes;
  readonly backend: TimedBackend;
}

export type TimingReply =
  | ({ readonly kind: "progress" } & Progress)
  | { readonly kind: "done"; readonly times: Times; readonly on: string }
  | { readonly kind: "failed"; readonly why: string };

interface Scope {
  postMessage(reply: TimingReply): void;
  addEventListener(kind: "message", listener: (event: MessageEvent<TimingRequest>) => void): void;
}

const scope = globalThis as unknown as Scope;

scope.addEventListener("message", (event) => void answer(event.data));

async function answer({ sizes, backend: name }: TimingRequest): Promise<void> {
  let backend: Backend | null = null;
  try {
    backend = await made(name);
    const times = await timePaths(sizes, backend, (progress) =>
      scope.postMessage({ kind: "progress", ...progress }),
    );
    scope.postMessage({ kind: "done", times, on: backend.description });
  } catch (error) {
    scope.postMessage({
      kind: "failed",
      why: error instanceof Error ? error.message : String(error),
    });
  } finally {
    backend?.dispose();
  }
}

async function made(name: TimedBackend): Promise<Backend> {
  if (name === "webgpu") return (await import("../../../engine/backends/webgpu")).createWebGpu();
  return (await import("../../../engine/backends/wasm")).createWasm();
}
