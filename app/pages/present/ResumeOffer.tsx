/** Stands at the foot of the screen until the lecturer chooses or goes on. */
import type { ReactNode } from "react";
import type { LessonDoc } from "../../lesson/document";
import type { LecturePlace } from "./resume";
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
        This lecture was at step {step} of {doc.steps.length}.
      </span>
      <button type="button" className="button primary" onClick={onBegin}>
        Begin here
      </button>
      <button type="button" className="button" onClick={onGoOn}>
        Go on at step {step}
      </button>
    </output>
  );
}
