/**
 * The contours of a quadratic function of two numbers, and a path over them. Both axes have one
 * scale, so that the path leaves every contour at a right angle. Pure.
 */
import { useId } from "react";
import { linear, type Scale } from "../curve/scale";
import { useRoom } from "../curve/useRoom";
import { dragging } from "../marks/dragging";
import styles from "./landscape.module.css";

type Pair = readonly [number, number];

export interface LandscapeProps {
  readonly label: string;
  /** Names of the two numbers. */
  readonly names: readonly [string, string];
  readonly minimum: Pair;
  /** Second derivatives along the main directions, and the angle of the first, in radians. */
  readonly curvature: Pair;
  readonly angle: number;
  /** Heights of the contours above the minimum. */
  readonly levels: readonly number[];
  readonly path: readonly Pair[];
  /** Half of the window's height, in units of the numbers, round the minimum. */
  readonly reach: number;
  /** Largest height in px; where there is room, the window is wider than high. */
  readonly side: number;
  /** The start is dragged to here. */
  readonly onStart?: ((start: Pair) => void) | undefined;
}

/** Width over height, at most. */
const WIDEST = 1.6;
/** px from the edge, beyond which a drawing fails. */
const FAR = 1e5;

export function Landscape(props: LandscapeProps) {
  const { label, minimum, reach, onStart } = props;
  const clip = useId();
  const [element, room] = useRoom<HTMLDivElement>(360);
  const height = Math.min(room.width, props.side);
  const width = Math.min(room.width, WIDEST * height);
  const margin = { left: 52 * room.type, bottom: 44 * room.type, rest: 10 * room.type };
  const right = width - margin.rest;
  const bottom = height - margin.bottom;
  const across = (reach * (right - margin.left)) / (bottom - margin.rest);
  const x = linear(minimum[0] - across, minimum[0] + across, margin.left, right);
  const y = linear(minimum[1] - reach, minimum[1] + reach, bottom, margin.rest);
  const start = (left: number, top: number): void =>
    onStart?.([Number(x.invert(left).toPrecision(2)), Number(y.invert(top).toPrecision(2))]);
  return (
    <div ref={element}>
      <svg
        className={styles["landscape"]}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={label}
        {...dragging(width, height, onStart && start)}
      >
        <clipPath id={clip}>
          <rect
            x={margin.left}
            y={margin.rest}
            width={right - margin.left}
            height={bottom - margin.rest}
          />
        </clipPath>
        <Marks
          names={props.names}
          x={x}
          y={y}
          margin={margin}
          type={room.type}
          right={right}
          height={height}
        />
        <g clipPath={`url("#${clip}")`}>
          <Contours {...props} x={x} y={y} />
          <Path path={props.path} x={x} y={y} />
        </g>
        <path
          className={styles["minimum"]}
          d={`M${x.at(minimum[0]) - 6} ${y.at(minimum[1])}h12m-6 -6v12`}
        />
      </svg>
    </div>
  );
}

interface Scales {
  readonly x: Scale;
  readonly y: Scale;
}

interface MarksProps extends Scales, Pick<LandscapeProps, "names"> {
  readonly margin: Readonly<Record<"left" | "bottom" | "rest", number>>;
  readonly type: number;
  readonly right: number;
  readonly height: number;
}

/** Numbers and names of the axes. */
function Marks({ names, x, y, margin, type, right, height }: MarksProps) {
  return (
    <>
      {x.ticks(4).map((tick) => (
        <text key={tick} x={x.at(tick)} y={height - 26 * type} className={styles["below"]}>
          {signed(tick)}
        </text>
      ))}
      {clearOf(margin.rest + 24 * type, y).map((tick) => (
        <text key={tick} x={margin.left - 6} y={y.at(tick) + 5 * type} className={styles["beside"]}>
          {signed(tick)}
        </text>
      ))}
      <text x={right} y={height - 6} className={styles["beside"]}>
        {names[0]} →
      </text>
      <text x={4} y={margin.rest + 12}>
        {names[1]} ↑
      </text>
    </>
  );
}

type ContoursProps = Scales &
  Pick<LandscapeProps, "minimum" | "curvature" | "angle" | "levels" | "reach">;

function Contours({ minimum, curvature, angle, levels, reach, x, y }: ContoursProps) {
  const unit = (x.at(reach) - x.at(0)) / reach;
  const radius = (at: number, level: number): number =>
    Math.min(FAR, Math.sqrt((2 * level) / Math.max(curvature[at] ?? 0, 1e-12)) * unit);
  const middle = `${x.at(minimum[0])} ${y.at(minimum[1])}`;
  return (
    <g transform={`translate(${middle}) rotate(${(-angle * 180) / Math.PI})`}>
      {levels.map((level) => (
        <ellipse
          key={level}
          className={styles["contour"]}
          rx={radius(0, level)}
          ry={radius(1, level)}
        />
      ))}
    </g>
  );
}

function Path({ path, x, y }: Scales & Pick<LandscapeProps, "path">) {
  const inside = (position: number): number => Math.max(-FAR, Math.min(FAR, position));
  const points = path
    .map(([u, v]) => [x.at(u), y.at(v)] as const)
    .filter((point) => point.every(Number.isFinite))
    .map(([left, top]) => [inside(left), inside(top)] as const);
  return (
    <>
      <polyline className={styles["path"]} points={points.map(String).join(" ")} />
      {points.map(([left, top], at) => (
        <circle
          key={at}
          className={at === points.length - 1 ? styles["now"] : styles["before"]}
          cx={left}
          cy={top}
          r={at === points.length - 1 ? 6 : 3}
        />
      ))}
    </>
  );
}

/** Marks that do not touch the name of the axis, which ends at `top`. */
function clearOf(top: number, y: Scale): readonly number[] {
  return y.ticks(4).filter((tick) => y.at(tick) > top);
}

function signed(value: number): string {
  return String(value).replace("-", "−");
}
