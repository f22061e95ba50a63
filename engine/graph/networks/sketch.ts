/**
 * Writes a spec layer by layer: `add` appends a layer that reads the one before it and returns its
 * name.
 */
import type { Shape } from "../../core/shape";
import type { LayerSpec, NetworkSpec } from "../spec";

type Settings = Omit<LayerSpec, "name" | "op">;

export interface Sketch {
  /** The layer that the next one reads unless it says otherwise. */
  readonly last: () => string;
  add(name: string, op: string, settings?: Settings): string;
  /** Appends a layer that reads `inputs`. */
  join(name: string, op: string, inputs: readonly string[], settings?: Settings): string;
  spec(heads?: NetworkSpec["heads"]): NetworkSpec;
}

export function sketch(name: string, input: Shape): Sketch {
  const layers: LayerSpec[] = [];
  const last = (): string => layers.at(-1)?.name ?? "input";
  const push = (layer: string, op: string, settings: Settings): string => {
    layers.push({ name: layer, op, ...settings });
    return layer;
  };
  return {
    last,
    add: (layer, op, settings = {}) => push(layer, op, settings),
    join: (layer, op, inputs, settings = {}) => push(layer, op, { inputs, ...settings }),
    spec: (heads) => ({
      format: 1,
      name,
      input,
      layers,
      ...(heads === undefined ? {} : { heads }),
    }),
  };
}

/** PyTorch's trace names: the first use is `relu`, then `relu_1`, `relu_2` … */
export function numbered(base: string): () => string {
  let count = 0;
  return () => (count++ === 0 ? base : `${base}_${count - 1}`);
}
