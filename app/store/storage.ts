/**
 * What stays on this device, and the only place that touches it. Small JSON documents in local
 * storage, each named `convlab:<folder of the site>:<name>`, because all sites of one host share
 * one storage.
 *
 * Storage may be forbidden (reading the property throws in a sandboxed frame), full, damaged, or
 * written by a newer version. None of these loses what is in memory: damaged text is set aside, a
 * newer document is left alone, and a failed write is reported once and tried again with the next
 * one.
 */
import { t } from "../language/words";
import * as v from "valibot";

const FORMAT = 1;
const MAX_IMPORT = 6_000_000;

export type StorageState = "kept" | "forbidden" | "full" | "newer";

interface StoredDocument {
  readonly name: string;
  /** UTF-16 code units, two bytes each. */
  readonly characters: number;
  readonly text: string;
}

export interface SiteStorage {
  /** The document, checked; null when there is none or it cannot be used. */
  read<T>(name: string, schema: v.GenericSchema<unknown, T>): T | null;
  write(name: string, data: unknown): void;
  remove(name: string): void;
  list(): readonly StoredDocument[];
  /** All documents as one text. */
  exported(): string;
  /** All or nothing: the names brought in, or why none was. */
  importText(text: string, schemas: Readonly<Record<string, v.GenericSchema>>): ImportResult;
  deleteAll(): void;
  state(): StorageState;
  subscribe(listener: () => void): () => void;
}

type ImportResult =
  | { readonly ok: true; readonly names: readonly string[] }
  | { readonly ok: false; readonly reason: string };

const envelope = v.object({ format: v.pipe(v.number(), v.integer()), data: v.unknown() });
const exportFile = v.object({
  kind: v.literal("convlab"),
  format: v.pipe(v.number(), v.integer()),
  documents: v.record(v.string(), v.unknown()),
});

/** The browser's storage, or null where even asking for it is forbidden. */
export function browserStorage(lasts: "always" | "tab" = "always"): Storage | null {
  try {
    const storage = lasts === "tab" ? globalThis.sessionStorage : globalThis.localStorage;
    storage.getItem("convlab");
    return storage;
  } catch {
    return null;
  }
}

export function createStorage(storage: Storage | null, folder: string): SiteStorage {
  const device = new Device(storage, `convlab:${folder}:`);
  const own: SiteStorage = {
    read: (name, schema) => readDocument(device, name, schema),
    write(name, data) {
      if (!device.readOnly.has(name)) device.put(name, JSON.stringify({ format: FORMAT, data }));
    },
    remove: (name) => device.remove(name),
    list: () =>
      device.names().map((name) => {
        const text = device.get(name) ?? "";
        return { name, characters: text.length, text };
      }),
    exported() {
      const documents = Object.fromEntries(own.list().map(({ name, text }) => [name, parse(text)]));
      return JSON.stringify({ kind: "convlab", format: FORMAT, documents }, null, 2);
    },
    importText(text, schemas) {
      const checked = checkImport(text, schemas);
      if (!checked.ok) return checked;
      for (const [name, data] of checked.documents)
        if (!device.put(name, JSON.stringify({ format: FORMAT, data })))
          return { ok: false, reason: t("This browser did not let the page store it.") };
      return { ok: true, names: checked.documents.map(([name]) => name) };
    },
    deleteAll: () => device.clear(),
    state: () => device.state,
    subscribe(listener) {
      device.listeners.add(listener);
      return () => device.listeners.delete(listener);
    },
  };
  return own;
}

/** The storage of this site, with its faults: no method throws. */
class Device {
  readonly listeners = new Set<() => void>();
  /** Documents that a newer version wrote. */
  readonly readOnly = new Set<string>();
  state: StorageState;

  constructor(
    private readonly storage: Storage | null,
    private readonly prefix: string,
  ) {
    this.state = storage === null ? "forbidden" : "kept";
  }

  become(next: StorageState): void {
    if (next === this.state) return;
    this.state = next;
    for (const listener of this.listeners) listener();
  }

  get(name: string): string | null {
    return guarded(() => this.storage?.getItem(this.prefix + name) ?? null, null);
  }

  put(name: string, text: string): boolean {
    if (this.storage === null) return false;
    try {
      this.storage.setItem(this.prefix + name, text);
      this.become(this.readOnly.size === 0 ? "kept" : "newer");
      return true;
    } catch (error) {
      this.become(
        error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "forbidden",
      );
      return false;
    }
  }

  remove(name: string): void {
    guarded(() => this.storage?.removeItem(this.prefix + name), undefined);
  }

  names(): string[] {
    const keys = guarded(() => Object.keys(this.storage ?? {}), []);
    return keys
      .filter((key) => key.startsWith(this.prefix))
      .map((key) => key.slice(this.prefix.length))
      .toSorted();
  }

  clear(): void {
    for (const name of this.names())
      guarded(() => this.storage?.removeItem(this.prefix + name), undefined);
    this.readOnly.clear();
    if (this.storage !== null) this.become("kept");
  }
}

function readDocument<T>(
  device: Device,
  name: string,
  schema: v.GenericSchema<unknown, T>,
): T | null {
  const text = device.get(name);
  if (text === null) return null;
  const found = v.safeParse(envelope, parse(text));
  if (found.success && found.output.format > FORMAT) {
    device.readOnly.add(name);
    device.become("newer");
    return null;
  }
  const data = found.success ? v.safeParse(schema, found.output.data) : null;
  if (data?.success) return data.output;
  device.put(`${name}.damaged`, text);
  return null;
}

type Checked =
  | { readonly ok: true; readonly documents: readonly (readonly [string, unknown])[] }
  | { readonly ok: false; readonly reason: string };

function checkImport(text: string, schemas: Readonly<Record<string, v.GenericSchema>>): Checked {
  if (text.length > MAX_IMPORT)
    return { ok: false, reason: t("The file is too large to be an export of this page.") };
  const file = v.safeParse(exportFile, parse(text));
  if (!file.success) return { ok: false, reason: t("The file is not an export of this page.") };
  if (file.output.format > FORMAT)
    return { ok: false, reason: t("The file was written by a newer version of this page.") };
  const documents: (readonly [string, unknown])[] = [];
  for (const [name, raw] of Object.entries(file.output.documents)) {
    const schema = schemaOf(name, schemas);
    if (schema === undefined) continue;
    const found = v.safeParse(envelope, raw);
    const data = found.success ? v.safeParse(schema, found.output.data) : null;
    if (!data?.success)
      return {
        ok: false,
        reason: t("The part “{name}” of the file is damaged; nothing was changed.", { name }),
      };
    documents.push([name, data.output]);
  }
  return documents.length === 0
    ? { ok: false, reason: t("There is nothing in the file that this page keeps.") }
    : { ok: true, documents };
}

/** By the whole name, or by its beginning: "own-*" is for every name that begins with "own-". */
function schemaOf(
  name: string,
  schemas: Readonly<Record<string, v.GenericSchema>>,
): v.GenericSchema | undefined {
  if (Object.hasOwn(schemas, name) && !name.endsWith("*")) return schemas[name];
  const family = Object.keys(schemas).find(
    (key) => key.endsWith("*") && name.startsWith(key.slice(0, -1)),
  );
  return family === undefined ? undefined : schemas[family];
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
