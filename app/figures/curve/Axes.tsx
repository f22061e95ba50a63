/** The two axes of a plot: rules with their values at the left, steps below. */
import styles from "./Curve.module.css";
import { decade } from "./format";
import type { Scale } from "./scale";
import { type Across, round, STEPS } from "./series";

export interface Margin {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Room round the plot for the axes' words, in px, when type is `type` times 16 px. */
export function marginFor(type: number): Margin {
  return { left: 60 * type, right: 12, top: 10 * type, bottom: 30 * type };
}

interface AxesProps {
  readonly x: Scale;
  readonly y: Scale;
  readonly width: number;
  readonly height: number;
  readonly margin: Margin;
  readonly format: (value: number) => string;
  /** Without the steps below. */
  readonly plain?: boolean;
  readonly across?: Across;
}

export function Axes(props: AxesProps) {
  const { x, y, width, height, margin, format, plain = false, across = STEPS } = props;
  const bottom = height - margin.bottom;
  const steps = plain
    ? []
    : x.ticks(Math.max(2, Math.floor((width * 60) / (110 * margin.left)))).filter(Number.isInteger);
  return (
    <g aria-hidden="true" className={styles["axes"]}>
      {y.ticks(4).map((value) => (
        <g key={value} transform={`translate(0,${round(y.at(value))})`}>
          <line x1={margin.left} x2={width - margin.right} className={styles["rule"]} />
          <text x={margin.left - 8} dy="0.35em" textAnchor="end">
            {y.kind === "log" ? decade(value) : format(value)}
          </text>
        </g>
      ))}
      {steps.map((step) => (
        <text
          key={step}
          x={round(x.at(step))}
          y={bottom + margin.bottom * 0.68}
          textAnchor={x.at(step) > width - 40 ? "end" : "middle"}
        >
          {step === 0 ? `${across.one} ${across.at(0)}` : across.at(step)}
        </text>
      ))}
      <line
        x1={margin.left}
        x2={width - margin.right}
        y1={bottom}
        y2={bottom}
        className={styles["base"]}
      />
    </g>
  );
}
