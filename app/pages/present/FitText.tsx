/**
 * The text of a step, as large as lets all of it be seen. What does not fit at a size that is still
 * read from the last row scrolls, by the clicker too, and shows that there is more.
 */
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import styles from "./present.module.css";

/** From large to small. */
const SIZES = [1, 0.93, 0.86, 0.8, 0.74, 0.68] as const;
/** For text that scrolls anyway. */
const READABLE = 0.8;
/** Pixels that count as nothing. */
const NOTHING = 4;

export function FitText({
  text,
  children,
}: {
  readonly text: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
}): ReactNode {
  const inner = useRef<HTMLDivElement>(null);
  const [more, setMore] = useState(false);
  useEffect(() => {
    const [frame, content] = [text.current, inner.current];
    if (frame === null || content === null || typeof ResizeObserver === "undefined") return;
    const look = (): void => setMore(hiddenBelow(frame) > NOTHING);
    const fit = (): void => {
      const wide = (): boolean =>
        [frame, ...frame.querySelectorAll("[data-formula-line], [data-table]")].some(isWide);
      const set = (size: number): void => void (content.style.zoom = String(size));
      const fits = SIZES.some((size) => {
        set(size);
        return !wide() && content.getBoundingClientRect().height <= frame.clientHeight;
      });
      if (!fits)
        SIZES.filter((size) => size <= READABLE).some((size) => {
          set(size);
          return !wide();
        });
      look();
    };
    const observer = new ResizeObserver(fit);
    observer.observe(frame);
    observer.observe(content);
    frame.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      frame.removeEventListener("scroll", look);
    };
  }, [text]);
  return (
    <article ref={text} className={styles["text"]} data-more={more || undefined}>
      <div ref={inner}>{children}</div>
    </article>
  );
}

/** Scrolls by most of a screen. False when the end in that direction is on the screen already. */
export function scrollAlong(frame: HTMLElement | null, by: 1 | -1): boolean {
  if (frame === null || (by === 1 ? hiddenBelow(frame) : frame.scrollTop) <= NOTHING) return false;
  frame.scrollBy({ top: by * frame.clientHeight * 0.8 });
  return true;
}

function isWide(box: Element): boolean {
  return box.scrollWidth > box.clientWidth + 1;
}

function hiddenBelow(frame: HTMLElement): number {
  return frame.scrollHeight - frame.clientHeight - frame.scrollTop;
}
