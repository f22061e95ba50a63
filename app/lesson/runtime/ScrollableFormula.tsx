/**
 * A formula on a line of its own. One that is wider than its place is scrolled, by keyboard too.
 */
import { type ReactNode, useEffect, useRef, useState } from "react";
import { SCROLLABLE } from "../../shell/scrollable";
import styles from "./text.module.css";

export function ScrollableFormula({ children }: { readonly children: ReactNode }): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const frame = box.current;
    if (frame === null || typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(() => setScrolls(frame.scrollWidth > frame.clientWidth));
    observer.observe(frame);
    return () => observer.disconnect();
  }, []);
  return (
    <div
      ref={box}
      className={styles["formula"]}
      dir="ltr"
      data-formula-line=""
      {...(scrolls ? { ...SCROLLABLE, "aria-label": "Formula" } : {})}
    >
      {children}
    </div>
  );
}
