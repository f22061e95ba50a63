/** A few numbers with their names, side by side. Pure. */
import { word } from "../../../language/words";
import type { ReactNode } from "react";
import { printed } from "../../describe/number";
import styles from "./readout.module.css";

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
  /** Hue of the number. */
  readonly role?: "output" | "gradient";
}

export function Readout({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles["readout"]}>
      {facts.map(({ name, value, role }) => (
        <div key={name} data-role={role}>
          <dt>{word(name)}</dt>
          <dd>{typeof value === "string" ? printed(value) : value}</dd>
        </div>
      ))}
    </dl>
  );
}
