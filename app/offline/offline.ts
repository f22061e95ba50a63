/**
 * The page's side of working without a network: registers the service worker once the page has
 * nothing better to do, knows whether a newer version waits, and changes to it only when the reader
 * says so.
 */
import { trustedScriptUrl } from "../../engine/core/trusted";
import { basePath } from "../shell/address";

export type OfflineState =
  | "none" // not kept, or not yet
  | "asks" // not kept, because the link is slow or is paid by its use: the reader decides
  | "kept"
  | "update"; // kept, and a newer version waits for the reader's word

/** Milliseconds after the page is there: first what the reader came for, then the copy. */
const FIRST = 3_000;
/** A window may stay open for days. */
const LOOK_AGAIN = 3_600_000;

let state: OfflineState = "none";
/** Share of the files of a copy that is being made. */
let copied = 0;
let registration: ServiceWorkerRegistration | null = null;
const listeners = new Set<() => void>();

export const offlineState = (): OfflineState => state;
/** 0 to 1 while the copy is made. */
export const shareCopied = (): number => copied;

export function subscribeOffline(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Begins to keep the site. Never throws: where it cannot be kept (a sandboxed frame, plain http)
 * the page works as before.
 */
export function startSiteCopy(): void {
  const workers = container();
  if (workers === null || !import.meta.env.PROD) return;
  listenForProgress(workers);
  const begin = (): void =>
    void setTimeout(() => {
      if (workers.controller === null && isSparing()) become("asks");
      else void register(workers).catch(() => undefined);
    }, FIRST);
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin, { once: true });
}

/** The reader wants the copy, whatever the link costs. */
export async function keepSite(): Promise<void> {
  const workers = container();
  become("none");
  if (workers !== null) await register(workers).catch(() => become("asks"));
}

function listenForProgress(workers: ServiceWorkerContainer): void {
  workers.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== "object" || data === null || !("copied" in data)) return;
    copied = Math.max(0, Math.min(1, Number(data.copied) || 0));
    for (const listener of listeners) listener();
  });
  workers.startMessages();
}

/** Whether the reader's system asks to save data, or the link is too slow for megabytes. */
function isSparing(): boolean {
  const link: unknown = Reflect.get(navigator, "connection");
  if (typeof link !== "object" || link === null) return false;
  const is = (name: string): unknown => Reflect.get(link, name);
  return is("saveData") === true || String(is("effectiveType")).endsWith("2g");
}

/** Changes to the version that waits, and shows it. */
export function takeUpdate(): void {
  const workers = container();
  if (workers === null || registration?.waiting == null) return;
  workers.addEventListener("controllerchange", () => location.reload(), { once: true });
  registration.waiting.postMessage("take over");
}

/** What is kept, in bytes; null when nothing is. */
export async function siteCopyBytes(): Promise<number | null> {
  const names = await ownCaches();
  if (names.length === 0) return null;
  let bytes = 0;
  for (const name of names)
    for (const response of await (await caches.open(name)).matchAll())
      bytes += Number(response.headers.get("Content-Length") ?? 0);
  return bytes;
}

/** Deletes the copy; the next visit makes one again. */
export async function deleteSiteCopy(): Promise<void> {
  await registration?.unregister();
  registration = null;
  for (const name of await ownCaches()) await caches.delete(name);
  become("none");
}

async function register(workers: ServiceWorkerContainer): Promise<void> {
  const own = await workers.register(trustedScriptUrl("sw.js"), {
    scope: "./",
    updateViaCache: "none",
  });
  registration = own;
  const look = (): void =>
    become(
      own.waiting !== null && own.active !== null
        ? "update"
        : own.active === null
          ? "none"
          : "kept",
    );
  own.addEventListener("updatefound", () => own.installing?.addEventListener("statechange", look));
  own.installing?.addEventListener("statechange", look);
  workers.addEventListener("controllerchange", look);
  setInterval(() => void own.update().catch(() => undefined), LOOK_AGAIN);
  look();
}

function become(next: OfflineState): void {
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}

function container(): ServiceWorkerContainer | null {
  try {
    return navigator.serviceWorker ?? null;
  } catch {
    return null; // a sandboxed frame may not even ask
  }
}

async function ownCaches(): Promise<string[]> {
  try {
    return (await caches.keys()).filter((name) => name.startsWith(`convlab:${basePath()}:`));
  } catch {
    return [];
  }
}
