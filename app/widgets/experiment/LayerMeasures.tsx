/** Every layer at one moment of the run: gradient, update, weights as bars, activations as histograms, first layer on top. */
import { useState } from "react";
import { LayerBars } from "../../figures/network/LayerBars";
import { LayerColumns } from "../../figures/network/LayerColumns";
import { LayerHistograms } from "../../figures/network/LayerHistograms";
import { Segments } from "../training-desk/fields/Segments";
import { frameAt, type RunView } from "../training-desk/run-view";
import type { WidgetProps } from "../widget";
import { SHOWS, type ExperimentState } from "./definition";
import styles from "./experiment.module.css";
import type { RunsProps } from "./ExperimentCurves";
import { activationHistograms, layerValues, type Measure } from "./measures";
import { weightLayers, type Setting } from "./setting";

/** Up to so many layers get a bar with a name and a number each. */
const FEW = 8;
const WORDS = { gradient: "gradient", update: "update / weights", activation: "activations", weight: "weights" } as const;
const TITLES: Readonly<Record<Measure, string>> = {
  gradient: "Length of each layer's gradient, ‖dw‖",
  update: "A step over the weights, ‖Δw‖ / ‖w‖",
  weight: "Length of each layer's weights, ‖w‖",
};

export function LayerMeasures({
  state,
  change,
  hidden,
  locked,
  a,
  b,
  other,
}: RunsProps & Pick<WidgetProps<ExperimentState>, "hidden" | "locked">) {
  const frame = frameAt(a.frames, state.cursor);
  return (
    <div className={styles["layers"]}>
      <div className={styles["top"]}>
        {!hidden.has("show") && (
          <Segments
            label="Of every layer"
            unlabelled
            value={state.show}
            options={SHOWS}
            nameOf={(show) => WORDS[show]}
            locked={locked.has("show")}
            onValue={(show) => change({ ...state, show })}
          />
        )}
        <p className={styles["steps"]}>
          {frame === null
            ? "Nothing measured yet: start the run."
            : state.cursor === null
              ? `at step ${frame.step}, the latest`
              : `at step ${frame.step}`}
        </p>
      </div>
      {state.show === "activation" ? (
        <div className={styles["pair"]}>
          <Histograms name={b === null ? "" : "Run A"} setting={state.setting} view={a} cursor={state.cursor} />
          {b !== null && other !== null && <Histograms name="Run B" setting={other} view={b} cursor={state.cursor} />}
        </div>
      ) : (
        <Bars measure={state.show} state={state} a={a} b={b} other={other} />
      )}
    </div>
  );
}

function Bars({ measure, state, a, b, other }: Omit<RunsProps, "change"> & { readonly measure: Measure }) {
  const [at, setAt] = useState<number | null>(null);
  const values = (setting: Setting, view: RunView) => layerValues(measure, setting, frameAt(view.frames, state.cursor)?.probes ?? {});
  const layers = [...new Set([...weightLayers(state.setting), ...(other === null ? [] : weightLayers(other))])];
  const runs = [
    { label: b === null ? "this run" : "run A", values: values(state.setting, a) },
    ...(b === null || other === null ? [] : [{ label: "run B", values: values(other, b) }]),
  ];
  if (layers.length <= FEW) return <LayerBars title={TITLES[measure]} layers={layers} runs={runs} />;
  return <LayerColumns title={TITLES[measure]} layers={layers} runs={runs} at={at} onAt={setAt} />;
}

function Histograms({
  name,
  setting,
  view,
  cursor,
}: {
  readonly name: string;
  readonly setting: Setting;
  readonly view: RunView;
  readonly cursor: number | null;
}) {
  const layers = activationHistograms(setting, frameAt(view.frames, cursor)?.probes ?? {});
  return <LayerHistograms title={name === "" ? "Sizes of the activations" : `${name}: sizes of the activations`} layers={layers} />;
}
