/** The goals of a design task, each with what the network has now. */
import type { NetworkShapes } from "../../../engine/graph/shapes";
import { checkGoals, readGoals } from "./goals";
import styles from "./shorthand.module.css";

export function Goals({
  goals,
  network,
}: {
  readonly goals: string;
  readonly network: NetworkShapes;
}) {
  const checked = checkGoals(readGoals(goals), network);
  if (checked.length === 0) return null;
  const met = checked.filter(({ isMet }) => isMet).length;
  return (
    <section aria-label="Goals">
      <ul className={styles["goals"]}>
        {checked.map(({ words, now, isMet }) => (
          <li key={words} data-met={isMet}>
            <span aria-hidden>{isMet ? "✓" : "✗"}</span>
            <span>
              {words}: now <b>{now}</b>
              {isMet ? ", met" : ", not met"}
            </span>
          </li>
        ))}
      </ul>
      <output>
        {met === checked.length
          ? "All goals are met. There are other networks that do it, too."
          : `${met} of ${checked.length} goals are met.`}
      </output>
    </section>
  );
}
