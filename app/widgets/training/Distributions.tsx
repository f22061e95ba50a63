/**
 * What every hidden layer gives to the next one, as histograms: at the first step measured as an
 * outline, at the step under the slider, or the latest, as bars. Runs and layers share one axis.
 */
import { t } from "../../language/words";
import { extent } from "../../figures/curve/scale";
import { Slider } from "../../figures/marks/controls/Slider";
import { type LayerValues, ValueHistograms } from "../../figures/network/ValueHistograms";
import { frameAt } from "../../runs/run-view";
import type { RunsProps } from "./Curves";
import { layersIn } from "./measures";
import { latestShared } from "./sentences";
import type { Shown } from "./Training";
import styles from "./training.module.css";

export function Distributions({ state, change, runs }: RunsProps) {
  const last = latestShared(
    runs.map(({ view }) => view.frames),
    Number.POSITIVE_INFINITY,
  );
  const first = runs[0]?.view.frames[0]?.step ?? 0;
  if (last === null)
    return <p className={styles["hint"]}>{t("Press Train: a histogram for each hidden layer.")}</p>;
  const step = Math.min(last, state.cursor ?? last);
  const [low = 0, high = 1] = extent(runs.flatMap(endsOf), "linear") ?? [];
  return (
    <div className={styles["layers"]}>
      <div className={styles["top"]}>
        <p className={styles["steps"]}>
          {t(
            "Outputs of each hidden layer. Outline: step {first}. Bars: step {step}; beside them where the middle 70 % lie.",
            { first, step },
          )}
        </p>
        {last > first && (
          <Slider
            label={t("Bars at step")}
            value={step}
            from={first}
            to={last}
            step={1}
            onChange={(at) =>
              change({ ...state, cursor: at === last ? null : at }, { history: "merge" })
            }
          />
        )}
      </div>
      <div className={styles["pair"]}>
        {runs.map((run) => (
          <ValueHistograms
            key={run.name}
            title={run.name === "" ? t("Values of the outputs") : run.name}
            layers={valuesOf(run, step)}
            low={low}
            high={high}
          />
        ))}
      </div>
    </div>
  );
}

/** Least and largest number of any hidden layer at any step measured, so that the axis stays. */
function endsOf({ view, network }: Shown): readonly number[] {
  return view.frames.flatMap(({ quantiles }) =>
    layersIn(network).activations.flatMap((layer) => {
      const ordered = quantiles[`${layer}.y`] ?? [];
      return [ordered[0] ?? Number.NaN, ordered.at(-1) ?? Number.NaN];
    }),
  );
}

function valuesOf({ view, network }: Shown, step: number): readonly LayerValues[] {
  return layersIn(network).activations.flatMap((layer) => {
    const of = `${layer}.y`;
    const before = view.frames.find(({ quantiles }) => quantiles[of] !== undefined)?.quantiles[of];
    const now = frameAt(view.frames, step)?.quantiles[of];
    return before === undefined || now === undefined ? [] : [{ layer, before, now }];
  });
}
