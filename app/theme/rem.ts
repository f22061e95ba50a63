/** How large type is set, as a factor of the usual 16 px: what is measured in px grows with it. */
import { useSyncExternalStore } from "react";

const USUAL = 16;

export function useRem(): number {
  return useSyncExternalStore(subscribe, read, () => 1);
}

function subscribe(listener: () => void): () => void {
  addEventListener("resize", listener);
  const observer = typeof MutationObserver === "undefined" ? null : new MutationObserver(listener);
  observer?.observe(document.documentElement, { attributes: true });
  return () => {
    removeEventListener("resize", listener);
    observer?.disconnect();
  };
}

/** Rounded, so that a resize by a pixel does not draw everything anew. */
function read(): number {
  const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return size > 0 ? Math.max(1, Math.round((8 * size) / USUAL) / 8) : 1;
}
