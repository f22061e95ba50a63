/**
 * A function and its derivative, one point moved along both, and the tangent there. Pure: curves
 * come sampled. The point is moved by the page (slider, keys, drag); this only says where a pointer
 * is, in the units of z.
 */
import { t } from "../../language/words";
import { useId, useRef, type PointerEvent } from "react";
import { linear } from "../curve/scale";
import { useRoom } from "../curve/useRoom";
import { spoken } from "../describe/number";
import { classes } from "../marks/style";
import styles from "./activation.module.css";

interface CurvePoint {
  readonly z: number;
  readonly value: number;
  readonly slope: number;
}

export interface ActivationPlotProps {
  readonly title: string;
  readonly curve: readonly CurvePoint[];
  readonly point: CurvePoint;
  /**
   * What the function does just left and right of the point where the two differ: no tangent then,
   * but one line a side.
   */
  readonly sides: {
    readonly left: Omit<CurvePoint, "z">;
    readonly right: Omit<CurvePoint, "z">;
  } | null;
  /** Vertical range of the plot; shared between plots that are compared. */
  readonly low: number;
  readonly high: number;
  /** Height over width. */
  readonly ratio: number;
  readonly onMove?: ((z: number) => void) | undefined;
}

interface Margin {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export function ActivationPlot({
  title,
  curve,
  point,
  sides,
  low,
  high,
  ratio,
  onMove,
}: ActivationPlotProps) {
  const plot = useRef<SVGSVGElement>(null);
  const clip = useId();
  const [room, { width, type }] = useRoom<HTMLDivElement>(300);
  const height = Math.round(width * ratio);
  // At the top and at the right, half of the last number.
  const margin: Margin = { left: 34 * type, right: 9 * type, top: 9 * type, bottom: 26 * type };
  const from = curve[0]?.z ?? -1;
  const to = curve.at(-1)?.z ?? 1;
  const x = linear(from, to, margin.left, width - margin.right);
  const y = linear(low, high, height - margin.bottom, margin.top);
  const move = (event: PointerEvent): void => {
    const box = plot.current?.getBoundingClientRect();
    if (box === undefined || (event.buttons === 0 && event.type !== "pointerdown")) return;
    onMove?.(
      Math.max(from, Math.min(to, x.invert(((event.clientX - box.left) / box.width) * width))),
    );
  };
  const reach = (to - from) / 8;
  const dot = width < 200 ? 5 : 7;
  const lines =
    sides === null
      ? [{ ...point, from: -reach, to: reach }]
      : [
          { ...sides.left, from: -reach, to: 0 },
          { ...sides.right, from: 0, to: reach },
        ];
  return (
    <div ref={room}>
      <svg
        ref={plot}
        className={styles["plot"]}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={describeActivation(title, point, sides !== null)}
        onPointerDown={move}
        onPointerMove={move}
        data-movable={onMove !== undefined}
      >
        <clipPath id={clip}>
          <rect
            x={margin.left}
            y={margin.top}
            width={width - margin.left - margin.right}
            height={height - margin.top - margin.bottom}
          />
        </clipPath>
        <Axes x={x} y={y} width={width} height={height} margin={margin} type={type} />
        <g clipPath={`url(#${clip})`}>
          <path
            className={styles["slope"]}
            d={pathOf(curve, (one) => one.slope, x.at, y.at, (to - from) / curve.length)}
          />
          <path
            className={styles["value"]}
            d={pathOf(curve, (one) => one.value, x.at, y.at, (to - from) / curve.length)}
          />
          {lines.map(({ value, slope, from: left, to: right }) => (
            <line
              key={left}
              className={styles[sides === null ? "tangent" : "oneSided"]}
              x1={x.at(point.z + left)}
              x2={x.at(point.z + right)}
              y1={y.at(value + left * slope)}
              y2={y.at(value + right * slope)}
            />
          ))}
        </g>
        <line
          className={styles["drop"]}
          x1={x.at(point.z)}
          x2={x.at(point.z)}
          y1={y.at(point.value)}
          y2={y.at(point.slope)}
        />
        <circle
          className={styles["atValue"]}
          cx={x.at(point.z)}
          cy={y.at(point.value)}
          r={dot}
          data-z={point.z}
          data-value={point.value}
        />
        <circle
          className={classes(styles["atSlope"], sides !== null && styles["byConvention"])}
          cx={x.at(point.z)}
          cy={y.at(point.slope)}
          r={dot - 1}
          data-slope={point.slope}
        />
      </svg>
    </div>
  );
}

function Axes({
  x,
  y,
  width,
  height,
  margin,
  type,
}: {
  readonly margin: Margin;
  readonly type: number;
  readonly x: ReturnType<typeof linear>;
  readonly y: ReturnType<typeof linear>;
  readonly width: number;
  readonly height: number;
}) {
  return (
    <g className={styles["axes"]}>
      {x.ticks(Math.max(2, width / (80 * type))).map((tick) => (
        <text key={tick} x={x.at(tick)} y={height - 8 * type} className={styles["below"]}>
          {String(tick).replace("-", "−")}
        </text>
      ))}
      {y.ticks(Math.max(2, height / (48 * type))).map((tick) => (
        <g key={tick}>
          <line
            x1={margin.left}
            x2={width - margin.right}
            y1={y.at(tick)}
            y2={y.at(tick)}
            className={tick === 0 ? styles["zero"] : undefined}
          />
          <text x={margin.left - 8} y={y.at(tick) + 5 * type} className={styles["beside"]}>
            {String(tick).replace("-", "−")}
          </text>
        </g>
      ))}
      <line
        x1={x.at(0)}
        x2={x.at(0)}
        y1={margin.top}
        y2={height - margin.bottom}
        className={styles["zero"]}
      />
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

function describeActivation(
  title: string,
  { z, value, slope }: CurvePoint,
  kinked: boolean,
): string {
  const slopes = kinked ? t("there is no tangent; the slope taken is") : t("the slope is");
  return t("{title}: at z = {z} the value is {value} and {slopes} {slope}.", {
    title,
    z: spoken(z),
    value: spoken(value),
    slopes,
    slope: spoken(slope),
  });
}
