/** Every step of the lesson, to go to one. */
import type { ReactNode } from "react";
import type { LessonDoc } from "../../lesson/document";
import { Dialog } from "../../shell/Dialog";
import { Button } from "../../figures/marks/controls/Button";
import styles from "./present.module.css";

export interface StepListProps {
  readonly doc: LessonDoc;
  readonly step: number;
  readonly onStep: (step: number) => void;
  readonly onClose: () => void;
}

export function StepList({ doc, step, onStep, onClose }: StepListProps): ReactNode {
  return (
    <Dialog title={doc.title} onClose={onClose}>
      <ol className={styles["list"]}>
        {doc.steps.map((one, at) => (
          <li key={one.id}>
            <Button
              quiet
              aria-current={at === step ? "step" : undefined}
              onClick={() => onStep(at)}
            >
              {at + 1}. {one.title}
            </Button>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
