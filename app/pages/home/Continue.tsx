/** The one thing to do: begin, or go on where one left off. */
import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { COURSE } from "../../lesson/runtime/course";
import { cards } from "../../lesson/runtime/library";
import { useLab } from "../../store/store";
import styles from "./home.module.css";

export function Continue(): ReactNode {
  const last = useLab((state) => state.progress.last);
  const [, id = ""] = /^#\/lesson\/([^/?]+)/.exec(last) ?? [];
  const left = cards.find((card) => card.id === id);
  const first = COURSE.flatMap((part) => part.lessons)
    .map((lesson) => cards.find((card) => card.id === lesson.id))
    .find((card) => card !== undefined);
  const seen = useLab((state) => state.progress.lessons[id]?.visited.length ?? 0);
  if (first === undefined) return null;
  return (
    <p className={styles["begin"]}>
      {left === undefined ? (
        <a className="button primary" href={`#/lesson/${first.id}`}>
          Begin with {first.title.toLowerCase()} <ArrowRight aria-hidden size={18} />
        </a>
      ) : (
        <>
          <a className="button primary" href={last}>
            Continue: {left.title} <ArrowRight aria-hidden size={18} />
          </a>
          <span>
            {seen} {seen === 1 ? "step" : "steps"} seen
          </span>
        </>
      )}
    </p>
  );
}
