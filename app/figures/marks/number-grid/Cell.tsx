/**
 * One cell of a NumberGrid. Only plain values come in, so that React can leave the other thousand
 * alone.
 */
import { t, word } from "../../../language/words";
import { memo } from "react";
import { spoken } from "../../describe/number";
import { COVER, COVER_WORDS } from "../covered";
import { classes, variables } from "../style";
import type { CellStyle } from "./cell-style";
import styles from "./number-grid.module.css";

export interface CellProps extends CellStyle {
  /** As they are named: padding that is laid round a cell changes nothing of it. */
  readonly row: number;
  readonly column: number;
  readonly value: number | null;
  readonly text: string;
  readonly focusable: boolean;
  readonly selected: boolean;
  readonly fill: string | undefined;
  readonly label: string | undefined;
}

export const Cell = memo(function Cell(props: CellProps) {
  const { row, column, value, text, focusable, selected, fill, label, lit, second } = props;
  const filled = fill !== undefined && label !== undefined;
  return (
    <td
      data-row={row}
      data-column={column}
      tabIndex={focusable ? 0 : -1}
      aria-label={nameOf(props)}
      aria-selected={selected}
      data-lit={lit}
      className={classes(
        styles["cell"],
        props.strong && styles["strong"],
        props.ghost && styles["ghost"],
        props.dropped && styles["dropped"],
        selected && styles["selected"],
        filled && styles["filled"],
        value !== null && value < 0 && styles["minus"],
      )}
      style={filled ? variables({ "--fill": fill, "--label": label }) : undefined}
    >
      {second === undefined && props.dropped !== true ? (
        text
      ) : (
        <span className={styles["text"]}>{text}</span>
      )}
      {second !== undefined && <span className={styles["second"]}>{second}</span>}
    </td>
  );
});

function nameOf({ row, column, value, text, note }: CellProps): string {
  const missing = text === COVER ? word(COVER_WORDS) : t("not computed yet");
  const said = value === null ? missing : spoken(value);
  return t("row {row}, column {column}: {said}{note}", {
    row,
    column,
    said,
    note: note === undefined ? "" : `, ${note}`,
  });
}
