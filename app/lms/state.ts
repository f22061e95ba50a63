/** How it stands with the LMS that launched this page, for whoever shows it. */

export type LmsState =
  | "none" // not launched by one
  | "taken" // it takes what it is told
  | "refused" // it did not take the last; it is tried again
  | "ended" // it begins no session
  | "absent" // a package whose LMS is not there
  | "unreadable" // it launched the page in a way that cannot be used
  | "looking"; // the learner looks back; nothing is recorded

let state: LmsState = "none";
let reason = "";
let back: string | null = null;
const listeners = new Set<() => void>();

export const lmsState = (): LmsState => state;

/** What is wrong with a launch, in the names of cmi5; "" otherwise. */
export const lmsReason = (): string => reason;

/** The page of the LMS to which a learner goes who is done; null where it names none. */
export const lmsBack = (): string | null => back;

export function subscribeLms(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function leadBack(address: string | null): void {
  back = address;
}

export function becomeLms(next: LmsState, why = ""): void {
  if (next === state) return;
  [state, reason] = [next, why];
  for (const listener of listeners) listener();
}
