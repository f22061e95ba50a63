/** An outlined rectangle over the cells of a grid. */
import type { Role } from "../../../../engine/core/expression";
import type { Window } from "../grid";
import { classes, variables } from "../style";
import styles from "./number-grid.module.css";

export interface GridRing extends Window {
  readonly hue: Role;
  /** Stands at the top left of the ring. */
  readonly label?: string;
}

export function Ring({ row, column, rows, columns, hue, label }: GridRing) {
  return (
    <span
      aria-hidden
      className={classes(styles["ring"], styles[`hue-${hue}`])}
      style={variables({
        "--row": String(row),
        "--column": String(column),
        "--rows": String(rows),
        "--columns": String(columns),
      })}
    >
      {label !== undefined && <b className={styles["ringLabel"]}>{label}</b>}
    </span>
  );
}
