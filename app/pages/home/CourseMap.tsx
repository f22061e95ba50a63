/** The course in three parts. A lesson that exists is a link; one that does not is its title. */
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import type { OpenCourse } from "../../course/open-course";
import { isOwn } from "../../course/own-lessons";
import { COURSE } from "../../lesson/runtime/course";
import { cards } from "../../lesson/runtime/library";
import { useLab } from "../../store/store";
import styles from "./home.module.css";

export function CourseMap({ course }: { readonly course: OpenCourse | null }): ReactNode {
  const parts = course?.parts ?? COURSE;
  return (
    <nav className={styles["map"]} aria-label="The course">
      {parts.map((part, at) => (
        <section key={at} className={styles["part"]}>
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
            <span>More</span> Other lessons
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
          Titles that are not links are part of the lecture and not yet of the lab.
        </p>
      )}
    </>
  );
}

function Entry({ id, title }: { readonly id: string; readonly title: string }): ReactNode {
  const card = cards.find((other) => other.id === id);
  const progress = useLab((state) => state.progress.lessons[id]);
  if (card === undefined && !isOwn(id)) return <li data-missing>{title}</li>;
  return (
    <li>
      <a href={`#/lesson/${id}`}>{card?.title ?? title}</a>
      <span className={styles["state"]}>
        {progress === undefined ? (
          card === undefined ? null : (
            `${card.minutes} min`
          )
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
