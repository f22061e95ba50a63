/** The pictures of a set, in a page and in a worker. */
import { LabError } from "../../../../engine/core/errors";
import { type Dataset, loadDataset, OWN, readDataset } from "../../../../engine/data/dataset";

/** A data set of the lab by name, or one of the reader's own as a file. */
export type SetData = string | ArrayBuffer;

/** `base`: where the site is. Rejects with LabError "lost" or "format". */
export async function openSet(base: string, data: SetData): Promise<Dataset> {
  if (typeof data !== "string") return readDataset(OWN, new Uint8Array(data));
  return loadDataset(data, async (path) => {
    const answer = await fetch(new URL(path, base)).catch(() => null);
    if (answer === null || !answer.ok)
      throw new LabError("lost", "the pictures could not be loaded; check the connection");
    return new Uint8Array(await answer.arrayBuffer());
  });
}
