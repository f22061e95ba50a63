/**
 * The stage of a lecture: the figure as large as the screen allows, in type that is read from the
 * last row. What does not fit is paged through with the clicker, and the stage says that there is
 * more.
 */
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { measureNow, setStage } from "../../figures/marks/room";
import type { FigureBlock } from "../../lesson/document";
import { Stage } from "../../lesson/runtime/Stage";
import { hasMore, isCut } from "./paging";
import styles from "./present.module.css";

/** From large to small; a figure that fits at none of them is paged through. */
const SIZES = [1.7, 1.5, 1.35, 1.2, 1.1, 1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6] as const;
/** For a figure that is paged through: its type becomes no smaller, only what is round it. */
const PAGED = 0.8;
/** How many sizes at which all is seen are compared. */
const TRIED = 5;
/** A figure lays itself out from its own measures, and what stands in it from those. */
const PASSES = 3;
const TOUCHES = ["keydown", "pointerdown", "wheel"] as const;
/** No type on the screen of a lecture is smaller, px. */
const READ = 24;

interface FitStageProps {
  readonly figures: readonly FigureBlock[];
  readonly tools: boolean;
  readonly stage: RefObject<HTMLDivElement | null>;
  /** What is shown first is sought anew at each step. */
  readonly step: string;
}

export function FitStage({ figures, tools, stage, step }: FitStageProps): ReactNode {
  const inner = useRef<HTMLDivElement>(null);
  const [more, setMore] = useState(false);
  /** The step that nobody has touched yet. */
  const fresh = useRef<string | null>(step);
  useEffect(() => {
    fresh.current = step;
    const frame = stage.current;
    const waiting = setTimeout(() => {
      if (frame !== null && fresh.current !== null) showSubject(frame);
    }, 60);
    // From the first touch on the reader decides what is seen.
    const touched = (): void => {
      fresh.current = null;
    };
    for (const kind of TOUCHES) addEventListener(kind, touched, { capture: true, passive: true });
    return () => {
      clearTimeout(waiting);
      for (const kind of TOUCHES) removeEventListener(kind, touched, { capture: true });
    };
  }, [stage, step]);
  useEffect(() => {
    const [frame, content] = [stage.current, inner.current];
    if (frame === null || content === null || typeof ResizeObserver === "undefined") return;
    let known = "";
    const look = (): void => setMore(hasMore(frame));
    const measure = (): void => {
      const now = sizesOf(frame, content);
      if (now !== known) {
        fit(frame, content);
        known = sizesOf(frame, content);
      }
      if (fresh.current !== null) showSubject(frame);
      look();
    };
    const observer = new ResizeObserver(measure);
    observer.observe(frame);
    observer.observe(content);
    frame.addEventListener("scroll", look, { passive: true, capture: true });
    return () => {
      observer.disconnect();
      frame.removeEventListener("scroll", look, { capture: true });
      setStage(null);
    };
  }, [stage]);
  return (
    <div
      ref={stage}
      className={styles["stage"]}
      data-tools={tools || undefined}
      data-more={more || undefined}
    >
      <div ref={inner}>
        <Stage figures={figures} />
      </div>
    </div>
  );
}

/** Of a figure that does not fit: the part that the step is about comes into view. */
function showSubject(frame: HTMLElement): void {
  const subject = frame.querySelector("[data-subject]");
  if (subject === null) return;
  const [room, own] = [frame.getBoundingClientRect(), subject.getBoundingClientRect()];
  if (own.top >= room.top && own.bottom <= room.bottom) return;
  // What is small keeps some of what stands before it in sight.
  const above = own.height < room.height / 2 ? room.height / 6 : 0;
  frame.scrollBy({ top: own.top - room.top - above });
}

function sizesOf(frame: HTMLElement, content: HTMLElement): string {
  return `${frame.clientWidth} ${frame.clientHeight} ${content.scrollWidth} ${content.scrollHeight}`;
}

/**
 * The largest size at which all of the content is seen; and from there smaller, as long as that
 * leaves its grids more room and makes the smallest number on the stage larger. Figures change
 * their arrangement with the room, so that every size has to be tried.
 */
function fit(frame: HTMLElement, content: HTMLElement): void {
  let [best, digit, tried] = [PAGED, 0, 0];
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

/** Magnifies, and says the smallest type that is then read. */
export function magnify(content: HTMLElement, size: number): void {
  content.style.zoom = String(size);
  content.style.setProperty("--least", `${READ / size}px`);
}

function set(frame: HTMLElement, content: HTMLElement, size: number): void {
  magnify(content, size);
  flushSync(() => setStage(Math.floor(frame.clientHeight / size), READ / size));
  for (let pass = 0; pass < PASSES; pass++) {
    const before = `${content.scrollWidth} ${content.scrollHeight}`;
    flushSync(measureNow);
    if (`${content.scrollWidth} ${content.scrollHeight}` === before) return;
  }
}

function fits(frame: HTMLElement, content: HTMLElement): boolean {
  return (
    content.getBoundingClientRect().height <= frame.clientHeight &&
    content.scrollWidth <= content.clientWidth + 1 &&
    !isCut(content)
  );
}
