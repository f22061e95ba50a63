/**
 * The contours of a quadratic function of two numbers, and a path over them. Both axes have one
 * scale, so that the path leaves every contour at a right angle. Pure.
 */
import { type PointerEvent, useId } from "react";
import { linear } from "../curve/scale";
import { useRoom } from "../curve/useRoom";
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
  /** Half of the window, in units of the numbers, round the minimum. */
  readonly reach: number;
  /** Largest side in px. */
  readonly side: number;
  /** The start is dragged to here. */
  readonly onStart?: ((start: Pair) => void) | undefined;
}

export function Landscape(props: LandscapeProps) {
  const { label, names, minimum, curvature, angle, levels, path, reach, onStart } = props;
  const clip = useId();
  const [element, room] = useRoom<HTMLDivElement>(360);
  const side = Math.min(room.width, props.side);
  const margin = { left: 52 * room.type, bottom: 44 * room.type, rest: 10 };
  const x = linear(minimum[0] - reach, minimum[0] + reach, margin.left, side - margin.rest);
  const y = linear(minimum[1] - reach, minimum[1] + reach, side - margin.bottom, margin.rest);
  const unit = (x.at(reach) - x.at(0)) / reach;
  const tall = (y.at(0) - y.at(reach)) / reach;
  const shown = path.filter(([u, v]) => Number.isFinite(x.at(u)) && Number.isFinite(y.at(v)));
  const far = 1e5;
  const inside = (position: number): number => Math.max(-far, Math.min(far, position));
  const points = shown.map(([u, v]) => [inside(x.at(u)), inside(y.at(v))] as const);
  const drag = (event: PointerEvent<SVGSVGElement>): void => {
    if (onStart === undefined || event.buttons === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    const tidy = (value: number): number => Number(value.toPrecision(2));
    onStart([
      tidy(x.invert(((event.clientX - box.left) / box.width) * side)),
      tidy(y.invert(((event.clientY - box.top) / box.height) * side)),
    ]);
  };
  const radius = (at: number, level: number): number =>
    Math.min(far, Math.sqrt((2 * level) / Math.max(curvature[at] ?? 0, 1e-12)) * unit);
  const turn = `translate(${x.at(minimum[0])} ${y.at(minimum[1])}) scale(1 ${tall / unit}) rotate(${(-angle * 180) / Math.PI})`;
  return (
    <div ref={element}>
      <svg
        className={styles["landscape"]}
        width={side}
        height={side}
        viewBox={`0 0 ${side} ${side}`}
        role="img"
        aria-label={label}
        onPointerDown={drag}
        onPointerMove={drag}
      >
        <clipPath id={clip}>
          <rect
            x={margin.left}
            y={margin.rest}
            width={side - margin.left - margin.rest}
            height={side - margin.bottom - margin.rest}
          />
        </clipPath>
        {x.ticks(4).map((tick) => (
          <text key={tick} x={x.at(tick)} y={side - 26 * room.type} className={styles["below"]}>
            {signed(tick)}
          </text>
        ))}
        {y.ticks(4).map((tick) => (
          <text key={tick} x={margin.left - 6} y={y.at(tick) + 5} className={styles["beside"]}>
            {signed(tick)}
          </text>
        ))}
        <text x={side - margin.rest} y={side - 6} className={styles["beside"]}>
          {names[0]} →
        </text>
        <text x={4} y={margin.rest + 12 * room.type}>
          {names[1]} ↑
        </text>
        <g clipPath={`url("#${clip}")`}>
          <g transform={turn}>
            {levels.map((level) => (
              <ellipse
                key={level}
                className={styles["contour"]}
                rx={radius(0, level)}
                ry={radius(1, level)}
              />
            ))}
          </g>
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
        </g>
        <path
          className={styles["minimum"]}
          d={`M${x.at(minimum[0]) - 6} ${y.at(minimum[1])}h12m-6 -6v12`}
        />
      </svg>
    </div>
  );
}

function signed(value: number): string {
  return String(value).replace("-", "−");
}
