/** Where a reader has been in each lesson, and where they left off. */
import * as v from "valibot";
import type { StateCreator } from "zustand";
import type { LabState } from "./store";

const MAX_HASH = 4_000;

const lessonProgress = v.object({
  /** Step where the reader was last. */
  step: v.string(),
  visited: v.array(v.string()),
  /** The last step was reached. */
  done: v.boolean(),
});
export const progressSchema = v.object({
  lessons: v.record(v.string(), lessonProgress),
  /** The address, from `#` on, of the last place; "" when there is none. */
  last: v.fallback(v.pipe(v.string(), v.maxLength(MAX_HASH)), ""),
});
export type Progress = v.InferOutput<typeof progressSchema>;

export interface ProgressSlice {
  readonly progress: Progress;
  visit(lesson: string, step: string, isLast: boolean): void;
  /** Remembers the place with its figures' states; a state too long to keep is left out. */
  leaveMark(hash: string): void;
}

export const initialProgress: Progress = { lessons: {}, last: "" };

export const progressSlice: StateCreator<LabState, [], [], ProgressSlice> = (set) => ({
  progress: initialProgress,
  visit: (lesson, step, isLast) =>
    set(({ progress }) => {
      const before = progress.lessons[lesson];
      const visited = before?.visited.includes(step)
        ? before.visited
        : [...(before?.visited ?? []), step];
      const now = { step, visited, done: isLast || (before?.done ?? false) };
      return { progress: { ...progress, lessons: { ...progress.lessons, [lesson]: now } } };
    }),
  leaveMark: (hash) =>
    set(({ progress }) => ({
      progress: { ...progress, last: hash.length <= MAX_HASH ? hash : hash.replace(/\?.*$/, "") },
    })),
});

/** Two tabs of one reader: nothing that either has finished is lost. */
export function mergeProgress(stored: Progress, mine: Progress): Progress {
  const lessons = { ...stored.lessons };
  for (const [id, own] of Object.entries(mine.lessons)) {
    const other = lessons[id];
    lessons[id] =
      other === undefined
        ? own
        : {
            ...own,
            visited: [...new Set([...other.visited, ...own.visited])],
            done: own.done || other.done,
          };
  }
  return { lessons, last: mine.last === "" ? stored.last : mine.last };
}
