/**
 * The way to the engine: a worker, or, where workers are forbidden (a sandboxed frame), the same
 * host in this thread. In this thread training is cut into slices that leave room for a frame.
 */
import type { Command, EngineEvent } from "../worker/protocol";
import { trustedScriptUrl } from "../core/trusted";

export interface Transport {
  readonly kind: "worker" | "page";
  send(command: Command, transfer?: readonly ArrayBuffer[]): void;
  close(): void;
}

interface TransportEvents {
  event(event: EngineEvent): void;
  /** The worker could not start, or threw where nobody caught. */
  broken(reason: string): void;
}

export type OpenTransport = (events: TransportEvents) => Transport;

/** Milliseconds of training between two tasks of the page. */
const PAGE_SLICE = 8;

/** Throws where workers are forbidden. */
export function workerTransport(url: string): OpenTransport {
  return (events) => {
    const worker = new Worker(trustedScriptUrl(url), { type: "module", name: "engine" });
    worker.addEventListener("message", (message: MessageEvent<EngineEvent>) =>
      events.event(message.data),
    );
    worker.addEventListener("error", (error) => {
      error.preventDefault();
      events.broken(error.message || "the worker could not be started");
    });
    worker.addEventListener("messageerror", () =>
      events.broken("a message of the worker could not be read"),
    );
    return {
      kind: "worker",
      send: (command, transfer = []) => worker.postMessage(command, [...transfer]),
      close: () => worker.terminate(),
    };
  };
}

export const pageTransport: OpenTransport = (events) => {
  let open = true;
  const host = import("../worker/browser-host").then(({ browserHost }) =>
    browserHost((event) => {
      if (open) queueMicrotask(() => events.event(event));
    }, PAGE_SLICE),
  );
  host.catch((error: unknown) => events.broken(String(error)));
  return {
    kind: "page",
    send: (command) => void host.then((ready) => ready.handle(command)).catch(() => undefined),
    close: () => {
      open = false;
    },
  };
};
