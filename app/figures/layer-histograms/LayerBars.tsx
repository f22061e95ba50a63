/** One positive number a layer on a logarithmic axis; zero has no bar and says so. Pure. */
import { fitted } from "../curve/scale";
import { spoken } from "../describe/number";
import { classes } from "../marks/style";
import styles from "./layer-histograms.module.css";

export interface LayerBarsProps {
  readonly title: string;
  readonly bars: readonly { readonly name: string; readonly value: number }[];
  readonly chosen: number;
  readonly onChoose: (layer: number) => void;
  readonly width: number;
}

const HEIGHT = 190;
const MARGIN = { left: 64, right: 8, top: 8, bottom: 30 };

export function LayerBars({ title, bars, chosen, onChoose, width }: LayerBarsProps) {
  const placed = bars.map(({ value }) => value).filter((value) => value > 0 && Number.isFinite(value));
  const y = fitted([...placed, 1], "log", HEIGHT - MARGIN.bottom, MARGIN.top);
  const step = (width - MARGIN.left - MARGIN.right) / Math.max(1, bars.length);
  const every = Math.max(1, Math.ceil(34 / step));
  const floor = HEIGHT - MARGIN.bottom;
  return (
    <svg className={styles["plot"]} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={`${title}. ${describeBars(bars)}`}>
      {y.ticks(5).map((tick) => (
        <g key={tick} className={styles["tick"]}>
          <line
            x1={MARGIN.left}
            x2={width - MARGIN.right}
            y1={y.at(tick)}
            y2={y.at(tick)}
            className={tick === 1 ? styles["unit"] : undefined}
          />
          <text x={MARGIN.left - 8} y={y.at(tick) + 5}>
            {tick >= 0.01 && tick <= 100 ? tick : `1e${Math.round(Math.log10(tick))}`.replace("-", "−")}
          </text>
        </g>
      ))}
      {bars.map(({ name, value }, at) => {
        const top = value > 0 && Number.isFinite(value) ? y.at(value) : floor;
        return (
          <g key={name} className={classes(styles["layer"], at === chosen && styles["chosen"])} onClick={() => onChoose(at)}>
            <rect className={styles["back"]} x={MARGIN.left + at * step} y={MARGIN.top} width={step} height={floor - MARGIN.top} />
            <rect
              className={styles["bar"]}
              data-value={value}
              x={MARGIN.left + at * step + Math.min(3, step / 5)}
              y={top}
              width={Math.max(1, step - Math.min(6, step / 2.5))}
              height={floor - top}
            />
            {(value === 0 || !Number.isFinite(value)) && (
              <text x={MARGIN.left + (at + 0.5) * step} y={floor - 6} className={styles["none"]}>
                {spoken(value)}
              </text>
            )}
            {at % every === 0 && (
              <text x={MARGIN.left + (at + 0.5) * step} y={HEIGHT - 8}>
                {at === 0 ? "in" : at}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

export function describeBars(bars: LayerBarsProps["bars"]): string {
  const first = bars[0];
  const last = bars.at(-1);
  return first === undefined || last === undefined
    ? "No layers."
    : `From ${spoken(last.value)} at ${last.name} to ${spoken(first.value)} at ${first.name}.`;
}
