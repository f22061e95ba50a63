/** How large type is set, as a factor of the usual 16 px: what is measured in px grows with it. */
import { useSyncExternalStore } from "react";

const USUAL = 16;

const listeners = new Set<() => void>();
let known: number | null = null;
let watched = false;

export function useRem(): number {
  return useSyncExternalStore(subscribe, read, () => 1);
}

function subscribe(listener: () => void): () => void {
  watch();
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/**
 * One watch for all figures: asking the browser for a style at every drawing would make it lay out
 * the page each time.
 */
function watch(): void {
  if (watched) return;
  watched = true;
  const look = (): void => {
    known = null;
    for (const listener of listeners) listener();
  };
  addEventListener("resize", look);
  if (typeof MutationObserver !== "undefined")
    new MutationObserver(look).observe(document.documentElement, { attributes: true });
}

/** Rounded, so that a resize by a pixel does not draw everything anew. */
function read(): number {
  if (!watched) return measured();
  known ??= measured();
  return known;
}

function measured(): number {
  const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return size > 0 ? Math.max(1, Math.round((8 * size) / USUAL) / 8) : 1;
}
