/**
 * What is read of each layer while a network trains, from the engine's own statistics.
 *
 *   gradient    length of a layer's weight gradient, ‖dw‖        weight      length of its weights, ‖w‖
 *   update      ‖the step's change of w‖ / ‖w‖: by how large a part a step moves the weights, whatever the rule
 *   activation  the sizes of a layer's outputs, as a histogram over powers of two
 */
import type { Probe } from "../../../engine/worker/protocol";
import type { Point } from "../../figures/curve/series";
import type { LayerHistogram } from "../../figures/network/LayerHistograms";
import { frameAt, type ProbeFrame, type RunView } from "../training-desk/run-view";
import { activationLayers, weightLayers, type Setting } from "./setting";

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

/** First layer's gradient over the last layer's; null while unmeasured, NaN when both are 0. */
export function carried(setting: Setting, view: RunView, cursor: number | null): number | null {
  const values = layerValues("gradient", setting, frameAt(view.frames, cursor)?.probes ?? {});
  const layers = weightLayers(setting);
  const [first, last] = [values[layers[0] ?? ""], values[layers.at(-1) ?? ""]];
  if (first === undefined || last === undefined || Number.isNaN(first) || Number.isNaN(last)) return null;
  return first / last;
}
