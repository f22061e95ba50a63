/** In the header of a lesson: where one is, the list of steps, and the way to the projector. */
import { t } from "../../language/words";
import { Check, ChevronDown, Presentation, Printer } from "lucide-react";
import type { ReactNode } from "react";
import type { LessonDoc } from "../../lesson/document";
import { Menu, closeMenu } from "../../shell/Menu";
import { useLab } from "../../store/store";
import styles from "./lesson.module.css";

export interface StepToolsProps {
  readonly doc: LessonDoc;
  readonly step: number;
  readonly onStep: (to: number) => void;
  readonly hash: () => string;
}

export function StepTools({ doc, step, onStep, hash }: StepToolsProps): ReactNode {
  const visited = useLab((state) => state.progress.lessons[doc.id]?.visited);
  return (
    <>
      <Menu
        label={t("Step {at} of {count}: list of steps", { at: step + 1, count: doc.steps.length })}
        text={t("{at} of {count}", { at: step + 1, count: doc.steps.length })}
        icon={<ChevronDown aria-hidden size={18} />}
      >
        <ol className={styles["steps"]}>
          {doc.steps.map((one, at) => (
            <li key={one.id}>
              <button
                type="button"
                aria-current={at === step ? "step" : undefined}
                onClick={(event) => {
                  closeMenu(event.currentTarget);
                  onStep(at);
                }}
              >
                <span aria-hidden>{at + 1}</span>
                {one.title}
                {visited?.includes(one.id) && at !== step ? (
                  <>
                    <Check aria-hidden size={16} />
                    <span className="hidden-text">, {t("seen")}</span>
                  </>
                ) : null}
              </button>
            </li>
          ))}
        </ol>
      </Menu>
      <a
        className={`button quiet icon ${styles["wide"]}`}
        href={`#/print/${doc.id}`}
        aria-label={t("Print a handout")}
        title={t("Handout")}
      >
        <Printer aria-hidden size={19} />
      </a>
      <a
        className={`button quiet icon ${styles["wide"]}`}
        href={`#/present/${doc.id}`}
        aria-label={t("Present this lesson")}
        title={t("Present")}
        onClick={(event) => {
          event.currentTarget.href = hash().replace("#/lesson/", "#/present/");
        }}
      >
        <Presentation aria-hidden size={19} />
      </a>
    </>
  );
}
