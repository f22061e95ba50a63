/** The goals of a design task, each with what the network has now. */
import { t } from "../../language/words";
import { rich } from "../../language/rich";
import type { NetworkShapes } from "../../../engine/graph/shapes";
import { checkGoals, readGoals } from "./goals";
import styles from "./shorthand.module.css";

interface GoalsProps {
  readonly goals: string;
  readonly network: NetworkShapes;
}

export function Goals({ goals, network }: GoalsProps) {
  const checked = checkGoals(readGoals(goals), network);
  if (checked.length === 0) return null;
  const met = checked.filter(({ isMet }) => isMet).length;
  return (
    <section aria-label={t("Goals")}>
      <ul className={styles["goals"]}>
        {checked.map(({ words, now, isMet }) => (
          <li key={words} data-met={isMet}>
            <span aria-hidden>{isMet ? "✓" : "✗"}</span>
            <span>
              {rich("{words}: now {now}{isMet}", {
                words,
                now: <b>{now}</b>,
                isMet: isMet ? t(", met") : t(", not met"),
              })}
            </span>
          </li>
        ))}
      </ul>
      <output>
        {met === checked.length
          ? t("All goals are met. There are other networks that do it, too.")
          : t("{met} of {checked} goals are met.", { met, checked: checked.length })}
      </output>
    </section>
  );
}
