/**
 * The stage: the figure of the step. Keyed by the figure that owns the state, so that steps which
 * name the same figure move it instead of drawing another. It sticks to the top; a figure taller
 * than the window scrolls until its end is seen.
 */
import { type ReactNode, useEffect, useRef } from "react";
import type { FigureBlock } from "../document";
import { Figure } from "./Figure";
import styles from "./stage.module.css";

export function Stage({ figures }: { readonly figures: readonly FigureBlock[] }): ReactNode {
  const stage = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = stage.current;
    if (element === null || typeof ResizeObserver === "undefined") return;
    const fit = (): void =>
      element.style.setProperty(
        "--overflow",
        `${Math.max(0, element.offsetHeight + 96 - innerHeight)}px`,
      );
    const observer = new ResizeObserver(fit);
    observer.observe(element);
    addEventListener("resize", fit);
    return () => {
      observer.disconnect();
      removeEventListener("resize", fit);
    };
  }, []);
  return (
    <div
      ref={stage}
      className={styles["stage"]}
      data-empty={figures.length === 0 || undefined}
      data-many={figures.length > 1 || undefined}
    >
      {figures.map((block) => (
        <Figure key={block.id} block={block} />
      ))}
    </div>
  );
}
