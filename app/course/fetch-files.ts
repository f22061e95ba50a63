/** Fetches the data sets and weights that a lesson of the site names, for its figures. */
import { fileOf, isOwnFile } from "../widgets/fields/own-files";
import { putOwnFile } from "../widgets/fields/put-file";

/** Files with their addresses. One that does not come is missed by its figure, which says so. */
export async function fetchFiles(files: readonly (readonly [string, string])[]): Promise<void> {
  const wanted = files.filter(([file]) => isOwnFile(file) && fileOf(file) === null);
  await Promise.all(wanted.map(([file, address]) => fetchFile(file, address)));
}

async function fetchFile(file: string, address: string): Promise<void> {
  const answer = await fetch(new URL(address, document.baseURI)).catch(() => null);
  if (answer?.ok === true) putOwnFile(file, new Uint8Array(await answer.arrayBuffer()));
}
