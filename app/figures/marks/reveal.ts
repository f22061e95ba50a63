/** What a person opens comes into view; what the page opens by itself stays where it is. */
import { type RefObject, useEffect, useRef } from "react";

/**
 * No further than needed: what is in view does not move, and of what is too tall the top is seen.
 */
function reveal(element: Element): void {
  const still = document.documentElement.dataset["still"] === "1";
  element.scrollIntoView({ block: "nearest", behavior: still ? "instant" : "smooth" });
}

type Change<State> = (next: State, options?: { readonly history: "merge" }) => void;

/**
 * `opens` names the part that a change opens, if it opens one: the element within the root whose
 * `data-part` it is comes into view as soon as it is there. Changes that are not made through the
 * returned function, as a lesson's, move nothing.
 */
export function useReveal<State, Root extends Element = HTMLDivElement>(
  state: State,
  change: Change<State>,
  opens: (before: State, after: State) => string | null,
): readonly [RefObject<Root | null>, Change<State>] {
  const root = useRef<Root>(null);
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    const element = root.current?.querySelector(`[data-part="${wanted.current}"]`);
    if (element == null) return; // it is still on its way
    wanted.current = null;
    reveal(element);
  });
  const act: Change<State> = (next, options) => {
    wanted.current = opens(state, next);
    change(next, options);
  };
  return [root, act];
}
