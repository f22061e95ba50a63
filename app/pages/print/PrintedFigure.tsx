/**
 * A figure as paper wants it: drawn once as it would be on the screen, out of sight, and shown and
 * printed as the SVG of that. What is still being computed or loaded when it is first drawn is
 * followed until it is there.
 */
import { type ReactNode, useEffect, useRef } from "react";
import { drawingOf } from "../../figures/svg/drawing";
import { elementOf } from "../../figures/svg/tree";
import styles from "./print.module.css";

interface PrintedFigureProps {
  readonly label: string;
  readonly children: ReactNode;
}

const WAIT = 120;
/**
 * A canvas is painted without anything on the page changing; so it is looked at again a little
 * later.
 */
const LATER = 1_200;

export function PrintedFigure({ label, children }: PrintedFigureProps): ReactNode {
  const live = useRef<HTMLDivElement>(null);
  const paper = useRef<HTMLDivElement>(null);
  useEffect(() => follow(live.current, paper.current, label), [label]);
  return (
    <div className={styles["picture"]}>
      <div ref={live} className={styles["live"]} inert aria-hidden>
        {children}
      </div>
      <div ref={paper} />
    </div>
  );
}

/** Draws now and whenever the figure changes. Returns how to stop. */
function follow(live: HTMLElement | null, paper: HTMLElement | null, label: string): () => void {
  if (live === null || paper === null) return () => undefined;
  let timers: ReturnType<typeof setTimeout>[] = [];
  const draw = (): void => paper.replaceChildren(elementOf(drawingOf(live, { title: label })));
  const soon = (): void => {
    for (const timer of timers) clearTimeout(timer);
    timers = [setTimeout(draw, WAIT), setTimeout(draw, LATER)];
  };
  const changes = new MutationObserver(soon);
  changes.observe(live, { subtree: true, childList: true, characterData: true, attributes: true });
  const sizes = new ResizeObserver(soon);
  sizes.observe(live);
  void document.fonts.ready.then(soon);
  addEventListener("beforeprint", draw);
  return () => {
    for (const timer of timers) clearTimeout(timer);
    changes.disconnect();
    sizes.disconnect();
    removeEventListener("beforeprint", draw);
  };
}
