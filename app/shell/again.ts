/**
 * Parts of the site that are loaded when they are needed. One that failed stays failed until somebody asks for it again: a page
 * that forgot it at once would, drawing itself anew, ask a dead network without end.
 */
const failed = new Set<() => void>();

/** `forget` takes the promise out of where it is kept; it is called when it failed and is to be tried again. */
export function untilAsked(promise: Promise<unknown>, forget: () => void): void {
  promise.catch(() => failed.add(forget));
}

/** What failed so far is loaded anew when it is next needed. */
export function askAgain(): void {
  for (const forget of failed) forget();
  failed.clear();
}
