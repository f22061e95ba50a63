/**
 * A grid of more than a few hundred cells: one canvas, and over it the one cell that has the focus.
 * The same keys, names and editing as a NumberGrid; a screen reader meets one cell at a time.
 */
import { t, word } from "../../../language/words";
import { type MouseEvent, useEffect, useRef } from "react";
import { useScheme } from "../../../theme/scheme";
import { spoken } from "../../describe/number";
import { COVER, COVER_WORDS } from "../covered";
import { type Extent, type Place, samePlace } from "../grid";
import { magnification } from "../magnified";
import { classes, variables } from "../style";
import { roomIn, SMALLEST } from "./fit";
import type { NumberGridProps } from "./NumberGrid";
import { GridFrame } from "./GridFrame";
import { GridOver } from "./GridOver";
import styles from "./number-grid.module.css";
import { type CellsPicture, paintCells, paintsOf } from "./paint-cells";
import { useGrid } from "./useGrid";

/** Narrowest cell that still shows digits. */
const DIGITS_FROM = 20;
const THICK = { light: 1, dark: 1, projector: 2, contrast: 2 } as const;
const BORDER = 2;

interface CanvasGridProps extends NumberGridProps {
  /** What stands where no number is. */
  readonly blank: string;
}

export function CanvasGrid(props: CanvasGridProps) {
  const { label, hue, values, size, rings = [], brush = false } = props;
  const plane = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useScheme();
  const line = THICK[scheme];
  const [rows, columns] = [values.length, values[0]?.length ?? 0];
  const grid = useGrid(props, plane, (event) =>
    cellUnder(canvas.current, event, size + line, { rows, columns }),
  );
  const digits = digitsOf(props);
  const { cellStyle, colouring, blank } = props;
  useEffect(() =>
    draw(canvas.current, { values, cellStyle, colouring, size, line, digits, blank, scheme }),
  );
  return (
    <GridFrame hue={hue} size={size} font={digits?.font ?? SMALLEST} problem={grid.editing.problem}>
      <div
        ref={plane}
        role="grid"
        tabIndex={-1}
        aria-readonly={props.onEdit === undefined}
        aria-label={t("{label}, {rows} by {columns}", { label, rows, columns })}
        aria-rowcount={rows}
        aria-colcount={columns}
        className={classes(
          styles["plane"],
          styles["canvasPlane"],
          props.onAsk !== undefined && styles["asks"],
          brush && styles["brush"],
        )}
        {...grid.handlers}
      >
        <canvas ref={canvas} aria-hidden className={styles["canvas"]} />
        <CellOver {...props} place={grid.cursor} />
        <GridOver grid={grid} rings={rings} label={label} />
      </div>
    </GridFrame>
  );
}

interface CellOverProps extends CanvasGridProps {
  readonly place: Place;
}

/** The one cell that has the focus, over the canvas. */
function CellOver({ place, ...props }: CellOverProps) {
  const { row, column } = place;
  const isChosen = samePlace(props.cursor, place);
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- there is no table here
    <div role="row" aria-rowindex={row + 1}>
      <div
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- there is no table here
        role="gridcell"
        tabIndex={0}
        data-row={row - (props.origin?.row ?? 0)}
        data-column={column - (props.origin?.column ?? 0)}
        aria-colindex={column + 1}
        aria-selected={isChosen}
        aria-label={nameOf(place, props.values[row]?.[column] ?? null, props)}
        className={classes(styles["over"], isChosen && styles["selected"])}
        style={variables({ "--row": String(row), "--column": String(column) })}
      />
    </div>
  );
}

/** The cell of `step` px that an event means; null beside the cells. */
function cellUnder(
  canvas: HTMLCanvasElement | null,
  { clientX, clientY }: MouseEvent<HTMLElement>,
  step: number,
  { rows, columns }: Extent,
): Place | null {
  if (canvas === null) return null;
  const box = canvas.getBoundingClientRect();
  const zoom = magnification(canvas);
  const row = Math.floor(((clientY - box.top) / zoom - BORDER) / step);
  const column = Math.floor(((clientX - box.left) / zoom - BORDER) / step);
  return row >= 0 && row < rows && column >= 0 && column < columns ? { row, column } : null;
}

function digitsOf({ digits, size }: NumberGridProps): CellsPicture["digits"] {
  if (digits !== undefined) return digits;
  return size < DIGITS_FROM ? null : { room: roomIn(size, SMALLEST), font: SMALLEST };
}

function nameOf(
  { row, column }: Place,
  value: number | null,
  { origin, cellStyle, blank }: CanvasGridProps,
): string {
  const missing = blank === COVER ? word(COVER_WORDS) : t("not computed yet");
  const said = value === null ? missing : spoken(value);
  const note = cellStyle?.(row, column).note;
  return t("row {row}, column {column}: {said}{note}", {
    row: row - (origin?.row ?? 0),
    column: column - (origin?.column ?? 0),
    said,
    note: note === undefined ? "" : `, ${note}`,
  });
}

function draw(canvas: HTMLCanvasElement | null, picture: CellsPicture): void {
  const context = canvas?.getContext("2d");
  if (canvas === null || context === null || context === undefined) return;
  const { values, size, line } = picture;
  const width = (values[0]?.length ?? 0) * (size + line) + line;
  const height = values.length * (size + line) + line;
  const dense = Math.max(1, Math.min(3, Math.ceil(devicePixelRatio)));
  if (canvas.width !== width * dense || canvas.height !== height * dense) {
    canvas.width = width * dense;
    canvas.height = height * dense;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  context.setTransform(dense, 0, 0, dense, 0, 0);
  paintCells(context, picture, paintsOf(canvas));
}
