/**
 * A matrix of numbers: read, pointed at, asked, edited, painted, pasted into. An ARIA grid with one
 * tab stop.
 *
 * Keys: arrows, Home, End, Ctrl+Home, Ctrl+End, Page Up and Down move; Enter asks where the number
 * came from; e, F2 or typing edits; Delete sets zero; Escape cancels; Ctrl+C copies the matrix,
 * Ctrl+V pastes one. Mouse and finger: a click or tap asks, a double click (or a second tap) edits,
 * dragging paints while there is a brush. Sizes in CSS px.
 */
import { t } from "../../../language/words";
import { useId, useRef } from "react";
import type { Role } from "../../../../engine/core/expression";
import { useLeastType, useOnStage } from "../use-window-height";
import { later } from "../../../later/later";
import { useRem } from "../../../theme/rem";
import { useScheme } from "../../../theme/scheme";
import { COVER, useCovered } from "../covered";
import type { Place } from "../grid";
import { classes } from "../style";
import type { CellStyle, Colouring } from "./cell-style";
import { fontFor, roomIn, SMALLEST } from "./fit";
import type { GridRing } from "./Ring";
import { Row, rowLook } from "./Row";
import { GridFrame } from "./GridFrame";
import { GridOver } from "./GridOver";
import styles from "./number-grid.module.css";
import { useGrid } from "./useGrid";
import type { StrokePhase } from "./usePainting";

const CanvasGrid = later(async () => (await import("./CanvasGrid")).CanvasGrid);

export interface NumberGridProps {
  /** The accessible name: "Input". */
  readonly label: string;
  readonly hue: Role;
  /** Its name among the figure's tensors: while a question hides that, cells show "?". */
  readonly tensor?: string | undefined;
  /** null is a cell that has no number yet. */
  readonly values: readonly (readonly (number | null)[])[];
  /**
   * Where row 0, column 0 is, when the grid begins earlier (padding). Only names are counted from
   * it.
   */
  readonly origin?: Place | undefined;
  /** Side of a cell in px; under 24 the digits are left out and colour and focus tell. */
  readonly size: number;
  readonly cellStyle?: ((row: number, column: number) => CellStyle) | undefined;
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
  readonly onPaste?:
    | ((matrix: readonly (readonly number[])[], at: Place) => string | null | void)
    | undefined;
  /** Dragging paints instead of asking. */
  readonly brush?: boolean | undefined;
  readonly onStroke?: ((places: readonly Place[], phase: StrokePhase) => void) | undefined;
  /** Largest magnitude that may be typed. */
  readonly magnitude?: number | undefined;
  readonly write?: ((value: number) => string) | undefined;
  /**
   * What a layout has decided: characters that fit a cell and their type in px, or null for cells
   * without digits. Without it the grid decides by the size of its cells.
   */
  readonly digits?: { readonly room: number; readonly font: number } | null | undefined;
}

/**
 * The smallest that numbers are written out in on a projector, at the usual size of type; digits
 * beyond it are rounded away.
 */
const READABLE = 16;
/**
 * Cells on a projector that have room for a second line that is read, in px at the usual size of
 * type.
 */
const ROOMY = 64;

/** Whether a number and what it is multiplied by, each in type of at least `least`, fit a cell. */
function hasTwoLines(size: number, least: number): boolean {
  return 1.1 * Math.max(least, size / 2) + Math.max(least, size / 3) <= size;
}

/** Narrowest cell that still shows digits. */
const DIGITS_FROM = 24;

/** A grid with more cells than this is a canvas with one focusable cell over it. */
const MOST_ELEMENTS = 400;

export function NumberGrid(props: NumberGridProps) {
  const { label, values } = props;
  const covered = useCovered(props.tensor);
  const rows = values.length;
  const columns = values[0]?.length ?? 0;
  if (rows === 0 || columns === 0)
    return <p className={styles["problem"]}>{t("{label}: no cells.", { label })}</p>;
  const shown = { ...(covered ? coveredProps(props) : props), blank: covered ? COVER : "" };
  return rows * columns > MOST_ELEMENTS ? <CanvasGrid {...shown} /> : <TableGrid {...shown} />;
}

/**
 * The same grid with nothing to read and nothing to change. Its question marks have room where the
 * numbers have none.
 */
function coveredProps(props: NumberGridProps): NumberGridProps {
  const {
    colouring: _,
    onEdit: _onEdit,
    onPaste: _onPaste,
    brush: _brush,
    digits: _digits,
    ...rest
  } = props;
  return { ...rest, values: props.values.map((row) => row.map(() => null)) };
}

/**
 * The type of the digits in px, and how many fit a cell; `alone`: without a second line. On a
 * projector numbers are read from the last row: they fill their cells, alone where the cell is
 * small.
 */
function useDigits({ values, size, digits, write }: NumberGridProps) {
  const scheme = useScheme();
  const projector = useOnStage() || scheme === "projector";
  const rem = useRem();
  const least = useLeastType();
  const alone = projector && (size < ROOMY * rem || !hasTwoLines(size, least));
  const room = roomIn(size, Math.max(least, (projector ? READABLE : SMALLEST) * rem));
  const font =
    digits?.font ??
    fontFor(values, size, room, least, {
      least,
      share: alone ? 0.62 : projector ? 0.5 : undefined,
      margin: projector ? 5 : undefined,
      write,
    });
  return { alone, room: digits?.room ?? room, font };
}

function TableGrid(props: NumberGridProps & { readonly blank: string }) {
  const { label, hue, values, size, rings = [], brush = false } = props;
  const table = useRef<HTMLTableElement>(null);
  const grid = useGrid(props, table);
  const problemId = useId();
  const { problem } = grid.editing;
  const scheme = useScheme();
  const { alone, room, font } = useDigits(props);
  const [rows, columns] = [values.length, values[0]?.length ?? 0];
  const { row: top, column: left } = props.origin ?? { row: 0, column: 0 };
  return (
    <GridFrame hue={hue} size={size} font={font} problem={problem} problemId={problemId}>
      <div className={styles["plane"]}>
        <table
          ref={table}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- the ARIA grid pattern is meant for tables
          role="grid"
          aria-readonly={props.onEdit === undefined}
          aria-label={t("{label}, {rows} by {columns}", { label, rows, columns })}
          aria-rowcount={rows}
          aria-colcount={columns}
          aria-describedby={problem === "" ? undefined : problemId}
          className={classes(
            styles["grid"],
            (props.digits === null || size < DIGITS_FROM) && styles["bare"],
            props.onAsk !== undefined && styles["asks"],
            brush && styles["brush"],
            alone && styles["alone"],
          )}
          {...grid.handlers}
        >
          <tbody>
            {values.map((row, at) => (
              <Row
                // Counted from the first row that is not padding: rows stay themselves when
                // padding is laid round them.
                key={at - top}
                {...rowLook(props, row, at)}
                row={at}
                room={room}
                blank={props.blank}
                write={props.write}
                colouring={props.colouring}
                scheme={scheme}
                focus={grid.cursor.row === at ? grid.cursor.column : -1}
                cursor={props.cursor?.row === at ? props.cursor.column : -1}
                top={top}
                left={left}
              />
            ))}
          </tbody>
        </table>
        <GridOver grid={grid} rings={rings} label={label} />
      </div>
    </GridFrame>
  );
}
