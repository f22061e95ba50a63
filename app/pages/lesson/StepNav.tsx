/** Back and Continue, at the end of every step; after the last one, what is next in the course. */
import { t, word } from "../../language/words";
import { ArrowLeft, ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import type { LessonDoc } from "../../lesson/document";
import { nextLesson } from "../../lesson/runtime/library";
import { Button } from "../../figures/marks/controls/Button";
import styles from "./lesson.module.css";

export interface StepNavProps {
  readonly doc: LessonDoc;
  readonly step: number;
  /** A question of this step waits for an answer: going on is offered, not urged. */
  readonly open: boolean;
  readonly onStep: (to: number, keyboard: boolean) => void;
}

export function StepNav({ doc, step, open, onStep }: StepNavProps): ReactNode {
  const next = doc.steps[step + 1];
  const following = nextLesson(doc.id);
  return (
    <nav className={styles["nav"]} aria-label={t("Steps")}>
      {step === 0 ? (
        <a className="button quiet" href="#/">
          <ArrowLeft aria-hidden size={18} className={styles["arrow"]} /> {t("Course")}
        </a>
      ) : (
        <Button quiet onClick={(event) => onStep(step - 1, event.detail === 0)}>
          <ArrowLeft aria-hidden size={18} className={styles["arrow"]} /> {t("Back")}
        </Button>
      )}
      {next === undefined ? (
        <a
          className="button primary"
          href={following === undefined ? "#/" : `#/lesson/${following.id}`}
        >
          {following === undefined
            ? t("Back to the course")
            : t("Next: {title}", { title: word(following.title) })}
          <ArrowRight aria-hidden size={18} className={styles["arrow"]} />
        </a>
      ) : (
        <Button primary={!open} onClick={(event) => onStep(step + 1, event.detail === 0)}>
          {t("Continue")} <ArrowRight aria-hidden size={18} className={styles["arrow"]} />
        </Button>
      )}
      {next === undefined ? (
        <a className={`button quiet ${styles["answers"]}`} href="#/results">
          {t("Your answers, to hand in")}
        </a>
      ) : null}
      {next === undefined ? null : (
        <p className={styles["upcoming"]}>{t("Next: {title}", { title: next.title })}</p>
      )}
    </nav>
  );
}
