/** One positive number per layer on a logarithmic axis; zero has no bar and says so. Pure. */
import { t } from "../../language/words";
import { decade } from "../curve/format";
import { fitted } from "../curve/scale";
import { useRoom } from "../curve/useRoom";
import { printed, spoken } from "../describe/number";
import { COVER } from "../marks/covered";
import { classes } from "../marks/style";
import { columnsMargin } from "./bins";
import styles from "./layer-plots.module.css";

export interface LogColumnsProps {
  readonly title: string;
  /** Null: not shown yet. */
  readonly bars: readonly { readonly name: string; readonly value: number | null }[];
  readonly chosen: number;
  readonly onChoose: (layer: number) => void;
}

const HEIGHT = 170;

export function LogColumns({ title, bars, chosen, onChoose }: LogColumnsProps) {
  const [room, { width, type }] = useRoom<HTMLDivElement>(760);
  const margin = columnsMargin(type);
  const height = HEIGHT * type;
  const placed = bars
    .map(({ value }) => value)
    .filter((value) => value !== null)
    .filter((value) => value > 0 && Number.isFinite(value));
  const y = fitted([...placed, 1], "log", height - margin.bottom, margin.top);
  const step = (width - margin.left - margin.right) / Math.max(1, bars.length);
  const every = Math.max(1, Math.ceil((34 * type) / step));
  const floor = height - margin.bottom;
  return (
    <div ref={room}>
      <svg
        className={styles["plot"]}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${title}. ${describeBars(bars)}`}
      >
        {y.ticks(5).map((tick) => (
          <g key={tick} className={styles["tick"]}>
            <line
              x1={margin.left}
              x2={width - margin.right}
              y1={y.at(tick)}
              y2={y.at(tick)}
              className={tick === 1 ? styles["unit"] : undefined}
            />
            <text x={margin.left - 8} y={y.at(tick) + 5}>
              {decade(tick)}
            </text>
          </g>
        ))}
        {bars.map(({ name, value }, at) => {
          const top = value !== null && value > 0 && Number.isFinite(value) ? y.at(value) : floor;
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
                height={floor - margin.top}
              />
              <rect
                className={styles["bar"]}
                data-value={value}
                x={margin.left + at * step + Math.min(3, step / 5)}
                y={top}
                width={Math.max(1, step - Math.min(6, step / 2.5))}
                height={floor - top}
              />
              {(value === null || value === 0 || !Number.isFinite(value)) && (
                <text x={margin.left + (at + 0.5) * step} y={floor - 6} className={styles["none"]}>
                  {value === null ? COVER : spoken(value)}
                </text>
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

function describeBars(bars: LogColumnsProps["bars"]): string {
  const first = bars[0];
  const last = bars.at(-1);
  return first === undefined || last === undefined
    ? t("No layers.")
    : t("From {value} at {name} to {value2} at {name2}.", {
        value: last.value === null ? COVER : printed(spoken(last.value)),
        name: last.name,
        value2: first.value === null ? COVER : printed(spoken(first.value)),
        name2: first.name,
      });
}
