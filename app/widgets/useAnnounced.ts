/**
 * Says where a figure stands to a screen reader when that changes, not when the figure first
 * appears.
 */
import { useEffect, useRef } from "react";
import { useFigureServices } from "./services";

/**
 * `textOf` must be the same function every time. It is asked when things are quiet: a picture does
 * not wait for its words.
 */
export function useAnnounced<State>(state: State, textOf: (state: State) => string): void {
  const { announce } = useFigureServices();
  const first = useRef(state);
  const said = useRef<string | null>(null);
  useEffect(() => {
    if (said.current === null && first.current === state) return;
    announce(() => {
      const before = said.current ?? textOf(first.current);
      said.current = textOf(state);
      return said.current === before ? "" : said.current;
    });
  }, [announce, state, textOf]);
}
