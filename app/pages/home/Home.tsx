/**
 * `#/`: what this is in one sentence, a figure that moves when touched, the course as a map: the
 * lab's own, or one that somebody made and this reader opened.
 */
import { cards } from "../../lesson/runtime/library";
import { spokenLanguage, t } from "../../language/words";
import { type ReactNode, Suspense, use, useState, useSyncExternalStore } from "react";
import { LANGUAGES } from "../../language/languages";
import { arrivingCourse, closeCourse, courseOfSite, openCourse } from "../../course/open-course";
import { OwnLessons } from "../../course/OwnLessons";
import { lmsBack, lmsState, subscribeLms } from "../../lms/state";
import { Boundary } from "../../shell/Boundary";
import { Header } from "../../shell/Header";
import { Stored } from "../../shell/Stored";
import { useTitle } from "../../shell/useTitle";
import { Continue } from "./Continue";
import { CourseMap } from "./CourseMap";
import { FirstFigure } from "./FirstFigure";
import { MachineLine } from "./MachineLine";
import { Button } from "../../figures/marks/controls/Button";
import styles from "./home.module.css";

export function Home(): ReactNode {
  return (
    <>
      <Header languages={LANGUAGES} />
      <Suspense fallback={<main className={styles["home"]} aria-busy="true" />}>
        <Start />
      </Suspense>
    </>
  );
}

function Start(): ReactNode {
  const opened = use(arrivingCourse());
  const [course, setCourse] = useState(openCourse);
  const title = course?.title ?? t("Convolutional networks, one number at a time");
  useTitle(course === null ? `ConvLab: ${title.toLowerCase()}` : `${title} · ConvLab`);
  const close = (): void => {
    closeCourse();
    setCourse(openCourse());
  };
  return (
    <main className={styles["home"]} tabIndex={-1}>
      {opened?.ok === false ? <p role="alert">{opened.reason}</p> : null}
      <section className={styles["first"]}>
        <div className={styles["words"]}>
          <h1>{title}</h1>
          <p className={styles["sentence"]}>
            {course === null || course.welcome === ""
              ? t(
                  "Step through every number of a convolution, change any of them, and train a real network, all on your own machine.",
                )
              : course.welcome}
          </p>
          <SoFar />
          <Continue course={course} />
          {course === null ? (
            <p className={styles["also"]}>
              <a href="#/lab">{t("Open your own network")}</a>
              <a href="#/course">{t("Make a course")}</a>
            </p>
          ) : null}
          {course === null || course === courseOfSite() ? null : (
            <p>
              <Button quiet onClick={close}>
                {courseOfSite() === null
                  ? t("Close this course: back to the lab’s own")
                  : t("Close this course: back to the site’s own")}
              </Button>
            </p>
          )}
        </div>
        <Boundary what={t("The small convolution")}>
          <Suspense fallback={<div className={styles["figure"]} />}>
            <FirstFigure />
          </Suspense>
        </Boundary>
      </section>
      <CourseMap course={course} />
      <OwnLessons onCourse={() => setCourse(openCourse())} />
      <Foot />
    </main>
  );
}

/** In another language than English: how much of the lab speaks it. */
function SoFar(): ReactNode {
  const language = spokenLanguage();
  if (language === "en") return null;
  const count = cards.filter(({ languages }) => Object.hasOwn(languages, language)).length;
  return (
    <p>
      {t(
        "{count, plural, one {# lesson is} other {# lessons are}} in this language so far, made without a native reviewer. The other lessons are in English.",
        { count },
      )}
    </p>
  );
}

function Foot(): ReactNode {
  const [stored, setStored] = useState(false);
  const lms = useSyncExternalStore(subscribeLms, lmsState);
  const back = lmsBack();
  return (
    <footer className={styles["foot"]}>
      <nav className={styles["also"]} aria-label={t("Beside the course")}>
        {back === null ? null : <a href={back}>{t("Back to the learning platform")}</a>}
        <a href="#/lab">{t("Your own network")}</a>
        <a href="#/lab/gallery">{t("All figures")}</a>
        <a href="#/networks">{t("Networks, layer by layer")}</a>
        <a href="#/studio">{t("Write a lesson")}</a>
        <a href="#/course">{t("Make a course")}</a>
        <a href="#/results">{t("Results")}</a>
        <a href="#/check">{t("Check this machine")}</a>
      </nav>
      <MachineLine />
      <p>
        {["none", "absent", "unreadable"].includes(lms)
          ? t("Nothing you do here leaves this machine: no account, no server, no tracking.")
          : t(
              "Your answers, score, progress and time go to the learning platform that opened this course. Nothing else leaves this machine.",
            )}{" "}
        <button type="button" className={styles["link"]} onClick={() => setStored(true)}>
          {t("What is stored here")}
        </button>
      </p>
      {stored ? <Stored onClose={() => setStored(false)} /> : null}
    </footer>
  );
}
