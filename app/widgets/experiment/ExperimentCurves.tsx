/**
 * Loss, the first layer's gradient and held-out accuracy against the step, linked; run A and run B in one plot each. On a
 * projector the first two: what is left out makes the type larger.
 */
import { useState } from "react";
import { Curve, type CurveMark } from "../../figures/curve/Curve";
import { percent } from "../../figures/curve/format";
import type { Point, Series } from "../../figures/curve/series";
import type { RunView } from "../training-desk/run-view";
import type { WidgetProps } from "../widget";
import type { ExperimentState } from "./definition";
import styles from "./experiment.module.css";
import { firstGradient } from "./measures";
import { weightLayers, type Setting } from "./setting";

const HEIGHT = 150;

export interface RunsProps extends Pick<WidgetProps<ExperimentState>, "state" | "change"> {
  readonly a: RunView;
  readonly b: RunView | null;
  readonly other: Setting | null;
}

export function ExperimentCurves({ state, change, a, b, other, stage }: RunsProps & { readonly stage: boolean }) {
  const [pointed, setPointed] = useState<number | null>(null);
  const last = Math.max(a.snapshot?.step ?? 0, b?.snapshot?.step ?? 0, 20);
  const shared = {
    cursor: pointed ?? state.cursor,
    onCursor: setPointed,
    onPin: (cursor: number | null) => change({ ...state, cursor }, { history: "merge" }),
    lastStep: last,
    height: HEIGHT,
  };
  const marks = [...marksOf(a, "first", b === null ? "" : "A: "), ...(b === null ? [] : marksOf(b, "second", "B: "))];
  // The words stand over the first curve; over the others there is the line alone.
  const lines = marks.map(({ step, tone }) => ({ step, tone, label: "" }));
  const pair = (mark: Series["mark"], pick: (view: RunView, setting: Setting) => readonly Point[]): readonly Series[] => [
    { id: "A", label: b === null ? "this run" : "run A", points: pick(a, state.setting), tone: "first", mark },
    ...(b === null || other === null ? [] : [{ id: "B", label: "run B", points: pick(b, other), tone: "second" as const, mark }]),
  ];
  const toggle = (
    <label className={styles["check"]}>
      <input type="checkbox" checked={state.logarithmic} onChange={(event) => change({ ...state, logarithmic: event.target.checked })} />
      logarithmic
    </label>
  );
  return (
    <div className={styles["curves"]}>
      <Curve
        title="Loss"
        series={pair("line", (view) => view.losses)}
        scale={state.logarithmic ? "log" : "linear"}
        {...shared}
        marks={marks}
        {...(stage ? {} : { aside: toggle })}
      />
      <Curve
        title={`Gradient of ${weightLayers(state.setting)[0] ?? "the first layer"}`}
        series={pair("line", (view, setting) => firstGradient(setting, view.frames))}
        scale="log"
        marks={lines}
        {...shared}
      />
      {!stage && (
        <Curve
          title="Held-out accuracy"
          series={pair("dots", (view) => view.scores.map(({ step, accuracy }) => ({ step, value: accuracy })))}
          scale="linear"
          range={[0, 1]}
          format={percent}
          mark={(share) => `${Math.round(share * 100)} %`}
          marks={lines}
          {...shared}
        />
      )}
    </div>
  );
}

/** Where a run went on with something else. */
function marksOf({ switches }: RunView, tone: CurveMark["tone"], name: string): readonly CurveMark[] {
  return switches.map(({ step, to }) => ({ step, label: `${name}${to}`, tone }));
}
