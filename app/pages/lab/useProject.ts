/** The project of the page, its history, and what follows from its layers. */
import { useEffect, useMemo, useState } from "react";
import { examined, type Examined } from "../../../engine/graph/examined";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { changed, type History, historyOf, redone, undone } from "./history";
import type { Project } from "./project";

export interface Bench {
  readonly project: Project;
  readonly looked: Examined;
  /** What was done last, and would be undone; null: nothing. */
  readonly lastDone: string | null;
  readonly lastUndone: string | null;
  /** Nothing was done to it since the page was opened. */
  readonly isNew: boolean;
  change(next: Project, words: string): void;
  changeSpec(next: NetworkSpec, words: string): void;
  /** A change that is no step of its own: weights that arrive. */
  amend(next: (now: Project) => Project): void;
  undo(): void;
  redo(): void;
}

/** Survives a visit to another page. */
let kept: History | null = null;

export function useProject(first: () => Project): Bench {
  const [isNew] = useState(() => kept === null);
  const [history, setHistory] = useState<History>(() => kept ?? historyOf(first()));
  useEffect(() => {
    kept = history;
  }, [history]);
  const { now, past, future } = history;
  const looked = useMemo(() => examined(now.spec), [now.spec]);
  const acts = useMemo(
    () => ({
      change: (next: Project, words: string) => setHistory((known) => changed(known, next, words)),
      changeSpec: (spec: NetworkSpec, words: string) =>
        setHistory((known) => changed(known, { ...known.now, spec }, words)),
      amend: (next: (now: Project) => Project) =>
        setHistory((known) => ({ ...known, now: next(known.now) })),
      undo: () => setHistory(undone),
      redo: () => setHistory(redone),
    }),
    [],
  );
  return {
    project: now,
    looked,
    lastDone: past.at(-1)?.words ?? null,
    lastUndone: future[0]?.words ?? null,
    isNew,
    ...acts,
  };
}
