/** One function for as long as a component stands, which does what the latest of them does. */
import { useCallback, useLayoutEffect, useRef } from "react";

/** For events: what is drawn by itself is then not drawn again because its parent was. */
export function useSteady<Given extends readonly unknown[]>(
  act: (...given: Given) => void,
): (...given: Given) => void {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...given: Given) => latest.current(...given), []);
}
