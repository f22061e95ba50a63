/** How large type is set, as a factor of the usual 16 px: what is measured in px grows with it. */
import { useSyncExternalStore } from "react";

const USUAL = 16;

export function useRem(): number {
  return useSyncExternalStore(subscribe, read, () => 1);
}

/** Reading it makes the browser compute styles, so it is read only when it may have changed. */
let known: number | null = null;

function subscribe(listener: () => void): () => void {
  known = null;
  const changed = (): void => {
    known = null;
    listener();
  };
  addEventListener("resize", changed);
  const observer = typeof MutationObserver === "undefined" ? null : new MutationObserver(changed);
  observer?.observe(document.documentElement, { attributes: true });
  return () => {
    removeEventListener("resize", changed);
    observer?.disconnect();
  };
}

function read(): number {
  known ??= measured();
  return known;
}

/** Rounded, so that a resize by a pixel does not draw everything anew. */
function measured(): number {
  const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return size > 0 ? Math.max(1, Math.round((8 * size) / USUAL) / 8) : 1;
}
