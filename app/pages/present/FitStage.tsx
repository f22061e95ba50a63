/**
 * The stage of a lecture: the figure as large as the screen allows, so that all of it is seen at
 * once.
 */
import { type ReactNode, useEffect, useRef } from "react";
import { flushSync } from "react-dom";
import { measureNow, setStageHeight } from "../../figures/marks/room";
import type { FigureBlock } from "../../lesson/document";
import { Stage } from "../../lesson/runtime/Stage";
import styles from "./present.module.css";

/** From large to small; a figure that fits at none of them scrolls. */
const SIZES = [
  1.7, 1.5, 1.35, 1.2, 1.1, 1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5,
] as const;
/** How many sizes at which all is seen are compared. */
const TRIED = 5;
/** A figure lays itself out from its own measures, and what stands in it from those. */
const PASSES = 3;

export function FitStage({
  figures,
  tools,
}: {
  readonly figures: readonly FigureBlock[];
  readonly tools: boolean;
}): ReactNode {
  const outer = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const [frame, content] = [outer.current, inner.current];
    if (frame === null || content === null || typeof ResizeObserver === "undefined") return;
    let known = "";
    const look = (): void => {
      const now = `${frame.clientWidth} ${frame.clientHeight} ${content.scrollWidth} ${content.scrollHeight}`;
      if (now === known) return;
      fit(frame, content);
      known = `${frame.clientWidth} ${frame.clientHeight} ${content.scrollWidth} ${content.scrollHeight}`;
    };
    const observer = new ResizeObserver(look);
    observer.observe(frame);
    observer.observe(content);
    return () => {
      observer.disconnect();
      setStageHeight(null);
    };
  }, []);
  return (
    <div ref={outer} className={styles["stage"]} data-tools={tools || undefined}>
      <div ref={inner}>
        <Stage figures={figures} />
      </div>
    </div>
  );
}

/**
 * The largest size at which all of the content is seen; and from there smaller, as long as that
 * leaves its grids more room and makes the smallest number on the stage larger. Figures change
 * their arrangement with the room, so that every size has to be tried.
 */
function fit(frame: HTMLElement, content: HTMLElement): void {
  let [best, digit, tried] = [SIZES[SIZES.length - 1] ?? 1, 0, 0];
  for (const size of SIZES) {
    set(frame, content, size);
    if (!fits(frame, content)) continue;
    const smallest = smallestDigit(content);
    if (smallest > digit) [best, digit] = [size, smallest];
    tried += 1;
    if (tried === TRIED || digit === Infinity) break;
  }
  set(frame, content, best);
}

/** In px on the screen; infinite where no numbers are shown. */
function smallestDigit(content: HTMLElement): number {
  const zoom = Number(content.style.zoom);
  return Math.min(
    ...[
      ...content.querySelectorAll("[role=grid] tr:first-child > :first-child, [data-arithmetic]"),
    ].map((one) => zoom * Number.parseFloat(getComputedStyle(one).fontSize)),
  );
}

function set(frame: HTMLElement, content: HTMLElement, size: number): void {
  content.style.zoom = String(size);
  flushSync(() => setStageHeight(Math.floor(frame.clientHeight / size)));
  for (let pass = 0; pass < PASSES; pass++) {
    const before = `${content.scrollWidth} ${content.scrollHeight}`;
    flushSync(measureNow);
    if (`${content.scrollWidth} ${content.scrollHeight}` === before) return;
  }
}

function fits(frame: HTMLElement, content: HTMLElement): boolean {
  return (
    content.getBoundingClientRect().height <= frame.clientHeight &&
    content.scrollWidth <= content.clientWidth + 1
  );
}
