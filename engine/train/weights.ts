/**
 * Weights by name: what a run starts from, saves and loads. Names are the network's tensors ("conv1.w", "bn1.running_mean");
 * PyTorch's ("conv1.weight", "bn1.weight") are understood when reading.
 * Errors: LabError "format" that names the layer and both shapes.
 */
import { check, LabError } from "../core/errors";
import { format, sameShape, type Shape } from "../core/shape";
import type { StoredTensor, StoredTensors } from "../data/formats/safetensors";
import type { NetworkShapes } from "../graph/shapes";

export type Weights = ReadonlyMap<string, Float32Array>;

const TORCH: Readonly<Record<string, readonly string[]>> = {
  w: ["weight"],
  b: ["bias"],
  gamma: ["weight"],
  beta: ["bias"],
  slope: ["weight"],
};

/** Shapes of all parameters and running statistics, in the network's order. */
export function weightShapes(network: NetworkShapes): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>();
  for (const layer of network.layers) {
    for (const [slot, shape] of Object.entries({ ...layer.parameters, ...layer.buffers })) shapes.set(`${layer.name}.${slot}`, shape);
  }
  return shapes;
}

/** Throws "format" when a tensor is missing or has another shape. Tensors that the network does not have are ignored. */
export function weightsFrom(stored: StoredTensors, network: NetworkShapes): Weights {
  const result = new Map<string, Float32Array>();
  for (const [name, shape] of weightShapes(network)) {
    const found = find(stored, name);
    if (found === undefined)
      throw new LabError("format", `the file has no tensor ${name}`, `These weights are not for ${network.spec.name}.`);
    const fits = sameShape(found.shape, shape) || (found.data.length === 1 && shape.length === 0);
    check(fits, "format", `${name}: the file has ${format(found.shape)}, the network needs ${format(shape)}`);
    result.set(name, found.data instanceof Float32Array ? found.data : Float32Array.from(found.data));
  }
  return result;
}

/** Throws "format" at the first tensor with a number that is none: training could only stop at its first step. */
export function ordinary(weights: Weights): Weights {
  for (const [name, data] of weights) {
    const at = data.findIndex((value) => !Number.isFinite(value));
    if (at < 0) continue;
    const bad = data.reduce((count, value) => count + (Number.isFinite(value) ? 0 : 1), 0);
    const what = Number.isNaN(data[at]) ? "not a number (NaN)" : "infinite";
    throw new LabError(
      "format",
      `${name}: ${bad === 1 ? "one" : bad} of its ${data.length} values ${bad === 1 ? "is" : "are"} no ordinary number; value ${at} is ${what}`,
      "These weights come from a run that had broken down.",
    );
  }
  return weights;
}

function find(stored: StoredTensors, name: string): StoredTensor | undefined {
  const at = name.lastIndexOf(".");
  const slot = name.slice(at + 1);
  for (const candidate of [slot, ...(TORCH[slot] ?? [])]) {
    const found = stored.get(`${name.slice(0, at)}.${candidate}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function toStored(weights: Weights, network: NetworkShapes): StoredTensors {
  const result = new Map<string, StoredTensor>();
  for (const [name, shape] of weightShapes(network)) result.set(name, { shape, data: weights.get(name) ?? new Float32Array(0) });
  return result;
}
