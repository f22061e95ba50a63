/** How a page starts a worker of its own, hears its replies, and ends it. */
import { useEffect, useState } from "react";
import { t } from "../language/words";
import { trustedScriptUrl } from "../../engine/core/trusted";

/**
 * The worker at `url`; `fail` is told why where it breaks, and where none can be started, which
 * gives null.
 */
export function beginWorker<Reply>(
  url: string,
  name: string,
  hear: (reply: Reply) => void,
  fail: (why: string) => void,
): Worker | null {
  try {
    const worker = new Worker(trustedScriptUrl(url), { type: "module", name });
    worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => hear(data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      fail(event.message || t("the worker could not be started"));
    });
    return worker;
  } catch (error) {
    fail(error instanceof Error ? error.message : t("workers are not allowed here"));
    return null;
  }
}

/** What is done with the worker's replies, and with why it broke or could not be started. */
export interface Hearing<Reply> {
  hear(reply: Reply): void;
  fail(why: string): void;
}

/** One worker at a time: a new one ends the last. */
export class OwnWorker<Request, Reply> {
  private worker: Worker | null = null;

  constructor(
    private readonly url: string,
    private readonly name: string,
  ) {}

  get isOpen(): boolean {
    return this.worker !== null;
  }

  begin({ hear, fail }: Hearing<Reply>): void {
    this.end();
    let begun: Worker | null = null;
    // What a worker said before it was ended may still arrive.
    const ifCurrent = <Said>(take: (said: Said) => void) => {
      return (said: Said): void => {
        if (this.worker === begun) take(said);
      };
    };
    const broke = (why: string): void => {
      this.end();
      fail(why);
    };
    begun = beginWorker(this.url, this.name, ifCurrent(hear), ifCurrent(broke));
    this.worker = begun;
  }

  ask(request: Request): void {
    this.worker?.postMessage(request);
  }

  end(): void {
    this.worker?.terminate();
    this.worker = null;
  }
}

/** A worker of a component's own, for as long as it is shown. */
export function useOwnWorker<Request, Reply>(url: string, name: string): OwnWorker<Request, Reply> {
  const [worker] = useState(() => new OwnWorker<Request, Reply>(url, name));
  useEffect(() => () => worker.end(), [worker]);
  return worker;
}
