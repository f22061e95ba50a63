/**
 * The network of a setting: a family, a name of the catalogue, layers in a line, or code; then the
 * choices that any network can be given: its activation, its normalisation, its first weights.
 *
 * `depth` counts layers with weights. dense: flatten → width → … → width → 10. conv: 3×3 filters of
 * `width` channels (on 28×28 pictures the first takes every second pixel), the mean of each map,
 * → 10. plain, residual: the nets of arXiv:1512.03385 section 4.2, 6n + 2 layers. With skip
 * connections two layers form a block and its input is added to its output: y = x + F(x).
 */
import { t } from "../../language/words";
import { readCode } from "../../../engine/code/read/read";
import { LabError } from "../../../engine/core/errors";
import { cifarNetwork } from "../../../engine/graph/networks/cifar";
import { sketch } from "../../../engine/graph/networks/sketch";
import { networkShapes, type LayerShape } from "../../../engine/graph/shapes";
import type { InitialiserSpec, LayerSpec, NetworkSpec } from "../../../engine/graph/spec";
import {
  ACTIVATION_OPS,
  type Family,
  isFamily,
  kindOf,
  networkFrom,
  wholeNetwork,
} from "./network-text";
import { classCountOf, inputOf } from "./own-set";
import type { Setting } from "./settings";

const known = new Map<string, NetworkSpec>();
const MOST_KNOWN = 100;

/** Throws LabError with what is wrong with the network. The same object for the same setting. */
export function networkOf(setting: Setting): NetworkSpec {
  const { network, depth, width, activation, norm, skip, zero, average, init, scale } = setting;
  const read = [...inputOf(setting), setting.side, classCountOf(setting)];
  const parts = [network, depth, width, activation, norm, skip, zero, average, init, scale, read];
  const key = JSON.stringify(parts);
  const found = known.get(key) ?? build(setting);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, found);
  return found;
}

function build(setting: Setting): NetworkSpec {
  const activated = withActivation(base(setting), setting);
  const normalised = withNorm(activated, setting);
  const noisy = setting.norm === "noisy" ? withNoise(normalised) : normalised;
  return withFirstWeights(noisy, setting);
}

function base(setting: Setting): NetworkSpec {
  const { network } = setting;
  const input = inputOf(setting);
  const activation = setting.activation === "default" ? "relu" : setting.activation;
  switch (kindOf(network)) {
    case "family":
      return isFamily(network) ? familyOf(network, setting) : lost(network);
    case "catalogue":
    case "description":
      return wholeNetwork(network) ?? lost(network);
    case "code":
      return readCode(network, input);
    default:
      return networkFrom(network, input, activation);
  }
}

function lost(network: string): never {
  throw new LabError(
    "spec",
    t('there is no network "{network}"', { network: network.slice(0, 40) }),
  );
}

function familyOf(family: Family, setting: Setting): NetworkSpec {
  const { depth, width, skip } = setting;
  if (family === "dense" || family === "conv") return stack(family, setting);
  return cifarNetwork({
    depth: nearestDepth(depth),
    residual: skip || family === "residual",
    width,
    normalised: setting.norm !== "none",
    input: inputOf(setting),
    classes: classCountOf(setting),
  });
}

/** 8, 14, 20 …: the depths that a plain or residual net can have. */
export function nearestDepth(depth: number): number {
  return 6 * Math.max(1, Math.round((depth - 2) / 6)) + 2;
}

function stack(family: "dense" | "conv", setting: Setting): NetworkSpec {
  const { depth, width, skip, side } = setting;
  const net = sketch(`${family}${depth}`, inputOf(setting));
  const conv = family === "conv";
  if (!conv) net.add("flatten", "flatten");
  let block = net.last();
  for (let layer = 1; layer < depth; layer++) {
    const stride = layer === 1 && side === "28" ? 2 : 1;
    if (conv)
      net.add(`conv${layer}`, "conv2d", {
        out_channels: width,
        kernel_size: 3,
        padding: 1,
        stride,
      });
    else net.add(`fc${layer}`, "linear", { out_features: width });
    net.add(`act${layer}`, "relu");
    // The first layer changes the shape; from the second on, every two layers can be skipped.
    if (skip && layer > 1 && layer % 2 === 1) net.join(`add${layer}`, "add", [net.last(), block]);
    if (layer % 2 === 1) block = net.last();
  }
  if (conv) {
    net.add("gap", "global_avgpool2d");
    net.add("flatten", "flatten");
  }
  net.add(`fc${depth}`, "linear", { out_features: classCountOf(setting) });
  return net.spec();
}

function withActivation(spec: NetworkSpec, { activation }: Setting): NetworkSpec {
  if (activation === "default") return spec;
  return withLayers(spec, (layer) =>
    ACTIVATION_OPS.includes(layer.op)
      ? [{ name: layer.name, op: activation, ...(layer.inputs ? { inputs: layer.inputs } : {}) }]
      : [layer],
  );
}

/** With, or without, a normalisation between each layer with weights and its activation. */
function withNorm(spec: NetworkSpec, { norm, average }: Setting): NetworkSpec {
  const settings = average === 0.1 ? {} : { momentum: average };
  const there = spec.layers.some(({ op }) => op === "batchnorm");
  if (norm === "default" || (norm === "none" && !there))
    return withLayers(spec, (layer) => [
      layer.op === "batchnorm" ? { ...layer, ...settings } : layer,
    ]);
  if (norm === "none") return without(spec, "batchnorm");
  if (there)
    return withLayers(spec, (layer) =>
      layer.op === "batchnorm" ? [{ ...layer, ...settings }] : [layer],
    );
  return insertBefore(spec, (name) => {
    const stem = name.replace(/^act/, "bn");
    return { name: stem === name ? `${name}.bn` : stem, op: "batchnorm", ...settings };
  });
}

/** Deviations of the random factor and of the random term, where batch norm gives 0 ± 1. */
const NOISE = { std: 0, scale_std: 0.25, mean_std: 0.5 } as const;

/** After every batch norm a layer that scales and shifts each channel at random. */
function withNoise(spec: NetworkSpec): NetworkSpec {
  const noiseOf = (name: string): string => `${name}.noise`;
  const normed = new Set(
    spec.layers.filter(({ op }) => op === "batchnorm").map(({ name }) => name),
  );
  return withLayers(spec, ({ inputs, ...layer }) => {
    const read = inputs?.map((name) => (normed.has(name) ? noiseOf(name) : name));
    const kept = read === undefined ? layer : { ...layer, inputs: read };
    const noise = { name: noiseOf(layer.name), op: "noise", ...NOISE };
    return normed.has(layer.name) ? [kept, noise] : [kept];
  });
}

/** A layer put before every activation that reads a layer with weights. */
function insertBefore(spec: NetworkSpec, made: (name: string) => LayerSpec): NetworkSpec {
  const weighted = new Set(
    spec.layers.filter(({ op }) => op === "conv2d" || op === "linear").map(({ name }) => name),
  );
  return withLayers(spec, (layer, before) => {
    const from = layer.inputs?.[0] ?? before;
    if (!ACTIVATION_OPS.includes(layer.op) || !weighted.has(from)) return [layer];
    const { inputs, ...kept } = layer;
    const put = made(layer.name);
    return [inputs === undefined ? put : { ...put, inputs }, kept];
  });
}

/** What read a layer of this op reads what that layer read. */
function without(spec: NetworkSpec, op: string): NetworkSpec {
  const instead = new Map<string, string>();
  let before = "input";
  for (const layer of spec.layers) {
    const from = layer.inputs?.[0] ?? before;
    if (layer.op === op) instead.set(layer.name, instead.get(from) ?? from);
    before = layer.op === op ? before : layer.name;
  }
  return withLayers(spec, (layer) => {
    if (layer.op === op) return [];
    const inputs = layer.inputs?.map((name) => instead.get(name) ?? name);
    const { inputs: _, ...kept } = layer;
    return [inputs === undefined ? layer : { ...kept, inputs }];
  });
}

function withLayers(
  spec: NetworkSpec,
  change: (layer: LayerSpec, before: string) => readonly LayerSpec[],
): NetworkSpec {
  let before = "input";
  const layers = spec.layers.flatMap((layer) => {
    const made = change(layer, before);
    before = layer.name;
    return made;
  });
  return { ...spec, layers };
}

function withFirstWeights(spec: NetworkSpec, setting: Setting): NetworkSpec {
  const named = kindOf(setting.network);
  const own = named !== "family" && named !== "layers";
  const rule = setting.init === "default" && !own ? "he" : setting.init;
  const shapes = new Map(networkShapes(spec).layers.map((layer) => [layer.name, layer] as const));
  const ends = setting.zero ? blockEnds(spec) : new Set<string>();
  return withLayers(spec, (layer) => {
    if (ends.has(layer.name)) return [{ ...layer, init: { kind: "zeros" } }];
    const shape = shapes.get(layer.name);
    if (shape?.parameters["w"] === undefined || rule === "default") return [layer];
    return [{ ...layer, init: initialiser(rule, setting.scale, shape) }];
  });
}

/** The last layer with numbers of its own on the way into each sum: at 0, the sum is the input. */
function blockEnds(spec: NetworkSpec): ReadonlySet<string> {
  const byName = new Map(spec.layers.map((layer, at) => [layer.name, at] as const));
  return new Set(
    spec.layers.flatMap(({ op, inputs = [] }) => {
      let at = op === "add" ? (byName.get(inputs[0] ?? "") ?? -1) : -1;
      while (at >= 0 && !/conv2d|linear|batchnorm/.test(spec.layers[at]?.op ?? "")) at -= 1;
      const found = spec.layers[at]?.name;
      return found === undefined ? [] : [found];
    }),
  );
}

/** Rules that the engine, and PyTorch, have a name for. */
const NAMED: Readonly<Partial<Record<Setting["init"], InitialiserSpec>>> = {
  he: { kind: "he_normal" },
  xavier: { kind: "xavier_normal" },
  pytorch: { kind: "pytorch" },
};

/** Biases start at 0, weights are normal with the spread of the rule, times `scale`. */
function initialiser(
  rule: Exclude<Setting["init"], "default">,
  scale: number,
  layer: LayerShape,
): InitialiserSpec {
  if (scale === 1 && NAMED[rule] !== undefined) return NAMED[rule];
  const [out = 1, depth = 1, ...kernel] = layer.parameters["w"] ?? [];
  const area = kernel.reduce((product, extent) => product * extent, 1);
  const [fanIn, fanOut] = [depth * area, out * area];
  const spread = {
    he: Math.sqrt(2 / fanIn),
    xavier: Math.sqrt(2 / (fanIn + fanOut)),
    lecun: Math.sqrt(1 / fanIn),
    pytorch: Math.sqrt(1 / (3 * fanIn)),
    small: 0.01,
  }[rule];
  return { kind: "normal", mean: 0, std: scale * spread };
}
