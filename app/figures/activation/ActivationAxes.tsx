/** The numbers below and beside a plot, and the lines through 0. */
import type { Scale } from "../curve/scale";
import styles from "./activation.module.css";

export interface Plane {
  readonly x: Scale;
  readonly y: Scale;
  readonly width: number;
  readonly height: number;
  /** Size of the type, 1 for 16 px. */
  readonly type: number;
  readonly margin: Readonly<Record<"left" | "right" | "top" | "bottom", number>>;
}

interface ActivationAxesProps {
  readonly plane: Plane;
  /** About how many numbers below and beside. */
  readonly ticks: readonly [number, number];
  /** A line at every number beside the plot, not at 0 alone. */
  readonly ruled?: boolean;
}

export function ActivationAxes({ plane, ticks, ruled = false }: ActivationAxesProps) {
  const { x, y, width, height, type, margin } = plane;
  return (
    <g className={styles["axes"]}>
      {x.ticks(ticks[0]).map((tick) => (
        <text key={tick} x={x.at(tick)} y={height - 8 * type} className={styles["below"]}>
          {String(tick).replace("-", "−")}
        </text>
      ))}
      {y.ticks(ticks[1]).map((tick) => (
        <g key={tick}>
          {(ruled || tick === 0) && (
            <line
              x1={margin.left}
              x2={width - margin.right}
              y1={y.at(tick)}
              y2={y.at(tick)}
              className={tick === 0 ? styles["zero"] : undefined}
            />
          )}
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
