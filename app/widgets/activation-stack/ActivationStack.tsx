/**
 * A deep stack of one activation: distributions going up, gradient coming back, and the chosen
 * layer in numbers.
 */
import { t } from "../../language/words";
import { FigureFrame } from "../../explorer/FigureFrame";
import { spoken } from "../../figures/describe/number";
import { DensityColumns } from "../../figures/layer-plots/DensityColumns";
import { LogColumns } from "../../figures/layer-plots/LogColumns";
import { COVER, useCovered } from "../../figures/marks/covered";
import { Readout } from "../../figures/marks/readout/Readout";
import { Controls } from "../fields/Controls";
import type { WidgetProps } from "../widget";
import { activationStack, fields, percent, type StackState } from "./definition";
import { type LayerReport, runStack } from "./stack";

const NO_VALUES = new Float64Array();

export function ActivationStack(props: WidgetProps<StackState>) {
  const { state, change } = props;
  const reports = runStack(state);
  const layer = reports[state.layer];
  // What a question asks for is left out behind the input, or before the output.
  const [spreads, gradients] = [!useCovered("std"), !useCovered("gradient")];
  const shown = reports.map(({ values }, at) => (spreads || at === 0 ? values : NO_VALUES));
  const reach = reachOf(shown);
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
        layers={shown.map((values, at) => ({ name: named(at), values }))}
        low={reach.low}
        high={reach.high}
        chosen={state.layer}
        onChoose={choose}
      />
      <h3>{t("Coming back: the size of the gradient that arrives")}</h3>
      <LogColumns
        title={t("Root mean square of the gradient at each layer")}
        bars={reports.map(({ gradient }, at) => ({
          name: named(at),
          value: gradients || at === state.depth ? gradient : null,
        }))}
        chosen={state.layer}
        onChoose={choose}
      />
      {layer !== undefined && (
        <Facts
          at={state.layer}
          layer={layer}
          seen={spreads || state.layer === 0}
          arrives={gradients || state.layer === state.depth}
        />
      )}
    </FigureFrame>
  );
}

interface FactsProps {
  readonly at: number;
  readonly layer: LayerReport;
  /** Whether its numbers are shown, and the gradient that arrives. */
  readonly seen: boolean;
  readonly arrives: boolean;
}

function Facts({ at, layer, seen, arrives }: FactsProps) {
  const forward = (text: string): string => (seen ? text : COVER);
  return (
    <Readout
      facts={[
        { name: "layer", value: at === 0 ? t("input") : String(at) },
        { name: "mean", value: forward(spoken(layer.mean)) },
        { name: "spread (std)", value: forward(spoken(layer.std)) },
        { name: t("from input to input"), value: forward(spoken(layer.moves)) },
        { name: t("dead units"), value: forward(percent(layer.dead)) },
        { name: "slopes < 0.05", value: at === 0 ? "–" : forward(percent(layer.saturated)) },
        { name: "gradient", value: arrives ? spoken(layer.gradient) : COVER },
      ]}
    />
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
