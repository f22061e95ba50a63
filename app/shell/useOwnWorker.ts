/** A worker of a component's own, one at a time: a new one, or leaving the page, ends the last. */
import { useEffect, useState } from "react";
import { beginWorker } from "./begin-worker";

/** What is done with the worker's replies, and with why it broke or could not be started. */
export interface Hearing<Reply> {
  hear(reply: Reply): void;
  fail(why: string): void;
}

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

/** The same for as long as the component is shown. */
export function useOwnWorker<Request, Reply>(url: string, name: string): OwnWorker<Request, Reply> {
  const [worker] = useState(() => new OwnWorker<Request, Reply>(url, name));
  useEffect(() => () => worker.end(), [worker]);
  return worker;
}
