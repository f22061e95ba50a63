/**
 * Lessons that somebody else wrote, on the start page: a file is chosen or dropped, what was opened
 * before is listed, and each can be read, changed in the studio, or taken off this device.
 */
import { t } from "../language/words";
import { type DragEvent, type ReactNode, useState } from "react";
import { Button } from "../figures/marks/controls/Button";
import { FileButton } from "../figures/marks/controls/FileButton";
import { goTo } from "../shell/address";
import type { PackedLesson } from "./course-file";
import { LESSON_FILES, readLessonFile } from "./lesson-text";
import { COURSE_FILES, isCourseFile, openCourseFile } from "./open-course";
import { deleteLesson, storeLesson, ownLessons, filesOf, textOf } from "./own-lessons";
import styles from "./own-lessons.module.css";

export function OwnLessons({ onCourse }: { readonly onCourse: () => void }): ReactNode {
  const [problem, setProblem] = useState("");
  const [lessons, setLessons] = useState(ownLessons);
  const open = async (file: File): Promise<void> => {
    if (isCourseFile(file.name)) {
      const opened = await openCourseFile(file);
      setProblem(opened.ok ? "" : opened.reason);
      if (!opened.ok) return;
      if (opened.lesson !== undefined) return goTo(`#/lesson/${opened.lesson}`);
      setLessons(ownLessons());
      onCourse();
      scrollTo({ top: 0 });
      return;
    }
    const result = await readLessonFile(file);
    if ("problem" in result) setProblem(result.problem);
    else goTo(`#/lesson/${storeLesson(result.text)}`);
  };
  const drop = (event: DragEvent): void => {
    const [file] = event.dataTransfer.files;
    if (file === undefined) return;
    event.preventDefault();
    void open(file);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a drop target; the button does the same
    <section
      className={styles["own"]}
      aria-labelledby="own-lessons"
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <h2 id="own-lessons">{t("Lessons from elsewhere")}</h2>
      <p>
        {t("Somebody gave you a lesson or a course as a file? Open it or drop it here.")}{" "}
        <a href="#/studio">{t("Write a lesson")}</a>
        {" · "}
        <a href="#/course">{t("Make a course")}</a>
      </p>
      <OwnList lessons={lessons} onChange={() => setLessons(ownLessons())} />
      <FileButton
        label="A lesson file"
        accept={`${LESSON_FILES},${COURSE_FILES}`}
        onFile={(file) => void open(file)}
      >
        {t("Open a lesson or a course")}
      </FileButton>
      {problem !== "" && <p role="alert">{problem}</p>}
    </section>
  );
}

interface OwnListProps {
  readonly lessons: ReturnType<typeof ownLessons>;
  readonly onChange: () => void;
}

function OwnList({ lessons, onChange }: OwnListProps): ReactNode {
  /** The lesson that was taken away last. */
  const [removed, setRemoved] = useState<PackedLesson | null>(null);
  const remove = async (id: string): Promise<void> => {
    const text = textOf(id);
    setRemoved(text === null ? null : { text, files: await filesOf(id) });
    deleteLesson(id);
    onChange();
  };
  const bringBack = ({ text, files }: PackedLesson): void => {
    storeLesson(text, files);
    setRemoved(null);
    onChange();
  };
  return (
    <>
      {lessons.length > 0 && (
        <ul>
          {lessons.map(({ id, title }) => (
            <li key={id}>
              <a href={`#/lesson/${id}`}>{title}</a>
              <a className="button quiet" href={`#/studio?own=${id}`}>
                {t("Change it")}
              </a>
              <Button
                quiet
                aria-label={t("Remove “{title}” from this device", { title })}
                onClick={() => void remove(id)}
              >
                {t("Remove")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {removed !== null && (
        <p>
          {t("The lesson was removed.")}{" "}
          <Button quiet onClick={() => bringBack(removed)}>
            {t("Bring it back")}
          </Button>
        </p>
      )}
    </>
  );
}
