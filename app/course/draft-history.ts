/** The course that is being made, and what it was before, to be undone. Pure. */
import type { CourseDraft } from "./make-course";

export interface DraftHistory {
  readonly now: CourseDraft;
  readonly past: readonly CourseDraft[];
  /** The text field that the last change typed in, and when; null after any other change. */
  readonly typing: Typing | null;
}

export interface Typing {
  readonly field: string;
  /** ms. */
  readonly at: number;
}

const LONGEST = 200;
/** Whoever types on within this time is still at the same change. ms. */
export const PAUSE = 1000;

export function draftHistory(now: CourseDraft): DraftHistory {
  return { now, past: [], typing: null };
}

/** `typing` where a key was pressed in a text field: what is typed in one go is one change. */
export function changed(
  { now, past, typing: before }: DraftHistory,
  next: CourseDraft,
  typing: Typing | null = null,
): DraftHistory {
  const goesOn =
    before !== null &&
    typing !== null &&
    typing.field === before.field &&
    typing.at - before.at <= PAUSE;
  return { now: next, past: goesOn ? past : [...past, now].slice(-LONGEST), typing };
}

export function undone(history: DraftHistory): DraftHistory {
  const last = history.past.at(-1);
  return last === undefined
    ? history
    : { now: last, past: history.past.slice(0, -1), typing: null };
}
