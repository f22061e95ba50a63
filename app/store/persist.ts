/**
 * What stays on this device, and the only place that touches it. Small JSON documents in local storage, each named
 * `convlab:<folder of the site>:<name>`, because all sites of one host share one storage.
 *
 * Storage may be forbidden (reading the property throws in a sandboxed frame), full, damaged, or written by a newer
 * version. None of these loses what is in memory: damaged text is set aside, a newer document is left alone, and a
 * failed write is reported once and tried again with the next one.
 */
import * as v from "valibot";

export const FORMAT = 1;
const MAX_IMPORT = 2_000_000;

export type StorageState = "kept" | "forbidden" | "full" | "newer";

export interface StoredDocument {
  readonly name: string;
  /** UTF-16 code units, two bytes each. */
  readonly characters: number;
  readonly text: string;
}

export interface Persist {
  /** The document, checked; null when there is none or it cannot be used. */
  read<T>(name: string, schema: v.GenericSchema<unknown, T>): T | null;
  write(name: string, data: unknown): void;
  list(): readonly StoredDocument[];
  /** All documents as one text. */
  exported(): string;
  /** All or nothing: the names brought in, or why none was. */
  importText(text: string, schemas: Readonly<Record<string, v.GenericSchema>>): ImportResult;
  deleteAll(): void;
  state(): StorageState;
  subscribe(listener: () => void): () => void;
}

export type ImportResult = { readonly ok: true; readonly names: readonly string[] } | { readonly ok: false; readonly reason: string };

const envelope = v.object({ format: v.pipe(v.number(), v.integer()), data: v.unknown() });
const exportFile = v.object({
  kind: v.literal("convlab"),
  format: v.pipe(v.number(), v.integer()),
  documents: v.record(v.string(), v.unknown()),
});

/** The browser's storage, or null where even asking for it is forbidden. */
export function browserStorage(): Storage | null {
  try {
    const storage = globalThis.localStorage;
    storage.getItem("convlab");
    return storage;
  } catch {
    return null;
  }
}

export function createPersist(storage: Storage | null, folder: string): Persist {
  const prefix = `convlab:${folder}:`;
  const listeners = new Set<() => void>();
  const readOnly = new Set<string>();
  let state: StorageState = storage === null ? "forbidden" : "kept";
  const become = (next: StorageState): void => {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  };
  const put = (key: string, text: string): boolean => {
    try {
      storage?.setItem(key, text);
      if (storage !== null && readOnly.size === 0) become("kept");
      return storage !== null;
    } catch (error) {
      become(error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "forbidden");
      return false;
    }
  };
  const keys = (): string[] => guarded(() => Object.keys(storage ?? {}), []).filter((key) => key.startsWith(prefix));

  const persist: Persist = {
    read(name, schema) {
      const text = guarded(() => storage?.getItem(prefix + name) ?? null, null);
      if (text === null) return null;
      const found = v.safeParse(envelope, parse(text));
      if (found.success && found.output.format > FORMAT) {
        readOnly.add(name);
        become("newer");
        return null;
      }
      const data = found.success ? v.safeParse(schema, found.output.data) : null;
      if (data?.success) return data.output;
      put(`${prefix}${name}.damaged`, text);
      return null;
    },
    write(name, data) {
      if (!readOnly.has(name)) put(prefix + name, JSON.stringify({ format: FORMAT, data }));
    },
    list: () =>
      keys()
        .toSorted()
        .map((key) => {
          const text = guarded(() => storage?.getItem(key) ?? "", "");
          return { name: key.slice(prefix.length), characters: key.length + text.length, text };
        }),
    exported() {
      const documents = Object.fromEntries(persist.list().map(({ name, text }) => [name, parse(text)]));
      return JSON.stringify({ kind: "convlab", format: FORMAT, documents }, null, 2);
    },
    importText(text, schemas) {
      const checked = checkImport(text, schemas);
      if (!checked.ok) return checked;
      for (const [name, data] of checked.documents)
        if (!put(prefix + name, JSON.stringify({ format: FORMAT, data })))
          return { ok: false, reason: "This browser did not let the page store it." };
      return { ok: true, names: checked.documents.map(([name]) => name) };
    },
    deleteAll() {
      for (const key of keys()) guarded(() => storage?.removeItem(key), undefined);
      readOnly.clear();
      if (storage !== null) become("kept");
    },
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return persist;
}

type Checked =
  | { readonly ok: true; readonly documents: readonly (readonly [string, unknown])[] }
  | { readonly ok: false; readonly reason: string };

function checkImport(text: string, schemas: Readonly<Record<string, v.GenericSchema>>): Checked {
  if (text.length > MAX_IMPORT) return { ok: false, reason: "The file is too large to be an export of this page." };
  const file = v.safeParse(exportFile, parse(text));
  if (!file.success) return { ok: false, reason: "The file is not an export of this page." };
  if (file.output.format > FORMAT) return { ok: false, reason: "The file was written by a newer version of this page." };
  const documents: (readonly [string, unknown])[] = [];
  for (const [name, raw] of Object.entries(file.output.documents)) {
    const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
    if (schema === undefined) continue;
    const found = v.safeParse(envelope, raw);
    const data = found.success ? v.safeParse(schema, found.output.data) : null;
    if (!data?.success) return { ok: false, reason: `The part “${name}” of the file is damaged; nothing was changed.` };
    documents.push([name, data.output]);
  }
  return documents.length === 0 ? { ok: false, reason: "There is nothing in the file that this page keeps." } : { ok: true, documents };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text, (key, value: unknown) => (key === "__proto__" ? undefined : value));
  } catch {
    return null;
  }
}

function guarded<T>(act: () => T, otherwise: T): T {
  try {
    return act();
  } catch {
    return otherwise;
  }
}
