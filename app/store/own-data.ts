/**
 * The reader's own pictures for training, kept on this device: one set, the one that was opened
 * last. Nothing here throws or rejects, or waits for ever.
 */
import * as v from "valibot";
import { ask, keepRecord, type StorageOutcome } from "./database";

const NAME = "own";

const record = v.object({
  name: v.literal(NAME),
  title: v.string(),
  classes: v.array(v.string()),
  /** What the reader should know of it: full sentences. */
  remarks: v.array(v.string()),
  /** A data set as the engine writes it. */
  file: v.instance(ArrayBuffer),
});

export type StoredOwnData = Omit<v.InferOutput<typeof record>, "name">;

export function writeOwnData(set: StoredOwnData): Promise<StorageOutcome> {
  return keepRecord({ name: NAME, ...set }, "datasets");
}

export async function readOwnData(): Promise<StoredOwnData | null> {
  const found = v.safeParse(
    record,
    await ask("readonly", (sets) => sets.get(NAME), "datasets").catch(() => null),
  );
  return found.success ? found.output : null;
}

export async function deleteOwnData(): Promise<void> {
  await ask("readwrite", (sets) => sets.delete(NAME), "datasets").catch(() => undefined);
}
