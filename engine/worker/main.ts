/**
 * The worker's entry: messages in, messages out. What escapes everywhere else becomes an event,
 * never silence.
 */
import { browserHost } from "./browser-host";
import { problemOf } from "./problem";
import type { Command, EngineEvent } from "./protocol";

interface WorkerScope {
  postMessage(message: EngineEvent, transfer: readonly ArrayBuffer[]): void;
  close(): void;
  addEventListener(kind: "message", listener: (event: MessageEvent<Command>) => void): void;
  addEventListener(
    kind: "unhandledrejection",
    listener: (event: PromiseRejectionEvent) => void,
  ): void;
  addEventListener(kind: "error", listener: (event: ErrorEvent) => void): void;
}

/** Milliseconds that training holds the thread before messages are handled. */
const SLICE = 12;

const scope = globalThis as unknown as WorkerScope;
const post = (event: EngineEvent, transfer: readonly ArrayBuffer[] = []): void =>
  scope.postMessage(event, transfer);
const host = browserHost(post, SLICE, () => scope.close());

scope.addEventListener("message", (event) => void host.handle(event.data));
scope.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  post({ kind: "failed", problem: problemOf(event.reason) });
});
scope.addEventListener("error", (event) => {
  event.preventDefault();
  post({ kind: "failed", problem: problemOf(event.error ?? event.message) });
});
