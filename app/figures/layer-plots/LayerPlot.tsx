/**
 * Columns over one axis, a layer each, numbered below as far as there is room; a click chooses a
 * layer. What a column holds is given. CSS px.
 */
import type { ReactNode } from "react";
import type { Scale } from "../curve/scale";
import { useRoom } from "../curve/useRoom";
import { classes } from "../marks/style";
import styles from "./layer-plots.module.css";

/** Where one layer's column stands. */
export interface Column {
  readonly left: number;
  readonly width: number;
  readonly bottom: number;
  readonly y: Scale;
}

export interface LayerPlotProps {
  readonly label: string;
  readonly names: readonly string[];
  readonly chosen: number;
  readonly onChoose: (layer: number) => void;
  /** At usual type. */
  readonly height: number;
  /** The axis from the bottom of the plot to its top. */
  readonly axis: (bottom: number, top: number) => Scale;
  readonly mark: (tick: number) => string;
  /** This place of the axis has a line of its own. */
  readonly unit?: number;
  readonly children: (layer: number, column: Column) => ReactNode;
}

export function LayerPlot(props: LayerPlotProps) {
  const { names, chosen, onChoose } = props;
  const [room, { width, type }] = useRoom<HTMLDivElement>(760);
  // The same in all plots, so that a layer stands at one place.
  const margin = { left: 60 * type, right: 8, top: 8 };
  const height = props.height * type;
  const bottom = height - 28 * type;
  const y = props.axis(bottom, margin.top);
  const step = (width - margin.left - margin.right) / Math.max(1, names.length);
  const every = Math.max(1, Math.ceil((34 * type) / step));
  return (
    <div ref={room}>
      <svg
        className={styles["plot"]}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={props.label}
      >
        {y.ticks(5).map((tick) => (
          <g key={tick} className={styles["tick"]}>
            <line
              x1={margin.left}
              x2={width - margin.right}
              y1={y.at(tick)}
              y2={y.at(tick)}
              className={tick === props.unit ? styles["unit"] : undefined}
            />
            <text x={margin.left - 8} y={y.at(tick) + 5}>
              {props.mark(tick)}
            </text>
          </g>
        ))}
        {names.map((name, at) => (
          <g
            key={name}
            className={classes(styles["layer"], at === chosen && styles["chosen"])}
            onClick={() => onChoose(at)}
          >
            <rect
              className={styles["back"]}
              x={margin.left + at * step}
              y={margin.top}
              width={step}
              height={bottom - margin.top}
            />
            {props.children(at, { left: margin.left + at * step, width: step, bottom, y })}
            {at % every === 0 && (
              <text x={margin.left + (at + 0.5) * step} y={height - 8 * type}>
                {at === 0 ? "in" : at}
              </text>
            )}
          </g>
        ))}
      </svg>
    </div>
  );
}
