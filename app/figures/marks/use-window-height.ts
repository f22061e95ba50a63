/** The height of the window, in CSS px, followed as it changes: a figure that fits it is seen at once. */
import { useSyncExternalStore } from "react";

const USUAL = 768;

export function useWindowHeight(): number {
  return useSyncExternalStore(subscribe, read, () => USUAL);
}

/** Reading it makes the browser lay the page out, so it is read only when it may have changed. */
let known: number | null = null;

function read(): number {
  known ??= innerHeight;
  return known;
}

function subscribe(listener: () => void): () => void {
  known = null;
  const changed = (): void => {
    known = null;
    listener();
  };
  addEventListener("resize", changed);
  return () => removeEventListener("resize", changed);
}
