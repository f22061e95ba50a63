/**
 * Loss, the first layer's gradient and held-out scores against the step, linked by one cursor; all
 * runs in one plot each. On a projector the first two: what is left out makes the type larger.
 */
import { t, word } from "../../language/words";
import { useState } from "react";
import { Curve, type CurveProps } from "../../figures/curve/Curve";
import type { CurveMark } from "../../figures/curve/CurveMarks";
import { percent } from "../../figures/curve/format";
import { type Point, type Series, toneOf } from "../../figures/curve/series";
import { Toggle } from "../../figures/marks/controls/Toggle";
import { firstGradient, layersIn } from "./measures";
import type { Show } from "./shows";
import type { Props, Shown } from "./Training";
import styles from "./training.module.css";
import { whoOf } from "./words";

const HEIGHT = 150;
/** Of a plot beside which and below which nothing else stands. */
export const ALONE = 260;

export interface RunsProps extends Pick<Props, "state" | "change" | "hidden" | "locked" | "mode"> {
  readonly runs: readonly Shown[];
  readonly shows: ReadonlySet<Show>;
}

export function Curves({ state, change, runs, shows, stage }: RunsProps & { stage: boolean }) {
  const [pointed, setPointed] = useState<number | null>(null);
  const shared = {
    cursor: pointed ?? state.cursor,
    onCursor: setPointed,
    onPin: (cursor: number | null) => change({ ...state, cursor }, { history: "merge" }),
    lastStep: Math.max(20, state.steps, ...runs.map(({ view }) => view.snapshot?.step ?? 0)),
  };
  const marks = runs.flatMap(marksOf);
  // The words stand over the first curve; over the others there is the line alone.
  const lines = marks.map(({ step, tone }) => ({ step, tone, label: "" }));
  // Of one run, both losses share a plot.
  const both = runs.length === 1 && shows.has("loss") && shows.has("validation");
  const wanted = KINDS.filter(({ show }) => shows.has(show) && !(both && show === "validation"));
  // A lecture shows no axes before there is something on them.
  const isDrawn = ({ show, points }: CurveKind): boolean =>
    !stage ||
    runs.some(
      (run) =>
        points(run).length > 0 || (both && show === "loss" && heldOut(run).points.length > 0),
    );
  const curves = wanted.filter(isDrawn).slice(0, stage ? 2 : KINDS.length);
  const isAlone = curves.length === 1 && !stage && shows.size < 3;
  return (
    <div className={styles["curves"]} data-count={curves.length}>
      {curves.map(({ show, title, mark, points, scale, empty, look }, at) => (
        <Curve
          key={show}
          title={both && show === "loss" ? t("Loss") : title(runs)}
          series={[
            ...runs.map((run, index) => seriesOf(run, index, mark, points(run))),
            ...(both && show === "loss" ? runs.map(heldOut) : []),
            ...(show === "accuracy" && shows.has("ideal") ? idealOf(runs) : []),
          ].map((series) => (both && show === "loss" ? named(series) : series))}
          scale={show === "loss" ? (state.log ? "log" : "linear") : scale}
          marks={at === 0 ? marks : lines}
          {...(show === "loss" && !stage
            ? { aside: <Logarithmic state={state} change={change} /> }
            : {})}
          empty={t("Press Train: {empty}.", { empty: word(empty) })}
          height={isAlone ? ALONE : HEIGHT}
          {...look}
          {...shared}
        />
      ))}
    </div>
  );
}

interface CurveKind {
  readonly show: Show;
  readonly title: (runs: readonly Shown[]) => string;
  readonly mark: Series["mark"];
  readonly points: (run: Shown) => readonly Point[];
  readonly scale: CurveProps["scale"];
  readonly empty: string;
  readonly look?: Pick<CurveProps, "range" | "format" | "mark">;
}

const KINDS: readonly CurveKind[] = [
  {
    show: "loss",
    title: () => t("Training loss"),
    mark: "line",
    points: ({ view }) => view.losses,
    scale: "linear",
    empty: "the loss of each batch is drawn here, step by step",
  },
  {
    show: "gradient",
    title: ([run]) => {
      const [layer] = run === undefined ? [] : layersIn(run.network).weights;
      return t("Gradient of {layer}", { layer: layer ?? t("the first layer") });
    },
    mark: "line",
    points: ({ view, network }) => firstGradient(network, view.frames),
    scale: "log",
    empty: "the length of this gradient is drawn here",
  },
  {
    show: "accuracy",
    title: () => t("Held-out accuracy"),
    mark: "dots",
    points: ({ view }) => view.scores.map(({ step, accuracy }) => ({ step, value: accuracy })),
    scale: "linear",
    empty: "a dot for each time that held-out pictures are scored",
    look: { range: [0, 1], format: percent, mark: (share) => `${Math.round(share * 100)} %` },
  },
  {
    show: "validation",
    title: () => t("Held-out loss"),
    mark: "dots",
    points: ({ view }) => view.scores.map(({ step, loss }) => ({ step, value: loss })),
    scale: "linear",
    empty: "a dot for each time that held-out pictures are scored",
  },
];

function seriesOf(
  { label }: Shown,
  at: number,
  mark: Series["mark"],
  points: readonly Point[],
): Series {
  return { id: String(at), label, points, tone: toneOf(at), mark };
}

function heldOut({ view }: Shown): Series {
  const points = view.scores.map(({ step, loss }) => ({ step, value: loss }));
  return { id: "held-out", label: t("held out"), points, tone: "second", mark: "dots" };
}

/** With the ideal statistics: one series for runs of the same weights, as with two averages. */
function idealOf(runs: readonly Shown[]): readonly Series[] {
  const all = runs.map(({ label, view }, at): Series => {
    const points = view.scores.flatMap(({ step, ideal }) =>
      ideal === undefined ? [] : [{ step, value: ideal }],
    );
    const tone = toneOf(runs.length + at);
    return { id: `ideal ${at}`, label: t("{label}, ideal", { label }), points, tone, mark: "line" };
  });
  const [first] = all;
  const shared = Math.min(...all.map(({ points }) => points.length));
  const values = ({ points }: Series): string => JSON.stringify(points.slice(0, shared));
  return first !== undefined && all.every((one) => values(one) === values(first))
    ? [{ ...first, label: "ideal" }]
    : all;
}

function named(series: Series): Series {
  return series.id === "0" ? { ...series, label: t("training batch") } : series;
}

function Logarithmic({ state, change }: Pick<Props, "state" | "change">) {
  return (
    <Toggle
      label={t("logarithmic")}
      value={state.log}
      onChange={(log) => change({ ...state, log })}
    />
  );
}

/** Where a run went on with something else. */
function marksOf(run: Shown, at: number): readonly CurveMark[] {
  const who = whoOf(run);
  return run.view.switches.map(({ step, to }) => ({
    step,
    label: `${who}${to}`,
    tone: toneOf(at),
  }));
}
