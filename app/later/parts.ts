/** Which parts of the page can be loaded later, and the loading of all of them. */
import { retryFailed } from "./retry";

/** Milliseconds in which a slow link and a slow machine have the first view to themselves. */
const FIRST = 500;

/** Of what is loaded so far; what is loaded then may name more. */
export const laterParts = new Set<() => Promise<unknown>>();

/**
 * Loads every part, and what these name; one that does not come is asked for again when it is
 * drawn.
 */
export async function loadLater(): Promise<void> {
  const begun = [...laterParts];
  laterParts.clear();
  if (begun.length === 0) return;
  const results = await Promise.allSettled(begun.map((begin) => begin()));
  if (results.some(({ status }) => status === "rejected")) retryFailed(); // nobody looks at it yet
  await loadLater();
}

/** The same once the page has nothing else to do, so that what is drawn first comes first. */
export async function loadLaterIdle(): Promise<void> {
  await new Promise((done) => setTimeout(done, FIRST));
  // Not every browser says when it has nothing to do.
  if (typeof requestIdleCallback === "function")
    await new Promise<void>((done) => requestIdleCallback(() => done()));
  await loadLater();
}
