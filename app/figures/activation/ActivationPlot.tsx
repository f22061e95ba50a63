/**
 * A function and its derivative, one point moved along both, and the tangent there. Pure: curves
 * come sampled. The point is moved by the page (slider, keys, drag); this only says where a pointer
 * is, in the units of z.
 */
import { t } from "../../language/words";
import { useId } from "react";
import { linear } from "../curve/scale";
import { useRoom } from "../curve/useRoom";
import { spoken } from "../describe/number";
import { dragging } from "../marks/dragging";
import { classes } from "../marks/style";
import styles from "./activation.module.css";
import { ActivationAxes, type Plane } from "./ActivationAxes";

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

export function ActivationPlot(props: ActivationPlotProps) {
  const { title, curve, point, sides, low, high, ratio, onMove } = props;
  const clip = useId();
  const [room, { width, type }] = useRoom<HTMLDivElement>(300);
  const height = Math.round(width * ratio);
  // At the top and at the right, half of the last number.
  const margin = { left: 34 * type, right: 9 * type, top: 9 * type, bottom: 26 * type };
  const from = curve[0]?.z ?? -1;
  const to = curve.at(-1)?.z ?? 1;
  const x = linear(from, to, margin.left, width - margin.right);
  const y = linear(low, high, height - margin.bottom, margin.top);
  const plane: Plane = { x, y, width, height, type, margin };
  const move = (across: number): void => onMove?.(Math.max(from, Math.min(to, x.invert(across))));
  return (
    <div ref={room}>
      <svg
        className={styles["plot"]}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={describeActivation(title, point, sides !== null)}
        {...dragging(width, height, onMove && move)}
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
        <ActivationAxes
          plane={plane}
          ticks={[Math.max(2, width / (80 * type)), Math.max(2, height / (48 * type))]}
          ruled
        />
        <g clipPath={`url(#${clip})`}>
          <path className={styles["slope"]} d={pathOf(curve, "slope", plane)} />
          <path className={styles["value"]} d={pathOf(curve, "value", plane)} />
          <Tangents point={point} sides={sides} plane={plane} />
        </g>
        <Spots point={point} sides={sides} plane={plane} />
      </svg>
    </div>
  );
}

type AtPointProps = Pick<ActivationPlotProps, "point" | "sides"> & { readonly plane: Plane };

/** The tangent, or one line on each side. */
function Tangents({ point, sides, plane: { x, y } }: AtPointProps) {
  const reach = (x.high - x.low) / 8;
  const lines =
    sides === null
      ? [{ ...point, from: -reach, to: reach }]
      : [
          { ...sides.left, from: -reach, to: 0 },
          { ...sides.right, from: 0, to: reach },
        ];
  return lines.map(({ value, slope, from, to }) => (
    <line
      key={from}
      className={styles[sides === null ? "tangent" : "oneSided"]}
      x1={x.at(point.z + from)}
      x2={x.at(point.z + to)}
      y1={y.at(value + from * slope)}
      y2={y.at(value + to * slope)}
    />
  ));
}

/** The point on the function and on its derivative, joined. */
function Spots({ point, sides, plane: { x, y, width } }: AtPointProps) {
  const radius = width < 200 ? 5 : 7;
  const [across, value, slope] = [x.at(point.z), y.at(point.value), y.at(point.slope)];
  return (
    <>
      <line className={styles["drop"]} x1={across} x2={across} y1={value} y2={slope} />
      <circle
        className={styles["atValue"]}
        cx={across}
        cy={value}
        r={radius}
        data-z={point.z}
        data-value={point.value}
      />
      <circle
        className={classes(styles["atSlope"], sides !== null && styles["byConvention"])}
        cx={across}
        cy={slope}
        r={radius - 1}
        data-slope={point.slope}
      />
    </>
  );
}

/** A jump (far more than the neighbours' step) is a gap in the line, not a wall. */
function pathOf(curve: readonly CurvePoint[], of: "value" | "slope", { x, y }: Plane): string {
  const step = (x.high - x.low) / curve.length;
  return curve
    .map((point, at) => {
      const before = curve[at - 1];
      const jump = before === undefined || Math.abs(point[of] - before[of]) > 12 * step;
      return `${jump ? "M" : "L"}${x.at(point.z).toFixed(2)} ${y.at(point[of]).toFixed(2)}`;
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
