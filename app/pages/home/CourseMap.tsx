/** The course in three parts. A lesson that exists is a link; one that does not is its title. */
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { COURSE } from "../../lesson/runtime/course";
import { cards } from "../../lesson/runtime/library";
import { useLab } from "../../store/store";
import styles from "./home.module.css";

export function CourseMap(): ReactNode {
  const complete = COURSE.every((part) => part.lessons.every(({ id }) => cards.some((card) => card.id === id)));
  const outside = cards.filter(({ id }) => !COURSE.some((part) => part.lessons.some((lesson) => lesson.id === id)));
  return (
    <nav className={styles["map"]} aria-label="The course">
      {COURSE.map((part, at) => (
        <section key={part.title} className={styles["part"]}>
          <h2>
            <span>Part {at + 1}</span> {part.title}
          </h2>
          <p>{part.summary}</p>
          <ol>
            {part.lessons.map((lesson) => (
              <Entry key={lesson.id} id={lesson.id} title={lesson.title} />
            ))}
          </ol>
        </section>
      ))}
      {outside.length === 0 ? null : (
        <section className={styles["part"]}>
          <h2>
            <span>More</span> Other lessons
          </h2>
          <ol>
            {outside.map((card) => (
              <Entry key={card.id} id={card.id} title={card.title} />
            ))}
          </ol>
        </section>
      )}
      {complete ? null : <p className={styles["legend"]}>Titles that are not links are part of the lecture and not yet of the lab.</p>}
    </nav>
  );
}

function Entry({ id, title }: { readonly id: string; readonly title: string }): ReactNode {
  const card = cards.find((other) => other.id === id);
  const progress = useLab((state) => state.progress.lessons[id]);
  if (card === undefined) return <li data-missing>{title}</li>;
  return (
    <li>
      <a href={`#/lesson/${id}`}>{card.title}</a>
      <span className={styles["state"]}>
        {progress === undefined ? (
          `${card.minutes} min`
        ) : progress.done ? (
          <>
            <Check aria-hidden size={16} /> seen
          </>
        ) : (
          `${progress.visited.length} ${progress.visited.length === 1 ? "step" : "steps"} in`
        )}
      </span>
    </li>
  );
}
