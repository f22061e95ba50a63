/** Every step with its time, planned and used: found by number or word, and gone to. */
import { type ReactNode, useId, useState } from "react";
import { t } from "../../language/words";
import type { LessonDoc } from "../../lesson/document";
import { clockText, type LectureTime, stepsLike, usedBy } from "./lecture-time";
import { Button } from "../../figures/marks/controls/Button";
import styles from "./present.module.css";

interface SpeakerStepsProps {
  readonly doc: LessonDoc;
  readonly step: number;
  readonly time: LectureTime;
  readonly at: number;
  readonly onStep: (step: number) => void;
}

export function SpeakerSteps({ doc, step, time, at, onStep }: SpeakerStepsProps): ReactNode {
  const [typed, setTyped] = useState("");
  const field = useId();
  const found = stepsLike(doc, typed);
  const go = (to: number): void => {
    onStep(to);
    setTyped("");
  };
  return (
    <section className={styles["steps"]} aria-label={t("Steps")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const [first] = found;
          if (first !== undefined && typed.trim() !== "") go(first);
        }}
      >
        <label htmlFor={field}>{t("Go to a step: its number, or a word of its title")}</label>
        <input
          id={field}
          type="search"
          value={typed}
          autoComplete="off"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </form>
      {found.length === 0 && <output>{t("No step has this number or word.")}</output>}
      <ol className={styles["list"]}>
        {found.map((to) => {
          const { id, title, minutes } = doc.steps[to] ?? { id: "", title: "" };
          const used = usedBy(time, id, at);
          const isOver = minutes !== undefined && used > minutes * 60_000;
          return (
            <li key={id}>
              <Button quiet aria-current={to === step ? "step" : undefined} onClick={() => go(to)}>
                <span>
                  {to + 1}. {title}
                </span>
                <small data-over={isOver || undefined}>
                  {used > 0 ? clockText(used) : "–"}
                  {minutes === undefined ? "" : t(" of {minutes} min", { minutes })}
                  {isOver ? t(", over") : ""}
                </small>
              </Button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
