/**
 * The data sets and weights that a lesson of the site brings: fetched before its figures are drawn.
 * Those of lessons from elsewhere came with them.
 */
import type { LessonDoc } from "../lesson/document";
import { loadOnce } from "../later/retry";

const coming = new WeakMap<LessonDoc, Promise<null>>();

/** What fetches them is loaded where a lesson brings files. */
export function filesHere(doc: LessonDoc): Promise<null> {
  return loadOnce(coming, doc, async () => {
    const files = Object.entries(doc.pictures ?? {});
    if (files.length > 0) await (await import("./fetch-files")).fetchFiles(files);
    return null;
  });
}
