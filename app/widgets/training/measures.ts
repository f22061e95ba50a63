/**
 * What is read of each layer while a network trains, from the engine's own statistics.
 *
 *   gradient    length of a layer's weight gradient, ‖dw‖     weight   length of its weights, ‖w‖
 *   update      ‖the step's change of w‖ / ‖w‖, whatever the rule
 *   activation  sizes of a layer's outputs, as a histogram over powers of two
 *   slope       mean of the slopes that a parametric ReLU has learned
 */
import { size } from "../../../engine/core/shape";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { networkShapes } from "../../../engine/graph/shapes";
import type { Frame, Probe } from "../../../engine/worker/protocol";
import type { Point } from "../../figures/curve/series";
import type { LayerHistogram } from "../../figures/network/LayerHistograms";
import { frameAt, type RunView } from "../../runs/run-view";
import { ACTIVATION_OPS } from "./network-text";
import type { Measure } from "./shows";

type Probes = Frame["probes"];

export interface MeasuredLayers {
  /** Layers with weights, first to last. */
  readonly weights: readonly string[];
  readonly activations: readonly string[];
  readonly slopes: readonly string[];
  /** Numbers that the network gives for one picture. */
  readonly outputs: number;
}

const known = new WeakMap<NetworkSpec, MeasuredLayers>();

export function layersIn(network: NetworkSpec): MeasuredLayers {
  const found = known.get(network);
  if (found !== undefined) return found;
  const { layers, output } = networkShapes(network);
  const having = (slot: string): readonly string[] =>
    layers.filter(({ parameters }) => parameters[slot] !== undefined).map(({ name }) => name);
  const activations = network.layers
    .filter(({ op }) => ACTIVATION_OPS.includes(op))
    .map(({ name }) => name);
  const made = {
    weights: having("w"),
    activations,
    slopes: having("slope"),
    outputs: size(output.shape),
  };
  known.set(network, made);
  return made;
}

/**
 * The names of several networks' layers, each once, in the order of the longest network; a name
 * that it lacks stands behind the one that it follows in its own network.
 */
export function mergedNames(networks: readonly (readonly string[])[]): readonly string[] {
  const [longest = [], ...others] = networks.toSorted((a, b) => b.length - a.length);
  const merged = [...longest];
  for (const names of others)
    for (const [at, name] of names.entries())
      if (!merged.includes(name)) merged.splice(merged.indexOf(names[at - 1] ?? "") + 1, 0, name);
  return merged;
}

/** One number per layer; layers that were not measured are left out. */
export function layerValues(
  measure: Measure,
  network: NetworkSpec,
  probes: Probes,
): Readonly<Record<string, number>> {
  const { weights, slopes } = layersIn(network);
  const layers = measure === "slope" ? slopes : weights;
  const entries = layers.flatMap((layer) => {
    const value = measured(measure, probes, layer);
    return value === null ? [] : [[layer, value] as const];
  });
  return Object.fromEntries(entries);
}

function measured(measure: Measure, probes: Probes, layer: string): number | null {
  const of = (slot: string, pick: (probe: Probe) => number): number | null => {
    const probe = probes[`${layer}.${slot}`];
    return probe === undefined ? null : probe.notANumber > 0 ? Number.NaN : pick(probe);
  };
  const length = (slot: string): number | null => of(slot, ({ norm }) => norm);
  if (measure === "slope") return of("slope", ({ mean }) => mean);
  if (measure === "weight") return length("w");
  if (measure === "gradient") return length("dw");
  const [update, weights] = [length("w_update"), length("w")];
  return update === null || weights === null ? null : update / weights;
}

export function activationHistograms(
  network: NetworkSpec,
  probes: Probes,
): readonly LayerHistogram[] {
  return layersIn(network).activations.flatMap((layer) => {
    const probe = probes[`${layer}.y`];
    if (probe === undefined) return [];
    const { histogram: counts, zeros, notANumber } = probe;
    return [{ layer, counts, zeros, notANumber }];
  });
}

/** The first layer's gradient against the step. */
export function firstGradient(network: NetworkSpec, frames: readonly Frame[]): readonly Point[] {
  const first = layersIn(network).weights[0] ?? "";
  return frames.flatMap(({ step, probes }) => {
    const value = measured("gradient", probes, first);
    return value === null ? [] : [{ step, value }];
  });
}

/** First layer's gradient over the last layer's; null while unmeasured, NaN when both are 0. */
export function carried(network: NetworkSpec, view: RunView, cursor: number | null): number | null {
  const values = layerValues("gradient", network, frameAt(view.frames, cursor)?.probes ?? {});
  const layers = layersIn(network).weights;
  const [first, last] = [values[layers[0] ?? ""], values[layers.at(-1) ?? ""]];
  if (first === undefined || last === undefined || Number.isNaN(first) || Number.isNaN(last))
    return null;
  return first / last;
}
