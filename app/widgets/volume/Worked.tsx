/** The arithmetic of the step. Where a number has many sub-totals, the one in front is written out and the rest wait folded. */
import type { Cell } from "../../../engine/core/expression";
import type { Arithmetic } from "../../figures/describe/arithmetic";
import { ArithmeticStrip } from "../../figures/marks/arithmetic-strip/ArithmeticStrip";
import type { Scene } from "./scene";
import type { ViewProps } from "./views";
import styles from "./volume.module.css";
import type { VolumeState } from "./volume-state";

export interface WorkedProps extends ViewProps {
  /** How many sub-totals may be written out unasked. */
  readonly most: number;
  readonly isLit: (cell: Cell) => boolean;
}

export function Worked({ state, change, scene, point, ask, most, isLit }: WorkedProps) {
  const { arithmetic, groups } = scene;
  if (arithmetic === null) return null;
  const many = groups.size > most;
  return (
    <div className={styles["worked"]} data-beside={state.direction === "forward"}>
      <ArithmeticStrip
        title={scene.title}
        arithmetic={many && !state.all ? folded(arithmetic, scene, state) : arithmetic}
        nameOf={nameOf}
        isLit={isLit}
        onPoint={(cell) => point(cell?.tensor ?? "", cell?.index ?? null)}
        onAsk={(cell) => ask(cell.tensor, cell.index)}
      />
      {many && (
        <button type="button" className={styles["fold"]} aria-expanded={state.all} onClick={() => change({ ...state, all: !state.all })}>
          {state.all ? "Fold the sums" : `Write out all ${groups.size} sums`}
        </button>
      )}
    </div>
  );
}

/** Only the group in front, and the lines that put all groups together. */
function folded({ lines }: Arithmetic, { groups, front }: Scene, state: VolumeState): Arithmetic {
  const byFilter = state.direction === "backward" && state.of === "x";
  const shown = groups.get(byFilter ? front.filter : front.channel);
  const grouped = new Set(groups.values());
  return { lines: lines.filter((line) => line === shown || !grouped.has(line)) };
}

const NAMES: Readonly<Record<string, string>> = {
  x: "input",
  w: "weight",
  b: "bias",
  y: "output",
  z: "sum",
  dz: "gradient of the sum",
  dy: "gradient of the output",
};

function nameOf(cell: Cell): string {
  const index = cell.index.length === 4 && cell.tensor !== "w" ? cell.index.slice(1) : cell.index;
  return `${NAMES[cell.tensor] ?? cell.tensor} ${index.join(", ")}`;
}
