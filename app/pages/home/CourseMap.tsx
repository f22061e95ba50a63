/** The course in three parts. A lesson that exists is a link; one that does not is its title. */
import { spokenLanguage, t, word } from "../../language/words";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import type { OpenCourse } from "../../course/open-course";
import { isOwn } from "../../course/own-id";
import { COURSE } from "../../lesson/runtime/course";
import { cards } from "../../lesson/runtime/library";
import { useLab } from "../../store/store";
import styles from "./home.module.css";

export function CourseMap({ course }: { readonly course: OpenCourse | null }): ReactNode {
  const parts = course?.parts ?? COURSE;
  return (
    <nav className={styles["map"]} aria-label={t("The course")}>
      {parts.map((part, at) => (
        <section key={at} className={styles["part"]}>
          <h2>
            <span>{t("Part {number}", { number: at + 1 })}</span> {word(part.title)}
          </h2>
          <p>{word(part.summary)}</p>
          <ol>
            {part.lessons.map((lesson) => (
              <Entry key={lesson.id} id={lesson.id} title={lesson.title} />
            ))}
          </ol>
        </section>
      ))}
      {course === null ? <Beside /> : null}
    </nav>
  );
}

/** Lessons that are in no part, and what the lecture has and the lab does not have yet. */
function Beside(): ReactNode {
  const listed = COURSE.flatMap((part) => part.lessons.map(({ id }) => id));
  const outside = cards.filter(({ id }) => !listed.includes(id));
  const complete = listed.every((id) => cards.some((card) => card.id === id));
  return (
    <>
      {outside.length === 0 ? null : (
        <section className={styles["part"]}>
          <h2>
            <span>{t("More")}</span> {t("Other lessons")}
          </h2>
          <ol>
            {outside.map((card) => (
              <Entry key={card.id} id={card.id} title={card.title} />
            ))}
          </ol>
        </section>
      )}
      {complete ? null : (
        <p className={styles["legend"]}>
          {t("Titles that are not links are part of the lecture and not yet of the lab.")}
        </p>
      )}
    </>
  );
}

function Entry({ id, title }: { readonly id: string; readonly title: string }): ReactNode {
  const card = cards.find((other) => other.id === id);
  const progress = useLab((state) => state.progress.lessons[id]);
  if (card === undefined && !isOwn(id)) return <li data-missing>{word(title)}</li>;
  return (
    <li>
      <a href={`#/lesson/${id}`}>{word(card?.title ?? title)}</a>
      <Untranslated languages={Object.keys(card?.languages ?? {})} />
      <span className={styles["state"]}>
        {progress === undefined ? (
          card === undefined ? null : (
            t("{minutes} min", { minutes: card.minutes })
          )
        ) : progress.done ? (
          <>
            <Check aria-hidden size={16} /> {t("seen")}
          </>
        ) : (
          t("{count, plural, one {# step} other {# steps}} in", { count: progress.visited.length })
        )}
      </span>
    </li>
  );
}

/**
 * In a language that the lesson does not have yet: it will be in the one that it was written in.
 */
function Untranslated({ languages }: { readonly languages: readonly string[] }): ReactNode {
  const language = spokenLanguage();
  if (language === "en" || languages.length === 0 || languages.includes(language)) return null;
  return <span className={styles["state"]}>{t("in English")}</span>;
}
