/**
 * Parts of the site that are loaded when they are needed. One that failed stays failed until
 * somebody asks for it again: a page that forgot it at once would, drawing itself anew, ask a dead
 * network without end.
 */
const failed = new Set<() => void>();

/** What was begun: a Map, or a WeakMap where the keys should not be kept. */
interface Begun<Key, Part> {
  get(key: Key): Promise<Part> | undefined;
  set(key: Key, part: Promise<Part>): unknown;
  delete(key: Key): unknown;
}

/** The same promise for the same key, until it has failed and `retryFailed` is called. */
export function loadOnce<Key, Part>(
  begun: Begun<Key, Part>,
  key: Key,
  load: () => Promise<Part>,
): Promise<Part> {
  const known = begun.get(key);
  if (known !== undefined) return known;
  const part = load();
  part.catch(() => failed.add(() => begun.delete(key)));
  begun.set(key, part);
  return part;
}

/** `loadOnce` for the one part that `load` gives. */
export function once<Part>(load: () => Promise<Part>): () => Promise<Part> {
  const begun = new Map<null, Promise<Part>>();
  return () => loadOnce(begun, null, load);
}

/** What failed so far is loaded anew when it is next needed. */
export function retryFailed(): void {
  for (const forget of failed) forget();
  failed.clear();
}
