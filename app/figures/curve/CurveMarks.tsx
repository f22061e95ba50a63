/** What stands on a curve besides its lines: marks at steps, and the cursor. */
import { classes } from "../marks/style";
import styles from "./Curve.module.css";
import type { Scale } from "./scale";
import { pointAt, round, type Series } from "./series";

export interface CurveMark {
  readonly step: number;
  readonly label: string;
  readonly tone: Series["tone"];
}

export const MARK_ROWS = 3;
export const MARK_ROW = 18;

interface StepMarkProps extends CurveMark {
  readonly row: number;
  readonly x: Scale;
  readonly bottom: number;
  readonly type: number;
}

/** A line at the step, and its words beside it, above the plot: on the side with more room. */
export function StepMark({ step, label, tone, row, x, bottom, type }: StepMarkProps) {
  const across = round(x.at(step));
  const late = step > (x.low + x.high) / 2;
  return (
    <g aria-hidden="true" className={classes(styles[tone], styles["mark"])} data-mark={step}>
      <line
        x1={across}
        x2={across}
        y1={label === "" ? 2 : (2 + row * MARK_ROW) * type}
        y2={bottom}
      />
      <text
        x={across + (late ? -5 : 5)}
        y={(14 + row * MARK_ROW) * type}
        textAnchor={late ? "end" : "start"}
      >
        {label}
      </text>
    </g>
  );
}

interface CursorProps {
  readonly series: readonly Series[];
  readonly step: number;
  readonly x: Scale;
  readonly y: Scale;
  readonly top: number;
  readonly bottom: number;
}

export function Cursor({ series, step, x, y, top, bottom }: CursorProps) {
  const across = round(x.at(Math.min(x.high, Math.max(x.low, step))));
  return (
    <g aria-hidden="true">
      <line x1={across} x2={across} y1={top} y2={bottom} className={styles["cursor"]} />
      {series.map((one) => {
        const point = pointAt(one.points, step);
        if (point === null || !Number.isFinite(y.at(point.value))) return null;
        return (
          <circle
            key={one.id}
            cx={round(x.at(point.step))}
            cy={round(y.at(point.value))}
            r={5}
            className={classes(styles[one.tone], styles["held"])}
          />
        );
      })}
    </g>
  );
}
