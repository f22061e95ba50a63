/**
 * One quantity against the training step, for one run or several. The same props draw the same picture: the cursor is a
 * prop, so curves that share it are linked, and a link restores it.
 *
 * `value` may be anything; what is not finite (or not positive, on a log axis) is a gap, with a cross where it began.
 * Pointer, or arrow keys once focused: left/right by point, Page Up/Down by ten, Home/End, Escape lets go.
 */
import type { PointerEvent, ReactNode } from "react";
import { classes } from "../marks/style";
import { Axes, marginFor, type Margin } from "./Axes";
import styles from "./Curve.module.css";
import { CurveTable } from "./CurveTable";
import { describeCurve } from "./describe";
import { mark, readable } from "./format";
import { fitted, linear, type Scale, type ScaleKind } from "./scale";
import { nearestStep, neighbour, pathOf, pointAt, round, spanOf, thin, type Series } from "./series";
import { useRoom } from "./useRoom";
import { acrossOf } from "../marks/magnified";

export interface CurveMark {
  readonly step: number;
  readonly label: string;
  readonly tone: Series["tone"];
}

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
  /** Fixed width in px; default: what the page gives. */
  readonly width?: number;
}

export function Curve(props: CurveProps) {
  const { title, series, cursor, onCursor, format = readable } = props;
  const [element, room] = useRoom<HTMLDivElement>(420);
  const width = props.width ?? room.width;
  const height = (props.height ?? 180) * room.type;
  const usual = marginFor(room.type);
  const marks = props.marks ?? [];
  // Each mark's words have a row of their own above the plot, up to three; further ones share them again.
  const margin = {
    ...usual,
    top: usual.top + Math.min(MARK_ROWS, marks.filter(({ label }) => label !== "").length) * MARK_ROW * room.type,
  };
  const [first, last] = spanOf(series);
  const x = linear(0, Math.max(1, props.lastStep ?? last), margin.left, Math.max(margin.left + 1, width - margin.right));
  const y = verticalScale(props, height, margin);
  const move = (step: number | null) => onCursor?.(step);
  const pin = props.onPin ?? move;

  const point = (event: PointerEvent<SVGSVGElement>) => {
    const step = nearestStep(series, x.invert(acrossOf(event)));
    if (event.type === "pointerdown") pin(step);
    else if (event.pointerType === "mouse" || event.buttons > 0) move(step);
  };
  return (
    <figure className={styles["figure"]}>
      <ReadOut title={title} series={series} cursor={cursor} format={format} />
      <div ref={element} className={styles["plot"]}>
        {onCursor !== undefined && (
          <Scrubber
            title={title}
            series={series}
            first={first}
            last={last}
            cursor={cursor}
            text={readOutText(series, cursor, format)}
            move={pin}
          />
        )}
        <svg
          viewBox={`0 0 ${width} ${height}`}
          width={width}
          height={height}
          role="img"
          aria-label={describeCurve(title, series, props.marks)}
          onPointerMove={point}
          onPointerDown={point}
          onPointerLeave={(event) => event.pointerType === "mouse" && move(null)}
        >
          <Axes x={x} y={y} width={width} height={height} margin={margin} format={props.mark ?? props.format ?? mark} />
          {(props.marks ?? []).map((one, row) => (
            <Mark key={`${one.step} ${one.label}`} {...one} row={row} x={x} bottom={height - margin.bottom} type={room.type} />
          ))}
          {series.map((one) => (
            <Trace key={one.id} series={one} x={x} y={y} columns={width} floor={height - margin.bottom} />
          ))}
          {cursor !== null && <Cursor series={series} step={cursor} x={x} y={y} top={margin.top} bottom={height - margin.bottom} />}
        </svg>
      </div>
      <div className={styles["foot"]}>
        <CurveTable title={title} series={series} format={format} />
        {props.aside}
      </div>
    </figure>
  );
}

/** The keyboard's and the screen reader's way along the curve: a slider over its points, seen only as a ring round the plot. */
function Scrubber({
  title,
  series,
  first,
  last,
  cursor,
  text,
  move,
}: {
  readonly title: string;
  readonly series: readonly Series[];
  readonly first: number;
  readonly last: number;
  readonly cursor: number | null;
  readonly text: string;
  readonly move: (step: number | null) => void;
}) {
  const now = cursor ?? last;
  return (
    <input
      type="range"
      className={classes("hidden-text", styles["scrubber"])}
      aria-label={`${title}, read at a step`}
      aria-valuetext={text}
      min={first}
      max={last}
      value={now}
      onChange={(event) => {
        const to = event.target.valueAsNumber;
        // One step of the slider is one point of the curve, however far it lies.
        move(Math.abs(to - now) <= 1 ? neighbour(series, now, to > now ? 1 : -1) : nearestStep(series, to));
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape") move(null);
      }}
    />
  );
}

function verticalScale({ series, scale, range }: CurveProps, height: number, margin: Margin): Scale {
  const bottom = height - margin.bottom;
  if (range !== undefined && scale === "linear") return linear(range[0], range[1], bottom, margin.top);
  return fitted(valuesOf(series), scale, bottom, margin.top);
}

function* valuesOf(series: readonly Series[]): Generator<number> {
  for (const { points } of series) for (const { value } of points) yield value;
}

function Trace({
  series,
  x,
  y,
  columns,
  floor,
}: {
  readonly series: Series;
  readonly x: Scale;
  readonly y: Scale;
  readonly columns: number;
  readonly floor: number;
}) {
  const points = thin(series.points, columns);
  const broken = series.points.find((point) => !Number.isFinite(point.value));
  const placed = points.filter((point) => Number.isFinite(y.at(point.value)));
  const dots = series.mark === "dots" || placed.length === 1;
  return (
    <g className={styles[series.tone]} data-series={series.id}>
      <path d={pathOf(points, x, y)} className={styles[series.mark]} />
      {dots &&
        placed.map((point) => (
          <circle key={point.step} cx={round(x.at(point.step))} cy={round(y.at(point.value))} r={3.5} className={styles["dot"]} />
        ))}
      {broken !== undefined && (
        <g transform={`translate(${round(x.at(broken.step))},${floor - 8})`} className={styles["broken"]} data-broken={broken.step}>
          <path d="M-5,-5L5,5M-5,5L5,-5" />
          <text x={x.at(broken.step) > columns - 60 ? -10 : 10} dy="0.35em" textAnchor={x.at(broken.step) > columns - 60 ? "end" : "start"}>
            {Number.isNaN(broken.value) ? "NaN" : readable(broken.value)}
          </text>
        </g>
      )}
    </g>
  );
}

const MARK_ROWS = 3;
const MARK_ROW = 18;

/** A line at the step, and its words beside it, above the plot: on the side with more room. */
function Mark({
  step,
  label,
  tone,
  row,
  x,
  bottom,
  type,
}: CurveMark & { readonly row: number; readonly x: Scale; readonly bottom: number; readonly type: number }) {
  const across = round(x.at(step));
  const late = step > (x.low + x.high) / 2;
  return (
    <g aria-hidden="true" className={classes(styles[tone], styles["mark"])} data-mark={step}>
      <line x1={across} x2={across} y1={label === "" ? 2 : (2 + row * MARK_ROW) * type} y2={bottom} />
      <text x={across + (late ? -5 : 5)} y={(14 + row * MARK_ROW) * type} textAnchor={late ? "end" : "start"}>
        {label}
      </text>
    </g>
  );
}

function Cursor({
  series,
  step,
  x,
  y,
  top,
  bottom,
}: {
  readonly series: readonly Series[];
  readonly step: number;
  readonly x: Scale;
  readonly y: Scale;
  readonly top: number;
  readonly bottom: number;
}) {
  const across = round(x.at(Math.min(x.high, Math.max(x.low, step))));
  return (
    <g aria-hidden="true">
      <line x1={across} x2={across} y1={top} y2={bottom} className={styles["cursor"]} />
      {series.map((one) => {
        const point = pointAt(one.points, step);
        if (point === null || !Number.isFinite(y.at(point.value))) return null;
        return (
          <circle
            key={one.id}
            cx={round(x.at(point.step))}
            cy={round(y.at(point.value))}
            r={5}
            className={classes(styles[one.tone], styles["held"])}
          />
        );
      })}
    </g>
  );
}

function ReadOut({
  title,
  series,
  cursor,
  format,
}: {
  readonly title: string;
  readonly series: readonly Series[];
  readonly cursor: number | null;
  readonly format: (value: number) => string;
}) {
  return (
    <figcaption className={styles["readout"]}>
      <strong>{title}</strong>
      {series.map((one) => {
        const point = cursor === null ? (one.points.at(-1) ?? null) : pointAt(one.points, cursor);
        return (
          <span key={one.id} className={classes(styles[one.tone], styles["key"])}>
            <span className={classes(styles["swatch"], styles[one.mark])} aria-hidden="true" />
            {one.label} <b>{point === null ? "–" : format(point.value)}</b>
          </span>
        );
      })}
      {cursor !== null && <span className={styles["at"]}>step {cursor.toLocaleString("en-US")}</span>}
    </figcaption>
  );
}

function readOutText(series: readonly Series[], cursor: number | null, format: (value: number) => string): string {
  const parts = series.flatMap((one) => {
    const point = cursor === null ? (one.points.at(-1) ?? null) : pointAt(one.points, cursor);
    return point === null ? [] : [`${one.label} ${format(point.value)} at step ${point.step}`];
  });
  return parts.length === 0 ? "nothing measured yet" : parts.join(", ");
}
