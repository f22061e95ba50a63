/**
 * What is read of each layer while a network trains, from the engine's own statistics, and the sentences made of it.
 *
 *   gradient    length of a layer's weight gradient, ‖dw‖        weight      length of its weights, ‖w‖
 *   update      ‖the step's change of w‖ / ‖w‖: by how large a part a step moves the weights, whatever the rule
 *   activation  the sizes of a layer's outputs, as a histogram over powers of two
 */
import type { Probe } from "../../../engine/worker/protocol";
import { readable } from "../../figures/curve/format";
import type { Point } from "../../figures/curve/series";
import type { LayerHistogram } from "../../figures/network/LayerHistograms";
import { frameAt, type ProbeFrame, type RunView } from "../training-desk/run-view";
import { settingB, type ExperimentState } from "./definition";
import { activationLayers, NAMES, weightLayers, wordOf, type Setting } from "./setting";

export type Measure = "gradient" | "update" | "weight";
type Probes = Readonly<Record<string, Probe>>;

/** One number a layer; layers that were not measured are left out. */
export function layerValues(measure: Measure, setting: Setting, probes: Probes): Readonly<Record<string, number>> {
  const result: Record<string, number> = {};
  for (const layer of weightLayers(setting)) {
    const value = measured(measure, probes, layer);
    if (value !== null) result[layer] = value;
  }
  return result;
}

function measured(measure: Measure, probes: Probes, layer: string): number | null {
  const length = (slot: string): number | null => {
    const probe = probes[`${layer}.${slot}`];
    return probe === undefined ? null : probe.notANumber > 0 ? Number.NaN : probe.norm;
  };
  if (measure === "weight") return length("w");
  if (measure === "gradient") return length("dw");
  const [update, weights] = [length("w_update"), length("w")];
  return update === null || weights === null ? null : update / weights;
}

export function activationHistograms(setting: Setting, probes: Probes): readonly LayerHistogram[] {
  return activationLayers(setting).flatMap((layer) => {
    const probe = probes[`${layer}.y`];
    if (probe === undefined) return [];
    return [{ layer, counts: probe.histogram, zeros: probe.zeros, notANumber: probe.notANumber }];
  });
}

/** The first layer's gradient against the step. */
export function firstGradient(setting: Setting, frames: readonly ProbeFrame[]): readonly Point[] {
  const first = `${weightLayers(setting)[0] ?? ""}.dw`;
  return frames.flatMap(({ step, probes }) => {
    const probe = probes[first];
    return probe === undefined ? [] : [{ step, value: probe.notANumber > 0 ? Number.NaN : probe.norm }];
  });
}

/** First layer's gradient over the last layer's; null while unmeasured. */
export function carried(setting: Setting, view: RunView, cursor: number | null): number | null {
  const values = layerValues("gradient", setting, frameAt(view.frames, cursor)?.probes ?? {});
  const layers = weightLayers(setting);
  const [first, last] = [values[layers[0] ?? ""], values[layers.at(-1) ?? ""]];
  return first === undefined || last === undefined ? null : first / last;
}

/** What became of the gradient on its way back through one run. */
export function verdict(setting: Setting, view: RunView, cursor: number | null): string {
  if (view.phase === "broken") return `It met a number that is none${at(view.problem?.step)}.`;
  const ratio = carried(setting, view, cursor);
  if (ratio === null) return "";
  if (Number.isNaN(ratio)) return "Its gradients are not numbers any more.";
  const part = `The first layer's gradient is ${readable(ratio)} times the last layer's`;
  if (ratio === 0) return "Nothing at all of the gradient reaches the first layer.";
  if (ratio < 1e-3) return `${part}: it vanishes on its way back.`;
  if (ratio > 1e3) return `${part}: it explodes on its way back.`;
  return `${part}: it arrives.`;
}

/** One sentence that says what changed, and those that say what it did, at the latest step that both runs have reached. */
export function comparison(state: ExperimentState, a: RunView, b: RunView): string {
  const other = settingB(state);
  const { change, setting, seed } = state;
  if (other === null || change === null) return verdict(setting, a, state.cursor);
  const changed = `Run B: ${NAMES[change.key]} ${wordOf(other, change.key)}; run A: ${wordOf(setting, change.key)}. All else is the same, the seed ${seed} too.`;
  const step = Math.min(a.losses.at(-1)?.step ?? 0, b.losses.at(-1)?.step ?? 0, state.cursor ?? Number.POSITIVE_INFINITY);
  const ends = `${broken("A", a)}${broken("B", b)}`;
  if (step === 0) return `${changed}${ends}`;
  const [lossA, lossB] = [lossAt(a, step), lossAt(b, step)];
  const loss =
    lossA === null || lossB === null ? "" : ` After ${step} steps the loss is ${readable(lossA)} in A and ${readable(lossB)} in B.`;
  return `${changed}${loss}${gradients(setting, other, a, b, step)}${ends}`;
}

function gradients(settingA: Setting, other: Setting, a: RunView, b: RunView, step: number): string {
  const of = (setting: Setting, view: RunView): number | undefined =>
    layerValues("gradient", setting, frameAt(view.frames, step)?.probes ?? {})[weightLayers(setting)[0] ?? ""];
  const [inA, inB] = [of(settingA, a), of(other, b)];
  if (inA === undefined || inB === undefined) return "";
  const ratio = inB / inA;
  const times =
    !Number.isFinite(ratio) || ratio === 0
      ? ""
      : ratio >= 1
        ? `, ${readable(ratio)} times as large`
        : `, ${readable(1 / ratio)} times smaller`;
  return ` The gradient that reaches the first layer is ${readable(inA)} in A and ${readable(inB)} in B${times}.`;
}

function broken(name: string, view: RunView): string {
  return view.phase === "broken" ? ` Run ${name} met a number that is none${at(view.problem?.step)}.` : "";
}

function at(step: number | undefined): string {
  return step === undefined ? "" : ` at step ${step}`;
}

/** Mean of the last ten losses up to a step: one batch alone is noisy. */
function lossAt(view: RunView, step: number): number | null {
  const recent = view.losses.filter((point) => point.step <= step).slice(-10);
  return recent.length === 0 ? null : recent.reduce((sum, point) => sum + point.value, 0) / recent.length;
}
