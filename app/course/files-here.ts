/**
 * The data sets and weights that a lesson of the site brings: fetched before its figures are drawn.
 * Those of lessons from elsewhere came with them.
 */
import type { LessonDoc } from "../lesson/document";
import { loadOnce } from "../later/retry";
import { fileOf, isOwnFile } from "../widgets/fields/own-files";

const coming = new WeakMap<LessonDoc, Promise<null>>();

/** A file that does not come is missed by its figure, which says so. */
export function filesHere(doc: LessonDoc): Promise<null> {
  return loadOnce(coming, doc, async () => {
    const wanted = Object.entries(doc.pictures ?? {}).filter(
      ([file]) => isOwnFile(file) && fileOf(file) === null,
    );
    await Promise.all(wanted.map(([file, address]) => fetchFile(file, address)));
    return null;
  });
}

async function fetchFile(file: string, address: string): Promise<void> {
  const answer = await fetch(new URL(address, document.baseURI)).catch(() => null);
  if (answer?.ok !== true) return;
  const { putOwnFile } = await import("../widgets/fields/put-file");
  putOwnFile(file, new Uint8Array(await answer.arrayBuffer()));
}
