/**
 * The service worker: answers from the stored copy of the site, asks the network for nothing that
 * is in it. A new version waits until the reader says so in a window of the site (offline.ts), or
 * until no window of it is open.
 */
import { SiteCopy, type SiteList } from "./site-copy";

interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asked extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
/** What we use of ServiceWorkerGlobalScope, whose types do not stand beside those of a page. */
interface Scope {
  /** Written by the build (tools/vite-offline.ts) as the first line of the script. */
  readonly SITE: SiteList;
  readonly registration: { readonly scope: string };
  readonly clients: {
    claim(): Promise<void>;
    matchAll(which: {
      readonly includeUncontrolled: boolean;
    }): Promise<readonly { postMessage(message: unknown): void }[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(kind: "install" | "activate", listener: (event: Waiting) => void): void;
  addEventListener(kind: "fetch", listener: (event: Asked) => void): void;
  addEventListener(kind: "message", listener: (event: MessageEvent<unknown>) => void): void;
}

declare const self: Scope;

const copy = new SiteCopy(self.SITE, {
  caches,
  fetch: (request, how) => fetch(request, how),
  scope: self.registration.scope,
});

/** Tells every window of the site how much of the copy is here. */
async function tell(share: number): Promise<void> {
  for (const page of await self.clients.matchAll({ includeUncontrolled: true }))
    page.postMessage({ copied: share });
}

self.addEventListener("install", (event) =>
  event.waitUntil(
    copy
      .install((share) => void tell(share))
      .then(() => Promise.all([copy.keepScript(), copy.keepManifest()])),
  ),
);
self.addEventListener("activate", (event) =>
  event.waitUntil(copy.tidy().then(() => self.clients.claim())),
);
self.addEventListener("message", ({ data }) => {
  if (data === "take over") void self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !copy.knows(request.url)) return;
  event.respondWith(
    copy.isBeside(request.url)
      ? copy.answerFresh(request.url)
      : copy.answer(request.url).then((stored) => stored ?? fetch(request)),
  );
});
