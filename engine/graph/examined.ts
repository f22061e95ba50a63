/** A network that somebody builds may not fit together yet: how far it does. */
import { LabError, orProblem } from "../core/errors";
import { parseSpec } from "./parse-spec";
import { type LayerShape, networkShapes, type NetworkShapes } from "./shapes";
import type { LayerSpec, NetworkSpec } from "./spec";

export interface ExaminedLayer {
  readonly spec: LayerSpec;
  /** Null from the first layer on that does not fit. */
  readonly shape: LayerShape | null;
}

export interface Examined {
  readonly layers: readonly ExaminedLayer[];
  /** Null as long as something does not fit. */
  readonly network: NetworkShapes | null;
  /** What is wrong, and with which layer; null: with the network as a whole. */
  readonly problem: { readonly layer: string | null; readonly error: LabError } | null;
}

/** How far a network fits together. */
export function examined(spec: NetworkSpec): Examined {
  const whole = shapesOrError(spec);
  if (!(whole instanceof LabError))
    return {
      layers: spec.layers.map((layer, at) => ({ spec: layer, shape: whole.layers[at] ?? null })),
      network: whole,
      problem: null,
    };
  const good = goodLayers(spec);
  const before = good === 0 ? null : shapesOrError(first(spec, good));
  const shapes = before === null || before instanceof LabError ? [] : before.layers;
  const wrong = spec.layers[good];
  const error = wrong === undefined ? whole : shapesOrError(first(spec, good + 1));
  return {
    layers: spec.layers.map((layer, at) => ({ spec: layer, shape: shapes[at] ?? null })),
    network: null,
    problem: {
      layer: wrong?.name ?? null,
      error: error instanceof LabError ? error : whole,
    },
  };
}

/** Its first layers only. */
export function first(spec: NetworkSpec, count: number): NetworkSpec {
  const { format, name, input, layers } = spec;
  return { format, name, input, layers: layers.slice(0, count) };
}

/** How many layers from the first on fit together: a half is tried at a time. */
function goodLayers(spec: NetworkSpec): number {
  let [low, high] = [0, spec.layers.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (shapesOrError(first(spec, middle)) instanceof LabError) high = middle - 1;
    else low = middle;
  }
  return low;
}

export function shapesOrError(spec: NetworkSpec): NetworkShapes | LabError {
  return orProblem(() => networkShapes(parseSpec(spec)));
}
