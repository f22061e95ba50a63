/**
 * The 15th, 50th and 85th percentile of one channel over the steps, each run in a plot of its own.
 */
import { t } from "../../language/words";
import { networkShapes } from "../../../engine/graph/shapes";
import { Curve } from "../../figures/curve/Curve";
import type { Series } from "../../figures/curve/series";
import { ALONE, type RunsProps } from "./Curves";
import type { Shown } from "./Training";
import styles from "./training.module.css";
import { watchedOf } from "./useProbes";
import { whoOf } from "./words";

const NAMES = ["15 %", "50 %", "85 %"] as const;
const TONES = ["second", "first", "second"] as const;

export function Percentiles({ state, change, runs, mode }: RunsProps) {
  const lastStep = Math.max(20, ...runs.map(({ view }) => view.snapshot?.step ?? 0));
  return (
    <div className={styles["curves"]} data-count={runs.length}>
      {runs.map((run) => (
        <Curve
          key={run.name}
          title={titleOf(run, state.watched)}
          series={seriesOf(run, state.watched)}
          scale="linear"
          cursor={state.cursor}
          onCursor={() => {}}
          onPin={(cursor) => change({ ...state, cursor }, { history: "merge" })}
          lastStep={lastStep}
          height={runs.length === 1 && mode !== "stage" ? ALONE : 150}
          empty={t("Press Train: three percentiles, step by step.")}
        />
      ))}
    </div>
  );
}

function titleOf(run: Shown, text: string): string {
  const { network } = run;
  const watched = watchedOf(text, network);
  const who = whoOf(run);
  const layer = watched?.tensor.replace(/\.y$/, "") ?? t("no hidden layer");
  const { layers } = networkShapes(network);
  // Of a dense layer, as the lessons call it.
  const flat = layers.find((one) => one.name === layer)?.shape.length === 1;
  const channel = watched?.channel ?? 0;
  return flat
    ? t("{who}{layer}, unit {channel}", { who, layer, channel })
    : t("{who}{layer}, channel {channel}", { who, layer, channel });
}

function seriesOf({ view, network }: Shown, text: string): readonly Series[] {
  const watched = watchedOf(text, network);
  const key = watched === null ? "" : `${watched.tensor}[${watched.channel}]`;
  return NAMES.map((label, at) => ({
    id: label,
    label,
    tone: TONES[at] ?? "first",
    mark: "line",
    points: view.frames.flatMap(({ step, quantiles }) => {
      const value = quantiles[key]?.[at];
      return value === undefined ? [] : [{ step, value }];
    }),
  }));
}
