/**
 * Training runs that are kept on this device: one record a run, in a database of this site's
 * folder. They are too large for local storage, and numbers come back bit for bit. Only how far a
 * run had come stands there as well: a page that is left can still write that, while a database no
 * longer hears it.
 *
 * Nothing here throws or rejects, or waits for ever: storage may be forbidden, full or silent, and
 * what was written by another version may be unusable.
 */
import * as v from "valibot";
import { deviceStorage } from "./lab-storage";
import { ask, keepRecord, readAll, type StorageOutcome } from "./database";

const step = v.pipe(v.number(), v.integer(), v.minValue(0));
const count = v.number();

const storedRunRecord = v.object({
  name: v.string(),
  /** Names the recipe: a run of another recipe does not go on from here. */
  key: v.string(),
  /**
   * Step of the checkpoint, and the step that the run had come to: what lies between is trained
   * again, to the same bits.
   */
  step,
  reached: step,
  /** The base rate that the run was opened with, and the one that holds now. */
  openedRate: count,
  rate: count,
  /** A checkpoint as the engine writes it. */
  state: v.instance(ArrayBuffer),
  losses: v.array(v.object({ step, value: count })),
  scores: v.array(v.object({ step, loss: count, accuracy: count })),
});

export type StoredRunRecord = v.InferOutput<typeof storedRunRecord>;

const REACHED = "reached";
const reachedSchema = v.record(v.string(), v.object({ key: v.string(), reached: step }));

export async function readRun(name: string): Promise<StoredRunRecord | null> {
  const found = v.safeParse(
    storedRunRecord,
    await ask("readonly", (runs) => runs.get(name)).catch(() => null),
  );
  return found.success ? withNote(found.output) : null;
}

function withNote(run: StoredRunRecord): StoredRunRecord {
  const noted = reachedNow()[run.name];
  return noted?.key === run.key ? { ...run, reached: Math.max(noted.reached, run.reached) } : run;
}

/** Written at once, also by a page that is being left. */
export function noteReached({
  name,
  key,
  reached,
}: Pick<StoredRunRecord, "name" | "key" | "reached">): void {
  deviceStorage().write(REACHED, { ...reachedNow(), [name]: { key, reached } });
}

function reachedNow(): v.InferOutput<typeof reachedSchema> {
  return deviceStorage().read(REACHED, reachedSchema) ?? {};
}

export function writeRun(run: StoredRunRecord): Promise<StorageOutcome> {
  return keepRecord(run, "runs");
}

export async function deleteRun(name: string): Promise<void> {
  const { [name]: noted, ...others } = reachedNow();
  if (noted !== undefined) deviceStorage().write(REACHED, others);
  await ask("readwrite", (runs) => runs.delete(name)).catch(() => undefined);
}

export interface ListedRun {
  readonly name: string;
  readonly reached: number;
  readonly bytes: number;
}

/** Those that can be read: one damaged record hides no other. */
export async function listRuns(): Promise<readonly ListedRun[]> {
  const found = await readAll().catch(() => []);
  return found.flatMap((record) => {
    const checked = v.safeParse(storedRunRecord, record);
    if (!checked.success) return [];
    const { name, reached, state } = withNote(checked.output);
    return [{ name, reached, bytes: state.byteLength }];
  });
}
