/**
 * Pictures of a reader's own lessons, on the device. Where the device keeps nothing, they are lost
 * when the page is closed.
 */
import * as v from "valibot";
import { ask } from "../store/run-database";
import { NO_PICTURES, pictureProblem, type Pictures } from "./lesson-pictures";

const record = v.object({
  name: v.string(),
  pictures: v.array(v.tuple([v.string(), v.instance(Uint8Array)])),
});

/** `owner`: the id of a lesson, or "draft". */
export async function writePictures(owner: string, pictures: Pictures): Promise<void> {
  await ask(
    "readwrite",
    (store) => store.put({ name: owner, pictures: [...pictures] }),
    "pictures",
  ).catch(() => undefined);
}

/** What can still be used of them; none where the device does not give them. */
export async function storedPictures(owner: string): Promise<Pictures> {
  const found = await ask("readonly", (store) => store.get(owner), "pictures").catch(() => null);
  const read = v.safeParse(record, found);
  if (!read.success) return NO_PICTURES;
  return new Map(
    read.output.pictures
      .filter(([path, bytes]) => pictureProblem(path, bytes) === null)
      .map(([path, bytes]) => [path, new Uint8Array(bytes)]),
  );
}

export async function deletePictures(owner: string): Promise<void> {
  await ask("readwrite", (store) => store.delete(owner), "pictures").catch(() => undefined);
}
