/**
 * One distribution a layer, side by side on a shared axis: darker is more. A column that shrinks to
 * a line has lost its signal; one that sits at the ends is saturated. Pure; a click or a key
 * chooses a layer. Lengths in CSS px.
 */
import { css, rgbAt, unsignedIndex } from "../../theme/colour";
import { useScheme } from "../../theme/scheme";
import { linear } from "../curve/scale";
import { useRoom } from "../curve/useRoom";
import { classes } from "../marks/style";
import { columnsMargin, count } from "./bins";
import styles from "./layer-plots.module.css";

export interface DensityColumnsProps {
  readonly title: string;
  /** Values of each layer, in order. */
  readonly layers: readonly { readonly name: string; readonly values: ArrayLike<number> }[];
  readonly low: number;
  readonly high: number;
  readonly chosen: number;
  readonly onChoose: (layer: number) => void;
}

const HEIGHT = 230;
const BINS = 48;

export function DensityColumns({
  title,
  layers,
  low,
  high,
  chosen,
  onChoose,
}: DensityColumnsProps) {
  const scheme = useScheme();
  const [room, { width, type }] = useRoom<HTMLDivElement>(760);
  const margin = columnsMargin(type);
  const height = HEIGHT * type;
  const y = linear(low, high, height - margin.bottom, margin.top);
  const step = (width - margin.left - margin.right) / Math.max(1, layers.length);
  const bin = (height - margin.top - margin.bottom) / BINS;
  const every = Math.max(1, Math.ceil((34 * type) / step));
  return (
    <div ref={room}>
      <svg
        className={styles["plot"]}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={title}
      >
        {y.ticks(5).map((tick) => (
          <g key={tick} className={styles["tick"]}>
            <line x1={margin.left} x2={width - margin.right} y1={y.at(tick)} y2={y.at(tick)} />
            <text x={margin.left - 8} y={y.at(tick) + 5}>
              {String(tick).replace("-", "−")}
            </text>
          </g>
        ))}
        {layers.map(({ name, values }, at) => {
          const counts = count(values, low, high, BINS);
          const most = Math.max(1, ...counts);
          return (
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
                height={height - margin.top - margin.bottom}
              />
              {counts.map((number, row) =>
                number === 0 ? null : (
                  <rect
                    key={row}
                    data-count={number}
                    x={margin.left + at * step + 1}
                    y={height - margin.bottom - (row + 1) * bin}
                    width={Math.max(1, step - 2)}
                    height={bin + 0.5}
                    fill={css(
                      rgbAt(
                        "sequential",
                        scheme,
                        unsignedIndex(Math.sqrt(number / most), -0.25, 1),
                      ),
                    )}
                  />
                ),
              )}
              {at % every === 0 && (
                <text x={margin.left + (at + 0.5) * step} y={height - 8 * type}>
                  {at === 0 ? "in" : at}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
