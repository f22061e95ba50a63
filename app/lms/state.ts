/** How it stands with the LMS that launched this page, for whoever shows it. */

export type LmsState =
  | "none" // not launched by one
  | "taken" // it takes what it is told
  | "refused" // it did not take the last; it is tried again
  | "ended" // it begins no session
  | "absent" // a package whose LMS is not there
  | "looking"; // the learner looks back; nothing is recorded

let state: LmsState = "none";
const listeners = new Set<() => void>();

export const lmsState = (): LmsState => state;

export function subscribeLms(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function becomeLms(next: LmsState): void {
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}
