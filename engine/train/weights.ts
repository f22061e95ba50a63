/**
 * Weights by name: what a run starts from, saves and loads. Names are the network's tensors
 * ("conv1.w", "bn1.running_mean"); PyTorch's ("conv1.weight", "bn1.weight") are understood when
 * reading, also behind the "module." of a model that was wrapped, and the numbers of nn.Sequential
 * ("0.weight", "3.weight"), layer for layer, and so are other names where none is ours. Errors:
 * LabError "format" that names the layer and both shapes.
 */
import { check, LabError } from "../core/errors";
import { format, sameShape } from "../core/shape";
import { torchName } from "../core/torch-names";
import type { StoredTensor, StoredTensors } from "../data/formats/safetensors";
import { type NetworkShapes, weightShapes } from "../graph/layer-shapes";

export type Weights = ReadonlyMap<string, Float32Array>;

/**
 * Throws "format" when a tensor is missing or has another shape, or when a variance is negative.
 * Tensors that the network does not have are ignored.
 */
export function weightsFrom(given: StoredTensors, network: NetworkShapes): Weights {
  const stored = inOrder(numbered(unwrapped(given), network), network);
  const result = new Map<string, Float32Array>();
  for (const [name, shape] of weightShapes(network)) {
    const found = find(stored, name);
    if (found === undefined)
      throw new LabError(
        "format",
        `the file has no tensor ${name}`,
        `These weights are not for ${network.spec.name}.`,
      );
    const fits = sameShape(found.shape, shape) || (found.data.length === 1 && shape.length === 0);
    check(
      fits,
      "format",
      `${name}: the file has ${format(found.shape)}, the network needs ${format(shape)}`,
    );
    checkVariance(name, found.data);
    result.set(
      name,
      found.data instanceof Float32Array ? found.data : Float32Array.from(found.data),
    );
  }
  return result;
}

/**
 * Throws "format" at the first tensor with a number that is NaN or infinite: training could only
 * stop at its first step.
 */
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

/** What torch.nn.DataParallel and torch.compile put before every name. */
const WRAPPERS = ["module.", "_orig_mod."];

function unwrapped(stored: StoredTensors): StoredTensors {
  const names = [...stored.keys()];
  const wrapper = WRAPPERS.find(
    (prefix) => names.length > 0 && names.every((name) => name.startsWith(prefix)),
  );
  return wrapper === undefined
    ? stored
    : unwrapped(new Map([...stored].map(([name, value]) => [name.slice(wrapper.length), value])));
}

/**
 * The tensors of an nn.Sequential, whose layers have numbers, under our layers' names: the first
 * number that has tensors is our first layer that has some, and so on. Throws "format" where the
 * counts differ.
 */
function numbered(stored: StoredTensors, network: NetworkShapes): StoredTensors {
  const entries = [...stored].map(([name, value]) => ({
    parts: /^(\d+)\.(\w+)$/.exec(name),
    value,
  }));
  const isSequential = entries.length > 0 && entries.every(({ parts }) => parts !== null);
  const owners = network.layers.filter(
    ({ parameters, buffers }) => Object.keys({ ...parameters, ...buffers }).length > 0,
  );
  if (!isSequential || owners.some(({ name }) => /^\d+$/.test(name))) return stored;
  const numbers = [...new Set(entries.map(({ parts }) => Number(parts?.[1])))].toSorted(
    (one, other) => one - other,
  );
  check(
    numbers.length === owners.length,
    "format",
    `the file has ${numbers.length} layers with weights (${numbers.join(", ")}), ${network.spec.name} has ${owners.length}`,
    `They would be ${owners.map(({ name }) => name).join(", ")}.`,
  );
  return new Map(
    entries.map(({ parts, value }) => [
      `${owners[numbers.indexOf(Number(parts?.[1]))]?.name ?? ""}.${parts?.[2] ?? ""}`,
      value,
    ]),
  );
}

/**
 * Tensors whose layers all have other names than ours ("stem.weight" for "conv1.w"), under our
 * names: layer for layer in the file's order, where there are as many.
 */
function inOrder(stored: StoredTensors, network: NetworkShapes): StoredTensors {
  const ownerOf = (name: string): string => name.slice(0, name.lastIndexOf("."));
  const given = [...new Set([...stored.keys()].map(ownerOf))];
  const names = new Set(network.layers.map(({ name }) => name));
  const owners = [...new Set([...weightShapes(network).keys()].map(ownerOf))];
  if (given.length !== owners.length || given.some((name) => names.has(name))) return stored;
  return new Map(
    [...stored].map(([name, value]) => [
      `${owners[given.indexOf(ownerOf(name))] ?? ""}${name.slice(name.lastIndexOf("."))}`,
      value,
    ]),
  );
}

function checkVariance(name: string, data: StoredTensor["data"]): void {
  const at = name.endsWith(".running_var") ? data.findIndex((value) => value < 0) : -1;
  check(
    at < 0,
    "format",
    `${name}: value ${at} is ${data[at] ?? ""}, but a variance is not negative`,
  );
}

function find(stored: StoredTensors, name: string): StoredTensor | undefined {
  const at = name.lastIndexOf(".");
  const slot = name.slice(at + 1);
  for (const candidate of [slot, torchName(slot)]) {
    const found = stored.get(`${name.slice(0, at)}.${candidate}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function toStored(weights: Weights, network: NetworkShapes): StoredTensors {
  const result = new Map<string, StoredTensor>();
  for (const [name, shape] of weightShapes(network))
    result.set(name, { shape, data: weights.get(name) ?? new Float32Array(0) });
  return result;
}
