/**
 * A deep stack of one activation: distributions going up, gradient coming back, and the chosen
 * layer in numbers.
 */
import { t } from "../../language/words";
import { FigureFrame } from "../../explorer/FigureFrame";
import { spoken } from "../../figures/describe/number";
import { DensityColumns } from "../../figures/layer-plots/DensityColumns";
import { LogColumns } from "../../figures/layer-plots/LogColumns";
import { Readout } from "../../figures/marks/readout/Readout";
import { Controls } from "../fields/Controls";
import type { WidgetProps } from "../widget";
import { activationStack, fields, percent, type StackState } from "./definition";
import { runStack } from "./stack";

export function ActivationStack(props: WidgetProps<StackState>) {
  const { state, change } = props;
  const reports = runStack(state);
  const layer = reports[state.layer];
  const reach = reachOf(reports.map(({ values }) => values));
  const choose = (at: number): void =>
    change(activationStack.seek(state, at), { history: "merge" });
  const named = (at: number): string => (at === 0 ? t("the input") : t("layer {at}", { at }));
  return (
    <FigureFrame>
      <Controls {...props} table={fields} />
      <h3>{t("Going forward: the numbers that each layer gives")}</h3>
      <DensityColumns
        title={t("Distribution of the numbers after each of {depth} layers", {
          depth: state.depth,
        })}
        layers={reports.map(({ values }, at) => ({ name: named(at), values }))}
        low={reach.low}
        high={reach.high}
        chosen={state.layer}
        onChoose={choose}
      />
      <h3>{t("Coming back: the size of the gradient that arrives")}</h3>
      <LogColumns
        title={t("Root mean square of the gradient at each layer")}
        bars={reports.map(({ gradient }, at) => ({ name: named(at), value: gradient }))}
        chosen={state.layer}
        onChoose={choose}
      />
      {layer !== undefined && (
        <Readout
          facts={[
            { name: "layer", value: state.layer === 0 ? t("input") : String(state.layer) },
            { name: "mean", value: spoken(layer.mean) },
            { name: "spread (std)", value: spoken(layer.std) },
            { name: t("from input to input"), value: spoken(layer.moves) },
            { name: t("dead units"), value: percent(layer.dead) },
            { name: "slopes < 0.05", value: state.layer === 0 ? "–" : percent(layer.saturated) },
            { name: "gradient", value: spoken(layer.gradient) },
          ]}
        />
      )}
    </FigureFrame>
  );
}

/** A shared axis that holds nearly all numbers of all layers, at least −1 to 1 and at most ±100. */
function reachOf(layers: readonly Float64Array[]): { readonly low: number; readonly high: number } {
  const largest = Math.max(1, ...layers.map((values) => quantile(values, 0.995)));
  const reach = Math.min(100, largest * 1.05);
  return { low: -reach, high: reach };
}

function quantile(values: Float64Array, share: number): number {
  const sizes = values.map((value) => (Number.isNaN(value) ? 0 : Math.abs(value))).toSorted();
  return sizes[Math.floor(share * (sizes.length - 1))] ?? 0;
}
