/** The one thing to do: begin, or go on where one left off. */
import { t, word } from "../../language/words";
import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import type { OpenCourse } from "../../course/open-course";
import { COURSE } from "../../lesson/runtime/course";
import { ownLessons } from "../../course/own-lessons";
import { cards } from "../../lesson/runtime/library";
import { useLab } from "../../store/store";
import styles from "./home.module.css";

export function Continue({ course }: { readonly course: OpenCourse | null }): ReactNode {
  const last = useLab((state) => state.progress.last);
  const [, id = ""] = /^#\/lesson\/([^/?]+)/.exec(last) ?? [];
  const own = course?.parts.flatMap((part) => part.lessons) ?? [];
  const left = [...cards, ...own, ...ownLessons()].find((lesson) => lesson.id === id);
  const first = (course?.parts ?? COURSE)
    .flatMap((part) => part.lessons)
    .find((lesson) => course !== null || cards.some((card) => card.id === lesson.id));
  const seen = useLab((state) => state.progress.lessons[id]?.visited.length ?? 0);
  if (first === undefined) return null;
  return (
    <p className={styles["begin"]}>
      {left === undefined ? (
        <a className="button primary" href={`#/lesson/${first.id}`}>
          {t("Begin with {title}", { title: word(first.title).toLowerCase() })}{" "}
          <ArrowRight aria-hidden size={18} />
        </a>
      ) : (
        <>
          <a className="button primary" href={last}>
            {t("Continue: {title}", { title: word(left.title) })}{" "}
            <ArrowRight aria-hidden size={18} />
          </a>
          <span>{t("{count, plural, one {# step} other {# steps}} seen", { count: seen })}</span>
        </>
      )}
    </p>
  );
}
