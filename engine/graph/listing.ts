/**
 * A network as a list of layers with sizes and counts, in the words of common summaries
 * (torchvision, torchinfo).
 *
 * `listing` writes it from a spec; `specFromListing` reads one back, so that any architecture that
 * somebody lists can be checked: its kinds, attributes and inputs go in, its shapes and counts must
 * come out.
 */
import { LabError } from "../core/errors";
import { isObject, type Json } from "../core/json";
import type { Shape } from "../core/shape";
import { networkShapes, type LayerShape } from "./shapes";
import type { LayerSpec, NetworkSpec } from "./spec";

interface ListedLayer {
  readonly name: string;
  readonly type: string;
  readonly inputs: readonly string[];
  readonly output_shape: Shape;
  readonly params: number;
  readonly macs: number;
  readonly buffers?: number;
}

export interface Listing {
  readonly name: string;
  readonly input_shape: Shape;
  readonly output_shape: Shape;
  readonly total_params: number;
  readonly total_macs: number;
  readonly total_buffers: number;
  readonly activation_elements: number;
  readonly by_type: Readonly<
    Record<string, { readonly layers: number; readonly params: number; readonly macs: number }>
  >;
  readonly layers: readonly ListedLayer[];
}

export function listing(spec: NetworkSpec): Listing {
  const network = networkShapes(spec);
  const byType: Record<string, { layers: number; params: number; macs: number }> = {};
  const layers = network.layers.map((layer) => {
    const type = typeOf(layer);
    const sum = (byType[type] ??= { layers: 0, params: 0, macs: 0 });
    sum.layers += 1;
    sum.params += layer.parameterCount;
    sum.macs += layer.multiplyAdds;
    return {
      name: layer.name,
      type,
      inputs: layer.inputs,
      output_shape: layer.shape,
      params: layer.parameterCount,
      macs: layer.multiplyAdds,
      ...(layer.bufferCount === 0 ? {} : { buffers: layer.bufferCount }),
    };
  });
  return {
    name: spec.name,
    input_shape: spec.input,
    output_shape: network.output.shape,
    total_params: network.parameterCount,
    total_macs: network.multiplyAdds,
    total_buffers: network.bufferCount,
    activation_elements: network.activationCount,
    by_type: byType,
    layers,
  };
}

function typeOf(layer: LayerShape): string {
  return layer.kind === "batchnorm"
    ? `batchnorm${(layer.inputShapes[0] ?? []).length === 3 ? "2d" : "1d"}`
    : layer.kind;
}

/** Settings whose names differ between a listing and a spec. */
const RENAMED: Readonly<Record<string, string>> = {
  out: "out_channels",
  kernel: "kernel_size",
  in: "in_channels",
  channels: "num_features",
};
const DROPPED: ReadonlySet<string> = new Set(["axis"]);

/**
 * Throws LabError "spec" for a listing that is not one. Names that occur twice get a number, as
 * PyTorch's traces should have.
 */
export function specFromListing(given: Json): NetworkSpec {
  if (!isObject(given)) throw new LabError("spec", "a network's listing must be an object");
  const current = new Map<string, string>();
  const used = new Set<string>();
  const layers = list(given.get("layers")).map((item) => {
    if (!isObject(item)) throw new LabError("spec", "a layer of a listing must be an object");
    const listed = text(item.get("name"));
    const inputs = list(item.get("inputs")).map((input) => current.get(text(input)) ?? text(input));
    let name = listed;
    for (let again = 2; used.has(name); again++) name = `${listed}-${again}`;
    used.add(name);
    current.set(listed, name);
    const op = text(item.get("type"));
    const attributes = item.get("attrs");
    return {
      ...settings(op, isObject(attributes) ? attributes : new Map()),
      name,
      op,
      inputs,
    } satisfies LayerSpec;
  });
  return {
    format: 1,
    name: text(given.get("name")),
    input: list(given.get("input_shape")).map(Number),
    layers,
  };
}

function settings(
  op: string,
  attributes: ReadonlyMap<string, Json>,
): Record<string, number | string | boolean | number[]> {
  const result: Record<string, number | string | boolean | number[]> = {};
  for (const [key, value] of attributes) {
    if (DROPPED.has(key)) continue;
    const name =
      op === "linear" && (key === "in" || key === "out")
        ? `${key}_features`
        : (RENAMED[key] ?? key);
    if (typeof value === "number" || typeof value === "boolean" || typeof value === "string")
      result[name] = value;
    else if (Array.isArray(value)) result[name] = value.map(Number);
  }
  return result;
}

function list(value: Json | undefined): readonly Json[] {
  if (!Array.isArray(value))
    throw new LabError("spec", "a listing lacks a list that it should have");
  return value;
}

function text(value: Json | undefined): string {
  if (typeof value !== "string")
    throw new LabError("spec", "a listing lacks a name that it should have");
  return value;
}
