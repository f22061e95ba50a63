/** What goes wrong in the runs, each with its numbers. */
import type { Shown } from "./Training";
import { warningsOf } from "./warnings";
import styles from "./training.module.css";
import { whoOf } from "./words";

export function Warnings({ runs }: { readonly runs: readonly Shown[] }) {
  const all = runs.flatMap(({ name, network, view }) =>
    warningsOf(network, view).map((warning) => ({ ...warning, name })),
  );
  return (
    <div className={styles["warnings"]}>
      {all.map(({ id, name, text }) => (
        <p key={`${name} ${id}`} role="note">
          {whoOf({ name })}
          {text}
        </p>
      ))}
    </div>
  );
}
