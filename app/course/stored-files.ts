/**
 * Files of a reader's own lessons, on the device. Where the device keeps nothing, they are lost
 * when the page is closed.
 */
import * as v from "valibot";
import { ask } from "../store/database";
import { NO_FILES, type OwnFiles } from "./own-files";

/** Written so since a lesson could have pictures only; arrays are among them. */
const record = v.object({
  name: v.string(),
  pictures: v.array(v.tuple([v.string(), v.instance(Uint8Array)])),
});

/** `owner`: the id of a lesson, or "draft". */
export async function writeFiles(owner: string, files: OwnFiles): Promise<void> {
  await ask(
    "readwrite",
    (store) => store.put({ name: owner, pictures: [...files] }),
    "pictures",
  ).catch(() => undefined);
}

/** What can still be used of them; none where the device does not give them. */
export async function storedFiles(owner: string): Promise<OwnFiles> {
  const found = await ask("readonly", (store) => store.get(owner), "pictures").catch(() => null);
  const read = v.safeParse(record, found);
  if (!read.success) return NO_FILES;
  const { fileProblem } = await import("./file-problem");
  return new Map(
    read.output.pictures
      .filter(([path, bytes]) => fileProblem(path, bytes) === null)
      .map(([path, bytes]) => [path, new Uint8Array(bytes)]),
  );
}

export async function deleteFiles(owner: string): Promise<void> {
  await ask("readwrite", (store) => store.delete(owner), "pictures").catch(() => undefined);
}
