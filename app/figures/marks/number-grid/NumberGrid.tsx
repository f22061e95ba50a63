/**
 * A matrix of numbers: read, pointed at, asked, edited, painted, pasted into. An ARIA grid with one tab stop.
 *
 * Keys: arrows, Home, End, Ctrl+Home, Ctrl+End, Page Up and Down move; Enter asks where the number came from; e, F2 or
 * typing edits; Delete sets zero; Escape cancels; Ctrl+C copies the matrix, Ctrl+V pastes one. Mouse and finger: a
 * click or tap asks, a double click (or a second tap) edits, dragging paints while there is a brush. Sizes in CSS px.
 */
import { useId, useRef } from "react";
import type { Role } from "../../../../engine/core/expression";
import { useRem } from "../../../theme/rem";
import { useScheme } from "../../../theme/scheme";
import type { Place, Window } from "../grid";
import { classes, variables } from "../style";
import { CellEditor } from "./CellEditor";
import type { CellLook, Colouring } from "./looks";
import { Row, rowLook, textOf } from "./Row";
import styles from "./number-grid.module.css";
import { useGrid } from "./useGrid";
import type { StrokePhase } from "./usePainting";

export interface GridRing extends Window {
  readonly hue: Role;
  /** Stands at the top left of the ring. */
  readonly label?: string;
}

export interface NumberGridProps {
  /** The accessible name: "Input". */
  readonly label: string;
  readonly hue: Role;
  /** null is a cell that has no number yet. */
  readonly values: readonly (readonly (number | null)[])[];
  /** Where row 0, column 0 is, when the grid begins earlier (padding). Only names are counted from it. */
  readonly origin?: Place | undefined;
  /** Side of a cell in px; under 24 the digits are left out and colour and focus tell. */
  readonly size: number;
  readonly look?: ((row: number, column: number) => CellLook) | undefined;
  readonly colouring?: Colouring | undefined;
  /** Outlined rectangles: the sliding window, what a number of a formula measures. */
  readonly rings?: readonly GridRing[] | undefined;
  readonly cursor?: Place | null | undefined;
  readonly onCursor?: ((place: Place) => void) | undefined;
  readonly onAsk?: ((place: Place) => void) | undefined;
  readonly onPoint?: ((place: Place | null) => void) | undefined;
  /** Present when numbers may be changed; `editable` narrows it to some cells (not the padding). */
  readonly onEdit?: ((place: Place, value: number) => void) | undefined;
  readonly editable?: ((place: Place) => boolean) | undefined;
  /** Returns why the matrix cannot be taken, or nothing when it was. */
  readonly onPaste?: ((matrix: readonly (readonly number[])[], at: Place) => string | null | void) | undefined;
  /** Dragging paints instead of asking. */
  readonly brush?: boolean | undefined;
  readonly onStroke?: ((places: readonly Place[], phase: StrokePhase) => void) | undefined;
  /** Largest magnitude that may be typed. */
  readonly magnitude?: number | undefined;
  readonly write?: ((value: number) => string) | undefined;
}

/** The smallest type there is, in px, and the width of a digit in ems. */
const SMALLEST = 14;
/** The smallest that numbers are written out in on a projector, at the usual size of type; digits beyond it are rounded away. */
const READABLE = 16;
const WIDE = 0.59;
/** Cells on a projector that have room for a second line that is read, in px at the usual size of type. */
const ROOMY = 64;

/** Narrowest cell that still shows digits. */
export const DIGITS_FROM = 24;

export function NumberGrid(props: NumberGridProps) {
  const { label, hue, values, size, rings = [], brush = false } = props;
  const table = useRef<HTMLTableElement>(null);
  const grid = useGrid(props, table);
  const problemId = useId();
  const scheme = useScheme();
  // On a projector numbers are read from the last row: they fill their cells, alone where the cell is small.
  const projector = scheme === "projector";
  const rem = useRem();
  const alone = projector && size < ROOMY * rem;
  const smallest = (projector ? READABLE : SMALLEST) * rem;
  const font = fontFor(props, smallest, Math.min(64, Math.round(size * (alone ? 0.62 : projector ? 0.5 : 0.42))), projector ? 5 : 8);
  const rows = values.length;
  const columns = values[0]?.length ?? 0;
  if (rows === 0 || columns === 0) return <p className={styles["problem"]}>{label}: no cells.</p>;
  return (
    <div className={classes(styles["frame"], styles[`hue-${hue}`])} style={variables({ "--cell": `${size}px`, "--font": `${font}px` })}>
      <div className={styles["scroll"]}>
        <div className={styles["plane"]}>
          <table
            ref={table}
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- the ARIA grid pattern is meant for tables
            role="grid"
            aria-readonly={props.onEdit === undefined}
            aria-label={`${label}, ${rows} by ${columns}`}
            aria-rowcount={rows}
            aria-colcount={columns}
            aria-describedby={grid.editing.problem === "" ? undefined : problemId}
            className={classes(
              styles["grid"],
              size < DIGITS_FROM && styles["bare"],
              props.onAsk !== undefined && styles["asks"],
              brush && styles["brush"],
              alone && styles["alone"],
            )}
            {...grid.handlers}
          >
            <tbody>
              {values.map((row, at) => (
                <Row
                  // Counted from the first row that is not padding: rows stay themselves when padding is laid round them.
                  key={at - (props.origin?.row ?? 0)}
                  {...rowLook(props, row, at)}
                  row={at}
                  room={roomIn(size, smallest)}
                  write={props.write}
                  colouring={props.colouring}
                  scheme={scheme}
                  focus={grid.cursor.row === at ? grid.cursor.column : -1}
                  cursor={props.cursor?.row === at ? props.cursor.column : -1}
                  top={props.origin?.row ?? 0}
                  left={props.origin?.column ?? 0}
                />
              ))}
            </tbody>
          </table>
          {rings.map((ring, at) => (
            <Ring key={at} {...ring} />
          ))}
          {grid.editing.editing !== null && (
            <CellEditor editing={grid.editing.editing} handle={grid.editing} label={label} onDone={grid.refocus} />
          )}
        </div>
      </div>
      <p id={problemId} role="alert" className={styles["problem"]} hidden={grid.editing.problem === ""}>
        {grid.editing.problem}
      </p>
    </div>
  );
}

/** How many characters fit a cell in the smallest type. */
function roomIn(size: number, smallest: number): number {
  return Math.max(2, Math.floor((size - 3) / (smallest * WIDE)));
}

/** The largest type, up to `most`, in which the longest number fits its cell; one for the whole grid: sizes of type mean nothing. */
function fontFor({ values, size, write }: NumberGridProps, smallest: number, most: number, margin: number): number {
  const room = roomIn(size, smallest);
  let longest = 1;
  for (const row of values) for (const value of row) if (value !== null) longest = Math.max(longest, textOf(value, room, write).length);
  return Math.max(SMALLEST, Math.min(most, Math.floor((size - margin) / (longest * WIDE))));
}

function Ring({ row, column, rows, columns, hue, label }: GridRing) {
  return (
    <span
      aria-hidden
      className={classes(styles["ring"], styles[`hue-${hue}`])}
      style={variables({ "--row": String(row), "--column": String(column), "--rows": String(rows), "--columns": String(columns) })}
    >
      {label !== undefined && <b className={styles["ringLabel"]}>{label}</b>}
    </span>
  );
}
