/** The height of the window, in CSS px, followed as it changes: a figure that fits it is seen at once. */
import { useSyncExternalStore } from "react";

const USUAL = 768;

export function useWindowHeight(): number {
  return useSyncExternalStore(
    (listener) => {
      addEventListener("resize", listener);
      return () => removeEventListener("resize", listener);
    },
    () => innerHeight,
    () => USUAL,
  );
}
