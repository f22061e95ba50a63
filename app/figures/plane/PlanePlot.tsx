/**
 * Two classes of points on a plane, over the answer that a network gives at every place of it: one
 * colour for each class, pale where it is unsure. Circles and squares are the classes; what stands
 * on the wrong side is ringed. Pure.
 */
import { useRoom } from "../curve/useRoom";
import { HeatMap } from "../marks/heat-map/HeatMap";
import { classes } from "../marks/style";
import styles from "./plane.module.css";

interface PlanePoint {
  readonly x: number;
  readonly y: number;
  readonly label: 0 | 1;
  readonly wrong: boolean;
}

export interface PlanePlotProps {
  readonly label: string;
  readonly points: readonly PlanePoint[];
  /** From the middle to each side. */
  readonly reach: number;
  /** −1 … 1 at a place: surely the first class, surely the second. */
  readonly answer: (x: number, y: number) => number;
}

const CELLS = 48;

export function PlanePlot({ label, points, reach, answer }: PlanePlotProps) {
  const [room, { width }] = useRoom<HTMLDivElement>(300);
  const place = (at: number): number => (2 * reach * (at + 0.5)) / CELLS - reach;
  const field = Float64Array.from({ length: CELLS * CELLS }, (_, at) =>
    answer(place(at % CELLS), -place(Math.floor(at / CELLS))),
  );
  return (
    <div ref={room} className={styles["plane"]}>
      <HeatMap
        label={label}
        rows={CELLS}
        columns={CELLS}
        data={field}
        colouring={{ palette: "diverging", low: -1.25, high: 1.25 }}
        width={width}
      />
      <svg viewBox={`${-reach} ${-reach} ${2 * reach} ${2 * reach}`} aria-hidden>
        {points.map((point, at) => (
          <g key={at} transform={`translate(${point.x.toFixed(3)},${(-point.y).toFixed(3)})`}>
            {point.wrong && <circle r={0.24} className={styles["wrong"]} />}
            {point.label === 0 ? (
              <circle r={0.1} className={styles["point"]} />
            ) : (
              <rect
                x={-0.1}
                y={-0.1}
                width={0.2}
                height={0.2}
                className={classes(styles["point"], styles["second"])}
              />
            )}
          </g>
        ))}
      </svg>
    </div>
  );
}
