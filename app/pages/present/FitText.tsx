/**
 * The text of a step, as large as lets all of it be seen. What does not fit at a size that is still
 * read from the last row scrolls, by the clicker too, and shows that there is more.
 */
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { SCROLLABLE } from "../../shell/scrollable";
import { magnify } from "./FitStage";
import { hasMore } from "./paging";
import styles from "./present.module.css";

/** From large to small. */
const SIZES = [1, 0.93, 0.87, 0.8] as const;
/** For text that is paged through anyway. */
const READABLE = 0.93;

interface FitTextProps {
  readonly text: RefObject<HTMLElement | null>;
  readonly title: string;
  readonly children: ReactNode;
}

export function FitText({ text, title, children }: FitTextProps): ReactNode {
  const inner = useRef<HTMLDivElement>(null);
  const [more, setMore] = useState(false);
  useEffect(() => {
    const [frame, content] = [text.current, inner.current];
    if (frame === null || content === null || typeof ResizeObserver === "undefined") return;
    const look = (): void => setMore(hasMore(frame));
    const fit = (): void => {
      const wide = (): boolean =>
        [frame, ...frame.querySelectorAll("[data-formula-line], [data-table]")].some(isWide);
      const found = (): boolean =>
        SIZES.some((size) => {
          magnify(content, size);
          return !wide() && content.getBoundingClientRect().height <= frame.clientHeight;
        }) ||
        SIZES.filter((size) => size <= READABLE).some((size) => {
          magnify(content, size);
          return !wide();
        });
      delete frame.dataset["wide"];
      // A formula that does not break takes room from the figure.
      if (!found()) {
        frame.dataset["wide"] = "";
        found();
      }
      look();
    };
    const observer = new ResizeObserver(fit);
    observer.observe(frame);
    observer.observe(content);
    frame.addEventListener("scroll", look, { passive: true, capture: true });
    return () => {
      observer.disconnect();
      frame.removeEventListener("scroll", look, { capture: true });
    };
  }, [text]);
  return (
    <article
      {...SCROLLABLE}
      ref={text}
      aria-label={title}
      className={styles["text"]}
      data-more={more || undefined}
    >
      <div ref={inner}>{children}</div>
    </article>
  );
}

function isWide(box: Element): boolean {
  return box.scrollWidth > box.clientWidth + 1;
}
