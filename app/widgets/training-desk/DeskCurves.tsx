/** Loss and accuracy against the step, linked by one cursor. */
import { useMemo, useState } from "react";
import { Curve } from "../../figures/curve/Curve";
import { percent } from "../../figures/curve/format";
import type { Series } from "../../figures/curve/series";
import type { WidgetProps } from "../widget";
import type { DeskState } from "./definition";
import type { RunView } from "./run-view";
import styles from "./training-desk.module.css";

export function DeskCurves({ state, change, view }: Pick<WidgetProps<DeskState>, "state" | "change"> & { readonly view: RunView }) {
  const [pointed, setPointed] = useState<number | null>(null);
  const last = view.snapshot?.step ?? 0;
  const { loss, accuracy } = useMemo(() => seriesOf(view), [view]);
  const shared = {
    cursor: pointed ?? state.cursor,
    onCursor: setPointed,
    onPin: (cursor: number | null) => change({ ...state, cursor }, { history: "merge" }),
    lastStep: Math.max(20, last),
  };
  return (
    <div className={styles["curves"]}>
      <Curve
        title="Loss"
        series={loss}
        scale={state.logarithmic ? "log" : "linear"}
        {...shared}
        aside={
          <label className={styles["check"]}>
            <input
              type="checkbox"
              checked={state.logarithmic}
              onChange={(event) => change({ ...state, logarithmic: event.target.checked })}
            />
            logarithmic
          </label>
        }
      />
      <Curve
        title="Accuracy"
        series={accuracy}
        scale="linear"
        range={[0, 1]}
        format={percent}
        mark={(share) => `${Math.round(share * 100)} %`}
        {...shared}
      />
    </div>
  );
}

function seriesOf({ losses, scores }: RunView): { readonly loss: readonly Series[]; readonly accuracy: readonly Series[] } {
  const points = (pick: (score: RunView["scores"][number]) => number) => scores.map((score) => ({ step: score.step, value: pick(score) }));
  return {
    loss: [
      { id: "training", label: "training batch", points: losses, tone: "first", mark: "line" },
      { id: "held-out", label: "held out", points: points((score) => score.loss), tone: "second", mark: "dots" },
    ],
    accuracy: [{ id: "accuracy", label: "held out", points: points((score) => score.accuracy), tone: "second", mark: "dots" }],
  };
}
