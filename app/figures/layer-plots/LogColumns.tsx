/** One positive number per layer on a logarithmic axis; zero has no bar and says so. Pure. */
import { t } from "../../language/words";
import { decade } from "../curve/format";
import { fitted } from "../curve/scale";
import { printed, spoken } from "../describe/number";
import { COVER } from "../marks/covered";
import styles from "./layer-plots.module.css";
import { type Column, LayerPlot } from "./LayerPlot";

export interface LogColumnsProps {
  readonly title: string;
  /** Null: not shown yet. */
  readonly bars: readonly { readonly name: string; readonly value: number | null }[];
  readonly chosen: number;
  readonly onChoose: (layer: number) => void;
}

const HEIGHT = 170;

export function LogColumns({ title, bars, chosen, onChoose }: LogColumnsProps) {
  const values = bars.map(({ value }) => value ?? 0).filter(hasBar);
  return (
    <LayerPlot
      label={`${title}. ${describeBars(bars)}`}
      names={bars.map(({ name }) => name)}
      chosen={chosen}
      onChoose={onChoose}
      height={HEIGHT}
      axis={(bottom, top) => fitted([...values, 1], "log", bottom, top)}
      mark={decade}
      unit={1}
    >
      {(at, column) => <Bar value={bars[at]?.value ?? null} column={column} />}
    </LayerPlot>
  );
}

function hasBar(value: number): boolean {
  return value > 0 && Number.isFinite(value);
}

function Bar({ value, column }: { readonly value: number | null; readonly column: Column }) {
  const { left, width, bottom, y } = column;
  const top = value !== null && hasBar(value) ? y.at(value) : bottom;
  return (
    <>
      <rect
        className={styles["bar"]}
        data-value={value}
        x={left + Math.min(3, width / 5)}
        y={top}
        width={Math.max(1, width - Math.min(6, width / 2.5))}
        height={bottom - top}
      />
      {(value === null || value === 0 || !Number.isFinite(value)) && (
        <text x={left + 0.5 * width} y={bottom - 6} className={styles["none"]}>
          {value === null ? COVER : spoken(value)}
        </text>
      )}
    </>
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
