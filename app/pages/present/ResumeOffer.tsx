/** Stands at the foot of the screen until the lecturer chooses or goes on. */
import type { ReactNode } from "react";
import { t } from "../../language/words";
import type { LessonDoc } from "../../lesson/document";
import type { LecturePlace } from "./resume";
import { Button } from "../../figures/marks/controls/Button";
import styles from "./present.module.css";

interface ResumeOfferProps {
  readonly doc: LessonDoc;
  readonly place: LecturePlace;
  readonly onGoOn: () => void;
  readonly onBegin: () => void;
}

export function ResumeOffer({ doc, place, onGoOn, onBegin }: ResumeOfferProps): ReactNode {
  const step = doc.steps.findIndex(({ id }) => id === place.step) + 1;
  return (
    <output className={styles["resume"]}>
      <span>
        {t("This lecture was at step {step} of {count}.", { step, count: doc.steps.length })}
      </span>
      <Button primary onClick={onBegin}>
        {t("Begin here")}
      </Button>
      <Button onClick={onGoOn}>{t("Go on at step {step}", { step })}</Button>
    </output>
  );
}
