/**
 * A grid of more than a few hundred cells: one canvas, and over it the one cell that has the focus.
 * The same keys, names and editing as a NumberGrid; a screen reader meets one cell at a time.
 */
import { t, word } from "../../../language/words";
import { useEffect, useRef } from "react";
import { useScheme } from "../../../theme/scheme";
import { spoken } from "../../describe/number";
import { COVER, COVER_WORDS } from "../covered";
import { type Place, samePlace } from "../grid";
import { magnification } from "../magnified";
import { classes, variables } from "../style";
import { roomIn, SMALLEST } from "./fit";
import type { NumberGridProps } from "./NumberGrid";
import { GridOver } from "./GridOver";
import styles from "./number-grid.module.css";
import { type CellsPicture, paintCells, paintsOf } from "./paint-cells";
import { useGrid } from "./useGrid";

/** Narrowest cell that still shows digits. */
const DIGITS_FROM = 20;
const THICK = { light: 1, dark: 1, projector: 2, contrast: 2 } as const;
const BORDER = 2;

export function CanvasGrid(props: NumberGridProps & { readonly blank: string }) {
  const { label, hue, values, size, rings = [], brush = false } = props;
  const plane = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useScheme();
  const line = THICK[scheme];
  const step = size + line;
  const [rows, columns] = [values.length, values[0]?.length ?? 0];
  const grid = useGrid(props, plane, (event) => {
    const box = canvas.current?.getBoundingClientRect();
    if (box === undefined || canvas.current === null) return null;
    const zoom = magnification(canvas.current);
    const place = {
      row: Math.floor(((event.clientY - box.top) / zoom - BORDER) / step),
      column: Math.floor(((event.clientX - box.left) / zoom - BORDER) / step),
    };
    const inside = place.row >= 0 && place.row < rows && place.column >= 0;
    return inside && place.column < columns ? place : null;
  });
  const digits = digitsOf(props);
  const picture: CellsPicture = {
    values,
    cellStyle: props.cellStyle,
    colouring: props.colouring,
    size,
    line,
    digits,
    blank: props.blank,
    scheme,
  };
  useEffect(() => draw(canvas.current, picture));
  const { cursor } = grid;
  const value = values[cursor.row]?.[cursor.column] ?? null;
  return (
    <div
      className={classes(styles["frame"], styles[`hue-${hue}`])}
      style={variables({ "--cell": `${size}px`, "--font": `${digits?.font ?? SMALLEST}px` })}
    >
      <div className={styles["scroll"]}>
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
          {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- there is no table here */}
          <div role="row" aria-rowindex={cursor.row + 1}>
            <div
              // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- there is no table here
              role="gridcell"
              tabIndex={0}
              data-row={cursor.row - (props.origin?.row ?? 0)}
              data-column={cursor.column - (props.origin?.column ?? 0)}
              aria-colindex={cursor.column + 1}
              aria-selected={samePlace(props.cursor, cursor)}
              aria-label={nameOf(cursor, value, props)}
              className={classes(
                styles["over"],
                samePlace(props.cursor, cursor) && styles["selected"],
              )}
              style={variables({
                "--row": String(cursor.row),
                "--column": String(cursor.column),
              })}
            />
          </div>
          <GridOver grid={grid} rings={rings} label={label} />
        </div>
      </div>
      <p role="alert" className={styles["problem"]} hidden={grid.editing.problem === ""}>
        {grid.editing.problem}
      </p>
    </div>
  );
}

function digitsOf({ digits, size }: NumberGridProps): CellsPicture["digits"] {
  if (digits !== undefined) return digits;
  return size < DIGITS_FROM ? null : { room: roomIn(size, SMALLEST), font: SMALLEST };
}

function nameOf(
  { row, column }: Place,
  value: number | null,
  { origin, cellStyle, blank }: NumberGridProps & { readonly blank: string },
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
