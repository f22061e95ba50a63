/**
 * Networks that somebody keeps on this device: one record each, with the file that the lab saves.
 * Nothing here throws or rejects, or waits for ever.
 */
import { word } from "../language/words";
import * as v from "valibot";
import { ask, keepRecord, readAll } from "./database";

const record = v.object({
  name: v.pipe(v.string(), v.maxLength(120)),
  file: v.instance(ArrayBuffer),
});

export interface ListedProject {
  readonly name: string;
  readonly bytes: number;
}

/** The project that was last worked on, kept without being asked for; no other has this name. */
export const UNNAMED = "";

const UNKEPT = {
  kept: "",
  full: "The storage of this device is full: delete another network, or save it as a file.",
  forbidden: "This browser lets the page keep nothing: save it as a file.",
} as const;

/** Why it is not kept, in the reader's words; "" when it is. */
export async function writeProject(name: string, file: ArrayBuffer): Promise<string> {
  return word(UNKEPT[await keepRecord({ name, file }, "projects")]);
}

/** Null when there is none of that name. */
export async function readProject(name: string): Promise<ArrayBuffer | null> {
  const found = v.safeParse(
    record,
    await ask("readonly", (projects) => projects.get(name), "projects").catch(() => null),
  );
  return found.success ? found.output.file : null;
}

/** By name; what was kept without being asked for is left out. */
export async function listProjects(): Promise<readonly ListedProject[]> {
  const found = await readAll("projects").catch(() => []);
  return found
    .flatMap((one) => {
      const read = v.safeParse(record, one);
      if (!read.success || read.output.name === UNNAMED) return [];
      return [{ name: read.output.name, bytes: read.output.file.byteLength }];
    })
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

export async function deleteProject(name: string): Promise<void> {
  await ask("readwrite", (projects) => projects.delete(name), "projects").catch(() => undefined);
}
