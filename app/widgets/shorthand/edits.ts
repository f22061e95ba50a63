/**
 * Edits of a network that every representation makes: a setting, a new layer, one less, another
 * order. Pure.
 */
import type { LayerShape } from "../../../engine/graph/shapes";
import type { LayerSpec, NetworkSpec } from "../../../engine/graph/spec";
import { parseNumber } from "../../figures/describe/read-number";

/** Settings that the table and the boxes show, in order, by kind of layer. */
export const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  conv2d: ["out_channels", "kernel_size", "stride", "padding"],
  maxpool2d: ["kernel_size", "stride", "padding"],
  avgpool2d: ["kernel_size", "stride", "padding"],
  linear: ["out_features"],
  dropout: ["p"],
};

/** As the lecture calls them. */
export const LETTERS: Readonly<Record<string, string>> = {
  out_channels: "filters",
  kernel_size: "f",
  stride: "s",
  padding: "p",
  out_features: "units",
  p: "p",
};

const INPUT_SIDES = ["channels", "height", "width"] as const;

/** What an axis of the input is called. */
export function sideName({ input }: NetworkSpec, axis: number): string {
  return (input.length === 1 ? undefined : INPUT_SIDES[axis]) ?? "features";
}

export const KINDS: Readonly<
  Record<string, { readonly title: string; readonly settings: Readonly<Record<string, number>> }>
> = {
  conv2d: {
    title: "convolution",
    settings: { out_channels: 8, kernel_size: 3, stride: 1, padding: 0 },
  },
  relu: { title: "ReLU", settings: {} },
  maxpool2d: { title: "max pooling", settings: { kernel_size: 2, stride: 2 } },
  avgpool2d: { title: "average pooling", settings: { kernel_size: 2, stride: 2 } },
  batchnorm: { title: "batch norm", settings: {} },
  flatten: { title: "flatten", settings: {} },
  linear: { title: "dense", settings: { out_features: 10 } },
  dropout: { title: "dropout", settings: { p: 0.5 } },
  softmax: { title: "softmax", settings: {} },
};

type Setting = number | readonly number[];

export function withSetting(
  network: NetworkSpec,
  name: string,
  setting: string,
  value: Setting,
): NetworkSpec {
  return loosened({
    ...network,
    layers: network.layers.map((layer) =>
      layer.name === name ? { ...layer, [setting]: value } : layer,
    ),
  });
}

/** A setting one step up or down, in both directions alike; a share (dropout's p) by a tenth. */
export function stepped(
  network: NetworkSpec,
  { name, attributes }: LayerShape,
  setting: string,
  by: number,
): NetworkSpec {
  const value: unknown = attributes[setting];
  if (Array.isArray(value))
    return withSetting(
      network,
      name,
      setting,
      value.map((one) => Number(one) + by),
    );
  return withSetting(
    network,
    name,
    setting,
    setting === "p" ? Math.round(10 * Number(value) + by) / 10 : Number(value) + by,
  );
}

/** How many channels, or neurons, a layer gives; null where the layer before it decides. */
export function withChannels(
  network: NetworkSpec,
  name: string | null,
  channels: number,
): NetworkSpec | null {
  if (name === null) return withInput(network, 0, channels);
  const op = network.layers.find((layer) => layer.name === name)?.op;
  const setting = op === "conv2d" ? "out_channels" : op === "linear" ? "out_features" : null;
  return setting === null ? null : withSetting(network, name, setting, channels);
}

export function withInput(network: NetworkSpec, axis: number, value: number): NetworkSpec {
  return loosened({
    ...network,
    input: network.input.map((extent, at) => (at === axis ? value : extent)),
  });
}

/** A new layer behind `after`; null puts it first. */
export function withLayer(network: NetworkSpec, kind: string, after: string | null): NetworkSpec {
  const settings = KINDS[kind]?.settings ?? {};
  const layer: LayerSpec = { name: freshName(network, kind), op: kind, ...settings };
  const at = network.layers.findIndex(({ name }) => name === after);
  return loosened({
    ...network,
    layers: [...network.layers.slice(0, at + 1), layer, ...network.layers.slice(at + 1)],
  });
}

export function withoutLayer(network: NetworkSpec, name: string): NetworkSpec {
  return loosened({ ...network, layers: network.layers.filter((layer) => layer.name !== name) });
}

export function movedLayer(network: NetworkSpec, name: string, by: -1 | 1): NetworkSpec {
  const from = network.layers.findIndex((layer) => layer.name === name);
  const to = from + by;
  const layers = [...network.layers];
  const [layer] = layers.splice(from, 1);
  if (layer === undefined || to < 0 || to > layers.length) return network;
  layers.splice(to, 0, layer);
  return loosened({ ...network, layers });
}

/** "3" or "3×5"; null for anything else. */
export function parseSetting(text: string): Setting | null {
  const numbers = text.split(/[×x*]/i).map((part) => parseNumber(part));
  const [first = null, second] = numbers;
  if (numbers.length > 2 || first === null || first < 0) return null;
  if (second === undefined) return first;
  return second !== null && Number.isInteger(second) && second >= 0 ? [first, second] : null;
}

/**
 * What code said a layer expects (in_channels …) no longer holds once something before it has
 * changed.
 */
function loosened(network: NetworkSpec): NetworkSpec {
  return {
    ...network,
    layers: network.layers.map(
      ({ in_channels: _channels, in_features: _features, num_features: _count, ...layer }) =>
        layer as LayerSpec,
    ),
  };
}

function freshName(network: NetworkSpec, kind: string): string {
  const base =
    { conv2d: "conv", maxpool2d: "pool", avgpool2d: "pool", linear: "fc", batchnorm: "bn" }[kind] ??
    kind;
  for (let at = 1; ; at++)
    if (!network.layers.some(({ name }) => name === `${base}${at}`)) return `${base}${at}`;
}
