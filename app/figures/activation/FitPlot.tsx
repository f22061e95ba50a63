/** Data points and the function that should go through them; the gap of each point is drawn. Pure. */
import { linear } from "../curve/scale";
import styles from "./activation.module.css";

export interface FitPlotProps {
  readonly label: string;
  readonly points: readonly { readonly x: number; readonly target: number; readonly output: number }[];
  readonly width: number;
  readonly height: number;
}

const MARGIN = { left: 44, right: 12, top: 12, bottom: 30 };

export function FitPlot({ label, points, width, height }: FitPlotProps) {
  const reach = Math.max(1, ...points.flatMap(({ x, target, output }) => [Math.abs(x), Math.abs(target), Math.abs(output)])) * 1.1;
  const x = linear(-reach, reach, MARGIN.left, width - MARGIN.right);
  const y = linear(-reach, reach, height - MARGIN.bottom, MARGIN.top);
  const line = points.map((point, at) => `${at === 0 ? "M" : "L"}${x.at(point.x).toFixed(2)} ${y.at(point.output).toFixed(2)}`).join("");
  return (
    <svg className={styles["plot"]} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <g className={styles["axes"]}>
        {x.ticks(6).map((tick) => (
          <text key={tick} x={x.at(tick)} y={height - 8} className={styles["below"]}>
            {String(tick).replace("-", "−")}
          </text>
        ))}
        {y.ticks(5).map((tick) => (
          <text key={tick} x={MARGIN.left - 8} y={y.at(tick) + 5} className={styles["beside"]}>
            {String(tick).replace("-", "−")}
          </text>
        ))}
        <line x1={x.at(0)} x2={x.at(0)} y1={MARGIN.top} y2={height - MARGIN.bottom} className={styles["zero"]} />
        <line x1={MARGIN.left} x2={width - MARGIN.right} y1={y.at(0)} y2={y.at(0)} className={styles["zero"]} />
      </g>
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
  );
}
