/**
 * A function and its derivative, one point moved along both, and the tangent there. Pure: curves come sampled. The point is
 * moved by the page (slider, keys, drag); this only says where a pointer is, in the units of z.
 */
import { useRef, type PointerEvent } from "react";
import { linear } from "../curve/scale";
import { spoken } from "../describe/number";
import styles from "./activation.module.css";

export interface CurvePoint {
  readonly z: number;
  readonly value: number;
  readonly slope: number;
}

export interface ActivationPlotProps {
  readonly title: string;
  readonly curve: readonly CurvePoint[];
  readonly point: CurvePoint;
  /** Vertical range of the plot; shared between plots that are compared. */
  readonly low: number;
  readonly high: number;
  readonly width: number;
  readonly height: number;
  readonly onMove?: ((z: number) => void) | undefined;
}

const MARGIN = { left: 44, right: 12, top: 12, bottom: 30 };

export function ActivationPlot({ title, curve, point, low, high, width, height, onMove }: ActivationPlotProps) {
  const plot = useRef<SVGSVGElement>(null);
  const from = curve[0]?.z ?? -1;
  const to = curve.at(-1)?.z ?? 1;
  const x = linear(from, to, MARGIN.left, width - MARGIN.right);
  const y = linear(low, high, height - MARGIN.bottom, MARGIN.top);
  const move = (event: PointerEvent): void => {
    const box = plot.current?.getBoundingClientRect();
    if (box === undefined || (event.buttons === 0 && event.type !== "pointerdown")) return;
    onMove?.(Math.max(from, Math.min(to, x.invert(((event.clientX - box.left) / box.width) * width))));
  };
  const reach = (to - from) / 8;
  const tangent = {
    x1: point.z - reach,
    x2: point.z + reach,
    y1: point.value - reach * point.slope,
    y2: point.value + reach * point.slope,
  };
  return (
    <svg
      ref={plot}
      className={styles["plot"]}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={describeActivation(title, point)}
      onPointerDown={move}
      onPointerMove={move}
      data-movable={onMove !== undefined}
    >
      <clipPath id={`${title}-clip`}>
        <rect x={MARGIN.left} y={MARGIN.top} width={width - MARGIN.left - MARGIN.right} height={height - MARGIN.top - MARGIN.bottom} />
      </clipPath>
      <Axes x={x} y={y} width={width} height={height} />
      <g clipPath={`url(#${title}-clip)`}>
        <path className={styles["slope"]} d={pathOf(curve, (one) => one.slope, x.at, y.at, (to - from) / curve.length)} />
        <path className={styles["value"]} d={pathOf(curve, (one) => one.value, x.at, y.at, (to - from) / curve.length)} />
        <line className={styles["tangent"]} x1={x.at(tangent.x1)} x2={x.at(tangent.x2)} y1={y.at(tangent.y1)} y2={y.at(tangent.y2)} />
      </g>
      <line className={styles["drop"]} x1={x.at(point.z)} x2={x.at(point.z)} y1={y.at(point.value)} y2={y.at(point.slope)} />
      <circle className={styles["atValue"]} cx={x.at(point.z)} cy={y.at(point.value)} r={7} data-z={point.z} data-value={point.value} />
      <circle className={styles["atSlope"]} cx={x.at(point.z)} cy={y.at(point.slope)} r={6} data-slope={point.slope} />
    </svg>
  );
}

function Axes({
  x,
  y,
  width,
  height,
}: {
  readonly x: ReturnType<typeof linear>;
  readonly y: ReturnType<typeof linear>;
  readonly width: number;
  readonly height: number;
}) {
  return (
    <g className={styles["axes"]}>
      {x.ticks(Math.max(3, width / 90)).map((tick) => (
        <text key={tick} x={x.at(tick)} y={height - 8} className={styles["below"]}>
          {String(tick).replace("-", "−")}
        </text>
      ))}
      {y.ticks(Math.max(3, height / 60)).map((tick) => (
        <g key={tick}>
          <line
            x1={MARGIN.left}
            x2={width - MARGIN.right}
            y1={y.at(tick)}
            y2={y.at(tick)}
            className={tick === 0 ? styles["zero"] : undefined}
          />
          <text x={MARGIN.left - 8} y={y.at(tick) + 5} className={styles["beside"]}>
            {String(tick).replace("-", "−")}
          </text>
        </g>
      ))}
      <line x1={x.at(0)} x2={x.at(0)} y1={MARGIN.top} y2={height - MARGIN.bottom} className={styles["zero"]} />
    </g>
  );
}

/** A jump (far more than the neighbours' step) is a gap in the line, not a wall. */
function pathOf(
  curve: readonly CurvePoint[],
  pick: (point: CurvePoint) => number,
  x: (z: number) => number,
  y: (value: number) => number,
  step: number,
): string {
  return curve
    .map((point, at) => {
      const before = curve[at - 1];
      const jump = before === undefined || Math.abs(pick(point) - pick(before)) > 12 * step;
      return `${jump ? "M" : "L"}${x(point.z).toFixed(2)} ${y(pick(point)).toFixed(2)}`;
    })
    .join("");
}

export function describeActivation(title: string, { z, value, slope }: CurvePoint): string {
  return `${title}: at z = ${spoken(z)} the value is ${spoken(value)} and the slope is ${spoken(slope)}.`;
}
