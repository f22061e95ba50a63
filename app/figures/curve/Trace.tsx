/** One run's line in a curve: thinned to the columns of the plot, with a cross where it ends. */
import { readable } from "./format";
import styles from "./Curve.module.css";
import type { Scale } from "./scale";
import { pathOf, round, type Series, thin } from "./series";

interface TraceProps {
  readonly series: Series;
  readonly x: Scale;
  readonly y: Scale;
  readonly columns: number;
  readonly floor: number;
}

export function Trace({ series, x, y, columns, floor }: TraceProps) {
  const points = thin(series.points, columns);
  const broken = series.points.find((point) => !Number.isFinite(point.value));
  const placed = points.filter((point) => Number.isFinite(y.at(point.value)));
  const dots = series.mark === "dots" || placed.length === 1;
  return (
    <g className={styles[series.tone]} data-series={series.id}>
      <path d={pathOf(points, x, y)} className={styles[series.mark]} />
      {dots &&
        placed.map((point) => (
          <circle
            key={point.step}
            cx={round(x.at(point.step))}
            cy={round(y.at(point.value))}
            r={3.5}
            className={styles["dot"]}
          />
        ))}
      {broken !== undefined && (
        <g
          transform={`translate(${round(x.at(broken.step))},${floor - 8})`}
          className={styles["broken"]}
          data-broken={broken.step}
        >
          <path d="M-5,-5L5,5M-5,5L5,-5" />
          <text
            x={x.at(broken.step) > columns - 60 ? -10 : 10}
            dy="0.35em"
            textAnchor={x.at(broken.step) > columns - 60 ? "end" : "start"}
          >
            {Number.isNaN(broken.value) ? "NaN" : readable(broken.value)}
          </text>
        </g>
      )}
    </g>
  );
}
