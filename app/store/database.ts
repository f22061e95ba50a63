/**
 * The stores of this site's database, with a time limit on everything: a database may never answer
 * (a disk that is gone, another tab that does not let go), be blocked, closed under us, lack a
 * store or hold a record that cannot be read. Whoever asks gets an answer or a DOMException within
 * `LIMIT`, and goes on without it.
 */
import { basePath } from "../shell/address";

/** Milliseconds. A healthy database answers in a few; a cold disk may take a second. */
export const LIMIT = 3000;
/** Milliseconds for which a database that did not answer is not asked again. */
export const REST = 60_000;

const STORES = ["runs", "projects", "pictures", "datasets"] as const;
export type StoreName = (typeof STORES)[number];
/** Record keys are the names of runs, of projects, and the ids of lessons that have pictures. */
const OPTIONS: IDBObjectStoreParameters = { keyPath: "name" };

let opened: Promise<IDBDatabase> | null = null;
let resting: ReturnType<typeof setTimeout> | null = null;

/** Rejects with what went wrong: "TimeoutError" when there was no answer. */
export async function ask(
  mode: IDBTransactionMode,
  request: (store: IDBObjectStore) => IDBRequest,
  name: StoreName = "runs",
): Promise<unknown> {
  if (resting !== null) throw silent();
  try {
    return await within(asked(name, mode, request, true));
  } catch (problem) {
    if (problem instanceof DOMException && problem.name === "TimeoutError") rest();
    throw problem;
  }
}

export type StorageOutcome = "kept" | "full" | "forbidden";

/** Writes a record under its name. Never rejects. */
export async function keepRecord<Kept extends { readonly name: string }>(
  record: Kept,
  name: StoreName,
): Promise<StorageOutcome> {
  try {
    await ask("readwrite", (store) => store.put(record), name);
    return "kept";
  } catch (problem) {
    return problem instanceof DOMException && problem.name === "QuotaExceededError"
      ? "full"
      : "forbidden";
  }
}

/** Every record that can be read; those that cannot are left out, and stay where they are. */
export async function readAll(name: StoreName = "runs"): Promise<readonly unknown[]> {
  const keys = await ask("readonly", (store) => store.getAllKeys(), name);
  const records: unknown[] = [];
  for (const key of Array.isArray(keys) ? keys : []) {
    const record = await ask("readonly", (store) => store.get(key), name).catch(() => undefined);
    if (record !== undefined) records.push(record);
  }
  return records;
}

/** Empties every store. Never rejects: a store that cannot be emptied stays as it is. */
export async function deleteRecords(): Promise<void> {
  for (const name of STORES)
    await ask("readwrite", (store) => store.clear(), name).catch(() => undefined);
}

function rest(): void {
  opened = null;
  if (resting !== null) clearTimeout(resting);
  resting = setTimeout(() => {
    resting = null;
  }, REST);
}

function silent(): DOMException {
  return new DOMException("the database does not answer", "TimeoutError");
}

function within<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(silent()), LIMIT);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function asked(
  name: StoreName,
  mode: IDBTransactionMode,
  request: (store: IDBObjectStore) => IDBRequest,
  again: boolean,
): Promise<unknown> {
  opened ??= open();
  const opening = opened;
  try {
    return await transact(await opening, name, mode, request);
  } catch (problem) {
    // Closed under us, by the browser or a deletion: opened once more.
    const closed = problem instanceof DOMException && problem.name === "InvalidStateError";
    if (opened === opening) opened = null;
    if (!closed || !again) throw problem;
    return asked(name, mode, request, false);
  }
}

function transact(
  database: IDBDatabase,
  name: StoreName,
  mode: IDBTransactionMode,
  request: (store: IDBObjectStore) => IDBRequest,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(name, mode, { durability: "relaxed" });
    const made = request(transaction.objectStore(name));
    const failed = (): void =>
      reject(transaction.error ?? made.error ?? new DOMException("no answer", "AbortError"));
    transaction.addEventListener("complete", () => resolve(made.result));
    transaction.addEventListener("abort", failed);
  });
}

/**
 * The database as it stands, of whatever version; one that lacks a store gets it. Rejects where a
 * page may keep nothing.
 */
async function open(): Promise<IDBDatabase> {
  const database = await openAt(undefined);
  if (STORES.every((name) => database.objectStoreNames.contains(name))) return database;
  const next = database.version + 1;
  database.close();
  return openAt(next);
}

function openAt(version: number | undefined): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(`convlab:${basePath()}`, version);
    let given = false;
    const refused = (why: DOMException | null): void => {
      given = true;
      reject(why ?? new DOMException("the database does not open", "AbortError"));
    };
    request.addEventListener("upgradeneeded", () => {
      for (const name of STORES)
        if (!request.result.objectStoreNames.contains(name))
          request.result.createObjectStore(name, OPTIONS);
    });
    request.addEventListener("error", () => refused(request.error));
    // The request goes on, so its own error cannot be asked for yet.
    request.addEventListener("blocked", () => refused(null));
    request.addEventListener("success", () => {
      const database = request.result;
      // Too late: nobody waits for it, and held open it would block others.
      if (given) return database.close();
      const gone = (): void => {
        opened = null;
      };
      database.addEventListener("close", gone);
      database.addEventListener("versionchange", () => {
        database.close();
        gone();
      });
      resolve(database);
    });
  });
}
