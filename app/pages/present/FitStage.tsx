/** The stage of a lecture: the figure as large as the screen allows, so that all of it is seen at once. */
import { type ReactNode, useEffect, useRef } from "react";
import type { FigureBlock } from "../../lesson/document";
import { Stage } from "../../lesson/runtime/Stage";
import styles from "./present.module.css";

/** From large to small; a figure that fits at none of them scrolls. */
const SIZES = [1.7, 1.5, 1.35, 1.2, 1.1, 1, 0.92, 0.85, 0.78, 0.71, 0.65, 0.6, 0.55, 0.5] as const;

export function FitStage({ figures }: { readonly figures: readonly FigureBlock[] }): ReactNode {
  const outer = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const [frame, content] = [outer.current, inner.current];
    if (frame === null || content === null || typeof ResizeObserver === "undefined") return;
    const fit = (): void => {
      for (const size of SIZES) {
        content.style.zoom = String(size);
        if (content.getBoundingClientRect().height <= frame.clientHeight && content.scrollWidth <= content.clientWidth + 1) return;
      }
    };
    const observer = new ResizeObserver(fit);
    observer.observe(frame);
    observer.observe(content);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={outer} className={styles["stage"]}>
      <div ref={inner}>
        <Stage figures={figures} />
      </div>
    </div>
  );
}
