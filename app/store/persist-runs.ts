/**
 * Training runs that are kept on this device: one record a run, in a database of this site's folder. They are too large for
 * local storage, and numbers come back bit for bit. Only how far a run had come stands there as well: a page that is left can
 * still write that, while a database no longer hears it.
 *
 * Nothing here throws or rejects: storage may be forbidden or full, and what was written by another version may be unusable.
 */
import * as v from "valibot";
import { basePath } from "../shell/address";
import { devicePersist } from "./keep";

const step = v.pipe(v.number(), v.integer(), v.minValue(0));
const count = v.number();

const keptRun = v.object({
  name: v.string(),
  /** Names the recipe: a run of another recipe does not go on from here. */
  key: v.string(),
  /** Step of the checkpoint, and the step that the run had come to: what lies between is trained again, to the same bits. */
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

export type KeptRun = v.InferOutput<typeof keptRun>;
export type Kept = "kept" | "full" | "forbidden";

const STORE = "runs";

let opened: Promise<IDBDatabase | null> | null = null;

const REACHED = "reached";
const reachedSchema = v.record(v.string(), v.object({ key: v.string(), reached: step }));

export async function readRun(name: string): Promise<KeptRun | null> {
  const found = v.safeParse(keptRun, await ask("readonly", (runs) => runs.get(name)).catch(() => null));
  return found.success ? withNote(found.output) : null;
}

function withNote(run: KeptRun): KeptRun {
  const noted = reachedNow()[run.name];
  return noted?.key === run.key ? { ...run, reached: Math.max(noted.reached, run.reached) } : run;
}

/** Written at once, also by a page that is being left. */
export function noteReached({ name, key, reached }: Pick<KeptRun, "name" | "key" | "reached">): void {
  devicePersist().write(REACHED, { ...reachedNow(), [name]: { key, reached } });
}

function reachedNow(): v.InferOutput<typeof reachedSchema> {
  return devicePersist().read(REACHED, reachedSchema) ?? {};
}

export async function writeRun(run: KeptRun): Promise<Kept> {
  try {
    await ask("readwrite", (runs) => runs.put(run));
    return "kept";
  } catch (problem) {
    return problem instanceof DOMException && problem.name === "QuotaExceededError" ? "full" : "forbidden";
  }
}

export async function forgetRun(name: string): Promise<void> {
  const { [name]: noted, ...others } = reachedNow();
  if (noted !== undefined) devicePersist().write(REACHED, others);
  await ask("readwrite", (runs) => runs.delete(name)).catch(() => undefined);
}

/** What is noted of them in local storage goes with the rest of it. */
export async function forgetRuns(): Promise<void> {
  await ask("readwrite", (runs) => runs.clear()).catch(() => undefined);
}

export interface ListedRun {
  readonly name: string;
  readonly reached: number;
  readonly bytes: number;
}

export async function listRuns(): Promise<readonly ListedRun[]> {
  const found = v.safeParse(v.array(keptRun), await ask("readonly", (runs) => runs.getAll()).catch(() => null));
  return found.success ? found.output.map(withNote).map(({ name, reached, state }) => ({ name, reached, bytes: state.byteLength })) : [];
}

/** Rejects where there is no storage, and with what went wrong in it. */
async function ask(mode: IDBTransactionMode, request: (runs: IDBObjectStore) => IDBRequest): Promise<unknown> {
  opened ??= open();
  const database = await opened;
  if (database === null) throw new DOMException("no storage", "SecurityError");
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode, { durability: "relaxed" });
    const asked = request(transaction.objectStore(STORE));
    transaction.addEventListener("complete", () => resolve(asked.result));
    transaction.addEventListener("abort", () => reject(transaction.error ?? asked.error));
  });
}

/** Null where a page may keep nothing; it is asked again the next time. */
function open(): Promise<IDBDatabase | null> {
  const failed = (): null => {
    opened = null;
    return null;
  };
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open(`convlab:${basePath()}`, 1);
      request.addEventListener("upgradeneeded", () => request.result.createObjectStore(STORE, { keyPath: "name" }));
      request.addEventListener("error", () => resolve(failed()));
      request.addEventListener("blocked", () => resolve(failed()));
      request.addEventListener("success", () => {
        request.result.addEventListener("close", failed);
        request.result.addEventListener("versionchange", () => {
          request.result.close();
          failed();
        });
        resolve(request.result);
      });
    } catch {
      resolve(failed());
    }
  });
}
