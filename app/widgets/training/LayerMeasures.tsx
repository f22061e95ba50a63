/**
 * Every layer at one moment of the run: gradient, update, weights as bars, activations as
 * histograms, first layer on top. All runs at one step.
 */
import { t, word } from "../../language/words";
import { useState } from "react";
import { Choice } from "../../figures/marks/choice/Choice";
import { LayerBars } from "../../figures/network/LayerBars";
import { LayerColumns } from "../../figures/network/LayerColumns";
import { LayerHistograms } from "../../figures/network/LayerHistograms";
import { frameAt } from "../../runs/run-view";
import type { RunsProps } from "./Curves";
import { activationHistograms, layersIn, layerValues, mergedNames } from "./measures";
import { latestShared } from "./sentences";
import { MEASURES, type Measure } from "./shows";
import type { Shown } from "./Training";
import styles from "./training.module.css";
import { whoOf } from "./words";

/** Up to so many layers get a bar with a name and a number each. */
const FEW = 8;
const TITLES: Readonly<Record<Measure, string>> = {
  gradient: "Length of each layer's gradient, ‖dw‖",
  update: "A step over the weights, ‖Δw‖ / ‖w‖",
  weight: "Length of each layer's weights, ‖w‖",
  slope: "Mean slope that each layer has learned",
  activation: "Sizes of the activations",
};

export function LayerMeasures({ state, change, hidden, locked, mode, runs }: RunsProps) {
  const last = state.cursor ?? Number.POSITIVE_INFINITY;
  const shared = latestShared(
    runs.map(({ view }) => view.frames),
    last,
  );
  const step = shared ?? state.cursor;
  const slopes = runs.some(({ network }) => layersIn(network).slopes.length > 0);
  const options = Object.entries(MEASURES).flatMap(([value, title]) =>
    isMeasure(value) && (value !== "slope" || slopes) ? [{ value, title }] : [],
  );
  if (mode === "stage" && shared === null) return null;
  return (
    <div className={styles["layers"]}>
      <div className={styles["top"]}>
        {!hidden.has("measure") && (
          <Choice
            label={t("Of every layer")}
            value={state.measure}
            options={options}
            locked={locked.has("measure")}
            onChange={(measure) => change({ ...state, measure })}
          />
        )}
        <p className={styles["steps"]}>
          {shared === null
            ? t("Nothing measured yet: start the run.")
            : state.cursor === null
              ? t("at step {shared}, the latest", { shared })
              : t("at step {shared}", { shared })}
        </p>
      </div>
      {state.measure === "activation" ? (
        <div className={styles["pair"]}>
          {runs.map((run) => (
            <LayerHistograms
              key={run.name}
              title={`${whoOf(run)}${word(TITLES.activation)}`}
              layers={activationHistograms(run.network, probesOf(run, step))}
            />
          ))}
        </div>
      ) : (
        <Bars measure={state.measure} runs={runs} step={step} />
      )}
    </div>
  );
}

function isMeasure(name: string): name is Measure {
  return Object.hasOwn(MEASURES, name);
}

function probesOf({ view }: Shown, step: number | null) {
  return frameAt(view.frames, step)?.probes ?? {};
}

interface BarsProps {
  readonly measure: Measure;
  readonly runs: readonly Shown[];
  readonly step: number | null;
}

function Bars({ measure, runs, step }: BarsProps) {
  const [at, setAt] = useState<number | null>(null);
  const layers = mergedNames(
    runs.map(({ network }) => {
      const { slopes, weights } = layersIn(network);
      return measure === "slope" ? slopes : weights;
    }),
  );
  const bars = runs.map((run) => ({
    label: run.label,
    values: layerValues(measure, run.network, probesOf(run, step)),
  }));
  if (layers.length <= FEW)
    return <LayerBars title={word(TITLES[measure])} layers={layers} runs={bars} />;
  return (
    <LayerColumns title={word(TITLES[measure])} layers={layers} runs={bars} at={at} onAt={setAt} />
  );
}
