/**
 * Many numbers as colours: one canvas, one table of colours, a cell cursor for pointer, finger and
 * keyboard. With `zoom` it shows a part. Cells are `columns` to a row, row-major. The canvas holds
 * one pixel per cell and is stretched, so its cost does not depend on its size on the screen.
 */
import { t } from "../../../language/words";
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { table } from "../../../theme/colour";
import { useScheme, type Scheme } from "../../../theme/scheme";
import { spoken } from "../../describe/number";
import { clampPlace, moved, type Place, type Window } from "../grid";
import { LiveText } from "../live-text/LiveText";
import { spotOn } from "../magnified";
import type { Colouring } from "../number-grid/cell-style";
import { classes, variables } from "../style";
import styles from "./heat-map.module.css";
import { coloured } from "./raster";

export interface HeatMapProps {
  readonly label: string;
  readonly rows: number;
  readonly columns: number;
  readonly data: ArrayLike<number>;
  readonly colouring: Colouring;
  /** Width on the screen in px; the height follows. */
  readonly width: number;
  readonly zoom?: Window | undefined;
  /** Rectangles that are outlined: the window of a filter. */
  readonly rings?:
    | readonly (Window & { readonly hue: "input" | "weight" | "output" | "gradient" })[]
    | undefined;
  readonly cursor?: Place | null | undefined;
  readonly onCursor?: ((place: Place) => void) | undefined;
  readonly onAsk?: ((place: Place) => void) | undefined;
  readonly describeCell?: ((place: Place, value: number) => string) | undefined;
}

export function HeatMap(props: HeatMapProps) {
  const { label, rows, columns, width, cursor, onCursor, rings = [] } = props;
  const scheme = useScheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [said, setSaid] = useState("");
  const view = props.zoom ?? { row: 0, column: 0, rows, columns };
  useEffect(() => paint(canvas.current, props, view, scheme));
  if (rows <= 0 || columns <= 0)
    return <p className={styles["empty"]}>{t("{label}: no cells.", { label })}</p>;

  const go = (place: Place): void => {
    onCursor?.(place);
    setSaid(describe(props, place));
  };
  const at = cursor ?? { row: view.row, column: view.column };
  const interactive = onCursor !== undefined;
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it has a role, chosen below
    <div
      role={interactive ? "application" : "img"}
      aria-roledescription={interactive ? t("heat map") : undefined}
      aria-label={t("{label}, {rows} by {columns}{more}", {
        label,
        rows,
        columns,
        more: interactive
          ? t(". Cursor on {place}. Arrow keys move.", {
              place: describe(props, clampPlace(at, props)),
            })
          : "",
      })}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keys move a cell cursor
      tabIndex={interactive ? 0 : undefined}
      className={classes(styles["map"], interactive && styles["interactive"])}
      style={variables({ "--width": `${width}px`, "--ratio": `${view.columns} / ${view.rows}` })}
      {...(interactive ? handlersOf(props, view, at, go) : {})}
    >
      <canvas
        ref={canvas}
        width={view.columns}
        height={view.rows}
        className={styles["canvas"]}
        aria-hidden
      />
      <svg viewBox={`0 0 ${view.columns} ${view.rows}`} className={styles["overlay"]} aria-hidden>
        {rings.map((ring, index) => (
          <Ring key={index} ring={ring} view={view} />
        ))}
        {cursor !== null && cursor !== undefined && (
          <Ring ring={cursorRing(cursor, view)} view={view} />
        )}
      </svg>
      {interactive && <LiveText text={said} />}
    </div>
  );
}

function describe({ data, columns, describeCell }: HeatMapProps, place: Place): string {
  const { row, column } = place;
  const value = data[row * columns + column] ?? Number.NaN;
  return (
    describeCell?.(place, value) ??
    t("row {row}, column {column}: {value}", { row, column, value: spoken(value) })
  );
}

/** Keys move the cursor from `at`; the pointer takes it along, and asks where it goes down. */
function handlersOf(props: HeatMapProps, view: Window, at: Place, go: (place: Place) => void) {
  const { onAsk } = props;
  const onPointer = (event: PointerEvent<HTMLElement>): void => {
    if (event.type === "pointermove" && event.pointerType === "touch" && event.buttons === 0)
      return;
    const [across, down] = spotOn(event.currentTarget, event, view.columns, view.rows);
    const place = clampPlace(
      { row: view.row + Math.floor(down), column: view.column + Math.floor(across) },
      props,
    );
    go(place);
    if (event.type === "pointerdown") onAsk?.(place);
  };
  return {
    onKeyDown(event: KeyboardEvent): void {
      const to = moved(at, event, props);
      if (to !== null) go(to);
      else if (event.key === "Enter" && onAsk !== undefined) onAsk(at);
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    onPointerDown: onPointer,
    onPointerMove: onPointer,
  };
}

/** Round one cell; where cells are only a pixel or two on the screen, wide enough to be seen. */
function cursorRing({ row, column }: Place, view: Window) {
  const wide = Math.floor(view.columns / 80);
  return {
    row: row - wide,
    column: column - wide,
    rows: 1 + 2 * wide,
    columns: 1 + 2 * wide,
    hue: "cursor",
  };
}

interface RingProps {
  readonly ring: Window & { readonly hue: string };
  readonly view: Window;
}

function Ring({ ring, view }: RingProps) {
  const box = {
    x: ring.column - view.column,
    y: ring.row - view.row,
    width: ring.columns,
    height: ring.rows,
  };
  return (
    <>
      <rect {...box} className={styles["halo"]} />
      <rect {...box} className={classes(styles["ring"], styles[ring.hue])} />
    </>
  );
}

function paint(
  canvas: HTMLCanvasElement | null,
  { data, columns, colouring }: HeatMapProps,
  view: Window,
  scheme: Scheme,
): void {
  const context = canvas?.getContext("2d");
  if (context === null || context === undefined || view.rows <= 0 || view.columns <= 0) return;
  const image = context.createImageData(view.columns, view.rows);
  coloured(data, columns, view, colouring, table(colouring.palette, scheme), image.data);
  context.putImageData(image, 0, 0);
}
