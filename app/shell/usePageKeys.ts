/** Keys that are pressed anywhere on the page. */
import { useEffect, useEffectEvent } from "react";

/** `first`: before what they are pressed on hears them. */
export function usePageKeys(onKey: (event: KeyboardEvent) => void, first = false): void {
  const hear = useEffectEvent(onKey);
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => hear(event);
    addEventListener("keydown", listener, { capture: first });
    return () => removeEventListener("keydown", listener, { capture: first });
  }, [first]);
}
