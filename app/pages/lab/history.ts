/** What was done to a project, to be undone and done again. Pure. */
import type { Project } from "./project";

export interface History {
  readonly now: Project;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
}

/** A project as it was, and in words what was done to it then. */
interface Step {
  readonly project: Project;
  readonly words: string;
}

const LONGEST = 200;

export function historyOf(now: Project): History {
  return { now, past: [], future: [] };
}

export function changed({ now, past }: History, next: Project, words: string): History {
  return { now: next, past: [...past, { project: now, words }].slice(-LONGEST), future: [] };
}

export function undone(history: History): History {
  const { now, past, future } = history;
  const step = past.at(-1);
  if (step === undefined) return history;
  return {
    now: step.project,
    past: past.slice(0, -1),
    future: [{ project: now, words: step.words }, ...future],
  };
}

export function redone(history: History): History {
  const { now, past, future } = history;
  const [step, ...rest] = future;
  if (step === undefined) return history;
  return {
    now: step.project,
    past: [...past, { project: now, words: step.words }],
    future: rest,
  };
}
