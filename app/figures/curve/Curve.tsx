/**
 * One quantity against the training step, for one run or several. The same props draw the same
 * picture: the cursor is a prop, so curves that share it are linked, and a link restores it.
 *
 * `value` may be anything; what is not finite (or not positive, on a log axis) is a gap, with a
 * cross where it began. Pointer, or arrow keys once focused: left/right by point, Page Up/Down by
 * ten, Home/End, Escape lets go.
 */
import type { PointerEvent, ReactNode } from "react";
import { Axes, marginFor, type Margin } from "./Axes";
import styles from "./Curve.module.css";
import { Cursor, type CurveMark, MARK_ROW, MARK_ROWS, StepMark } from "./CurveMarks";
import { CurveTable } from "./CurveTable";
import { describeCurve } from "./describe";
import { mark, readable } from "./format";
import { ReadOut, readOutText, Scrubber } from "./ReadOut";
import { fitted, linear, type Scale, type ScaleKind } from "./scale";
import { type Across, nearestStep, spanOf, type Series, STEPS } from "./series";
import { Trace } from "./Trace";
import { type Room, useRoom } from "./useRoom";
import { acrossOf } from "../marks/magnified";
import { variables } from "../marks/style";

export interface CurveProps {
  readonly title: string;
  readonly series: readonly Series[];
  readonly scale: ScaleKind;
  /** Step under the cursor; null: nobody points, the read-out shows the latest. */
  readonly cursor: number | null;
  /** Pointing, which passes: keep it out of links and history. */
  readonly onCursor?: (step: number | null) => void;
  /** A step chosen by click, finger or key, to be kept; null lets go. Default: as pointing. */
  readonly onPin?: (step: number | null) => void;
  /** How values are written in axis and read-out; default: three significant digits. */
  readonly format?: (value: number) => string;
  /** How the axis' marks are written; default: as `format`, if given. */
  readonly mark?: (value: number) => string;
  /** Stands beside the table's switch: a choice of axis. */
  readonly aside?: ReactNode;
  /** What happened at a step, written on the plot: the run went on with something else. */
  readonly marks?: readonly CurveMark[];
  /** Fixed vertical range, where the quantity has one (a share lies in 0 … 1). */
  readonly range?: readonly [number, number];
  /** Horizontal range from 0, so that linked curves have one axis; default: the last step drawn. */
  readonly lastStep?: number;
  readonly height?: number;
  /** What will be drawn and how to begin, shown in the plot while there is no point. */
  readonly empty?: string;
  /** What the places are; default: steps. */
  readonly across?: Across;
  /** Fixed width in px; default: what the page gives. */
  readonly width?: number;
}

export function Curve(props: CurveProps) {
  const { title, series, cursor, onCursor, format = readable, across = STEPS } = props;
  const words = { title, series, format, across };
  const [element, room] = useRoom<HTMLDivElement>(420);
  const [first, last] = spanOf(series);
  return (
    <figure className={styles["figure"]}>
      <ReadOut {...words} cursor={cursor} />
      <div ref={element} className={styles["plot"]}>
        {onCursor !== undefined && (
          <Scrubber
            title={title}
            series={series}
            first={first}
            last={last}
            cursor={cursor}
            text={readOutText(series, cursor, format, across)}
            unit={across.one}
            move={props.onPin ?? onCursor}
          />
        )}
        <Plot {...props} room={room} last={last} />
        <Empty series={series} text={props.empty} left={marginFor(room.type).left} />
      </div>
      <div className={styles["foot"]}>
        <CurveTable {...words} />
        {props.aside}
      </div>
    </figure>
  );
}

interface PlotProps extends CurveProps {
  readonly room: Room;
  /** Last step with a point. */
  readonly last: number;
}

function Plot(props: PlotProps) {
  const { series, marks = [], cursor, onCursor, across = STEPS, room } = props;
  const [width, height] = [props.width ?? room.width, (props.height ?? 180) * room.type];
  const margin = marginBelow(marks, room.type);
  const { top, left } = margin;
  const bottom = height - margin.bottom;
  const right = Math.max(left + 1, width - margin.right);
  const x = linear(0, Math.max(1, props.lastStep ?? props.last), left, right);
  const y = verticalScale(props, bottom, top);
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const step = nearestStep(series, x.invert(acrossOf(event)));
    if (event.type === "pointerdown") (props.onPin ?? onCursor)?.(step);
    else if (event.pointerType === "mouse" || event.buttons > 0) onCursor?.(step);
  };
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={describeCurve(props.title, series, props.marks, across)}
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={(event) => event.pointerType === "mouse" && onCursor?.(null)}
    >
      <Axes
        x={x}
        y={y}
        width={width}
        height={height}
        margin={margin}
        format={props.mark ?? props.format ?? mark}
        across={across}
      />
      {marks.map((one, row) => (
        <StepMark
          key={`${one.step} ${one.label}`}
          {...one}
          row={row}
          x={x}
          bottom={bottom}
          type={room.type}
        />
      ))}
      {series.map((one) => (
        <Trace key={one.id} series={one} x={x} y={y} columns={width} floor={bottom} />
      ))}
      {cursor !== null && (
        <Cursor series={series} step={cursor} x={x} y={y} top={top} bottom={bottom} />
      )}
    </svg>
  );
}

/** Each mark's words have a row of their own above the plot; more than three share the rows. */
function marginBelow(marks: readonly CurveMark[], type: number): Margin {
  const usual = marginFor(type);
  const rows = Math.min(MARK_ROWS, marks.filter(({ label }) => label !== "").length);
  return { ...usual, top: usual.top + rows * MARK_ROW * type };
}

/** Words in the plot, right of the numbers at its left. */
function Empty({
  series,
  text,
  left,
}: Pick<CurveProps, "series"> & { readonly text: string | undefined; readonly left: number }) {
  const isEmpty = series.every(({ points }) => points.length === 0);
  return isEmpty && text !== undefined ? (
    <p className={styles["empty"]} style={variables({ "--left": `${left}px` })}>
      <span>{text}</span>
    </p>
  ) : null;
}

function verticalScale({ series, scale, range }: CurveProps, bottom: number, top: number): Scale {
  return range !== undefined && scale === "linear"
    ? linear(range[0], range[1], bottom, top)
    : fitted(valuesOf(series), scale, bottom, top);
}

function* valuesOf(series: readonly Series[]): Generator<number> {
  for (const { points } of series) for (const { value } of points) yield value;
}
