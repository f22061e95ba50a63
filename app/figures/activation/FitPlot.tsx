/**
 * Data points and the function that should go through them; the gap of each point is drawn. Pure.
 */
import { linear } from "../curve/scale";
import { useRoom } from "../curve/useRoom";
import styles from "./activation.module.css";
import { ActivationAxes } from "./ActivationAxes";

export interface FitPlotProps {
  readonly label: string;
  readonly points: readonly {
    readonly x: number;
    readonly target: number;
    readonly output: number;
  }[];
  /** The function through them, from left to right. */
  readonly curve: readonly { readonly x: number; readonly y: number }[];
  /** Height over width. */
  readonly ratio: number;
}

export function FitPlot({ label, points, curve, ratio }: FitPlotProps) {
  const [room, { width, type }] = useRoom<HTMLDivElement>(640);
  const height = Math.round(width * ratio);
  const margin = { left: 44 * type, right: 12 * type, top: 12 * type, bottom: 30 * type };
  const numbers = points.flatMap(({ x: at, target, output }) => [at, target, output]);
  const reach = Math.max(1, ...numbers.map(Math.abs)) * 1.1;
  const x = linear(-reach, reach, margin.left, width - margin.right);
  const y = linear(-reach, reach, height - margin.bottom, margin.top);
  const plane = { x, y, width, height, type, margin };
  const line = curve
    .map(
      (point, at) =>
        `${at === 0 ? "M" : "L"}${x.at(point.x).toFixed(2)} ${y.at(point.y).toFixed(2)}`,
    )
    .join("");
  return (
    <div ref={room}>
      <svg
        className={styles["plot"]}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={label}
      >
        <ActivationAxes plane={plane} ticks={[6, 5]} />
        {points.map((point) => (
          <line
            key={`gap ${point.x}`}
            className={styles["drop"]}
            x1={x.at(point.x)}
            x2={x.at(point.x)}
            y1={y.at(point.output)}
            y2={y.at(point.target)}
          />
        ))}
        <path className={styles["value"]} d={line} />
        {points.map((point) => (
          <circle
            key={point.x}
            className={styles["given"]}
            cx={x.at(point.x)}
            cy={y.at(point.target)}
            r={6}
            data-x={point.x}
            data-target={point.target}
            data-output={point.output}
          />
        ))}
      </svg>
    </div>
  );
}
