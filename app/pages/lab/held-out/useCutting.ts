/** A measurement of cuts in progress, and what has been measured so far. */
import { useState } from "react";
import { useOwnWorker } from "../../../shell/begin-worker";
import type { CutQuestion, CutReply } from "./cut-worker";
import workerUrl from "./cut-worker.ts?worker&url";

interface Measured {
  readonly right: number;
  readonly of: number;
}

export interface Cutting {
  readonly question: CutQuestion | null;
  readonly whole: Measured | null;
  /** By place of the cut. */
  readonly without: ReadonlyMap<number, Measured>;
  readonly running: boolean;
  readonly problem: string;
}

const NOTHING: Cutting = {
  question: null,
  whole: null,
  without: new Map(),
  running: false,
  problem: "",
};

export function useCutting() {
  const [cutting, setCutting] = useState<Cutting>(NOTHING);
  const worker = useOwnWorker<CutQuestion, CutReply>(workerUrl, "cut");
  const take = (reply: CutReply): void => setCutting((before) => heard(before, reply));
  return {
    cutting,
    start(question: CutQuestion): void {
      setCutting({ ...NOTHING, question, running: true });
      worker.begin({
        hear(reply) {
          if (reply.kind !== "measured") worker.end();
          take(reply);
        },
        fail: (why) => take({ kind: "failed", why }),
      });
      worker.ask(question);
    },
    stop(): void {
      worker.end();
      setCutting((before) => ({ ...before, running: false }));
    },
  };
}

function heard(before: Cutting, reply: CutReply): Cutting {
  switch (reply.kind) {
    case "measured":
      return reply.at < 0
        ? { ...before, whole: reply }
        : { ...before, without: new Map(before.without).set(reply.at, reply) };
    case "done":
      return { ...before, running: false };
    default:
      return { ...before, running: false, problem: reply.why };
  }
}
