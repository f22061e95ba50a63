/**
 * Results of nets that were taken apart, by a key, measured in a worker that stays as long as the
 * figure. What is wanted and not known is asked for; a change of what is wanted ends a question
 * that is under way.
 */
import { useEffect, useRef, useState } from "react";
import type { NetworkSpec } from "../../../engine/graph/spec";
import type { DeepNet } from "../../../engine/train/recipes";
import { useOwnWorker } from "../../shell/begin-worker";
import type { Failed } from "../answering";
import type { Question, Reply } from "./measuring-worker";
import workerUrl from "./measuring-worker.ts?worker&url";

export interface Wanted {
  /** One for each value that the question gives. */
  readonly keys: readonly string[];
  readonly networks: () => readonly NetworkSpec[];
  /** The blocks, in order, where their changes are wanted and not right answers. */
  readonly changes: readonly string[] | null;
}

export type Results = ReadonlyMap<string, number | null>;

type Work =
  | { readonly kind: "none" }
  | { readonly kind: "running"; readonly done: number; readonly of: number }
  | Failed;

export interface Measuring {
  readonly results: Results;
  readonly work: Work;
  /** What measured, as the backend says it of itself; empty before. */
  readonly on: string;
  readonly start: () => void;
  readonly stop: () => void;
}

const NONE: Work = { kind: "none" };
/** In a reply: to whatever was asked. */
const ALL = -1;

/** Asks for the first of `wanted` that has unknown keys, once somebody has started it. */
export function useMeasuring(net: DeepNet, wanted: readonly Wanted[]): Measuring {
  const [results, setResults] = useState<Results>(new Map());
  const [work, setWork] = useState<Work>(NONE);
  const [on, setOn] = useState("");
  const [started, setStarted] = useState(false);
  const worker = useOwnWorker<Question, Reply>(workerUrl, "trained-blocks");
  const heard = useRef<(reply: Reply) => void>(() => {});
  const asked = useRef(0);
  const next = wanted.find(({ keys }) => keys.some((key) => !results.has(key)));
  const question = useRef(next);
  useEffect(() => {
    question.current = next;
  });
  const key = next?.keys.join("|") ?? "";
  useEffect(() => {
    const { current } = question;
    if (!started || current === undefined || key === "") return;
    const id = (asked.current += 1);
    heard.current = (reply) => {
      if (reply.id !== asked.current && reply.id !== ALL) return;
      if (reply.kind === "progress") return setWork({ ...reply, kind: "running" });
      setWork(reply.kind === "failed" ? reply : NONE);
      if (reply.kind === "failed") return setStarted(false);
      setOn(reply.on);
      setResults((known) => withValues(known, current.keys, reply.values));
    };
    setWork({ kind: "running", done: 0, of: 1 });
    const { changes } = current;
    const base = document.baseURI;
    const asking: Question = { base, net, networks: current.networks(), changes, id };
    if (!worker.isOpen)
      worker.begin({
        hear: (reply) => heard.current(reply),
        fail: (why) => heard.current({ id: ALL, kind: "failed", why }),
      });
    worker.ask(asking);
    return () => {
      asked.current += 1;
    };
  }, [started, net, key, worker]);
  const stop = (): void => {
    worker.end();
    setStarted(false);
    setWork(NONE);
  };
  return { results, work, on, start: () => setStarted(true), stop };
}

function withValues(
  known: Results,
  keys: readonly string[],
  values: readonly (number | null)[],
): Results {
  return new Map([...known, ...keys.map((key, at) => [key, values[at] ?? null] as const)]);
}
