/**
 * One run of the experiment as choices, and the network and recipe that follow from them.
 *
 * `depth` counts layers with weights. Dense: 784 → width → … → width → 10. Convolutional: 3×3 filters on 14×14 maps of
 * `width` channels (the first layer takes every second pixel), then the mean of each map → 10. With skip connections two
 * layers form a block and its input is added to its output: y = x + F(x). Weights are drawn from a normal distribution
 * with the spread that `init` names, times `scale`; biases start at 0. Plain gradient descent.
 */
import type { Recipe } from "../../../engine/train/recipe";
import type { InitialiserSpec, NetworkSpec } from "../../../engine/graph/spec";
import { sketch } from "../../../engine/graph/networks/sketch";
import { finite, inRange, isRecord, oneOf, truth } from "../untrusted";

export const KINDS = ["dense", "conv"] as const;
export const ACTIVATIONS = [
  "relu",
  "sigmoid",
  "tanh",
  "identity",
  "arctan",
  "leaky_relu",
  "elu",
  "softplus",
  "prelu",
  "binary_step",
] as const;
export const INITS = ["he", "xavier", "lecun", "small"] as const;

export interface Setting {
  readonly kind: (typeof KINDS)[number];
  readonly depth: number;
  readonly width: number;
  readonly activation: (typeof ACTIVATIONS)[number];
  readonly init: (typeof INITS)[number];
  readonly scale: number;
  readonly norm: boolean;
  readonly skip: boolean;
  readonly learningRate: number;
  /** Largest length of the whole gradient; 0: not clipped. */
  readonly clip: number;
}

export type SettingKey = keyof Setting;

export const LIMITS = {
  depth: { min: 2, max: 50 },
  width: { min: 4, max: 64 },
  scale: { min: 0.01, max: 10 },
  learningRate: { min: 1e-6, max: 100 },
  clip: { min: 0, max: 1000 },
} as const;

export const STANDARD: Setting = {
  kind: "dense",
  depth: 20,
  width: 32,
  activation: "sigmoid",
  init: "he",
  scale: 1,
  norm: false,
  skip: false,
  learningRate: 0.05,
  clip: 0,
};

export function restoreSetting(untrusted: unknown, fallback: Setting): Setting {
  const given = isRecord(untrusted) ? untrusted : {};
  return {
    kind: oneOf(given["kind"], KINDS, fallback.kind),
    depth: inRange(given["depth"], LIMITS.depth.min, LIMITS.depth.max, fallback.depth),
    width: inRange(given["width"], LIMITS.width.min, LIMITS.width.max, fallback.width),
    activation: oneOf(given["activation"], ACTIVATIONS, fallback.activation),
    init: oneOf(given["init"], INITS, fallback.init),
    scale: clamped(given["scale"], LIMITS.scale, fallback.scale),
    norm: truth(given["norm"], fallback.norm),
    skip: truth(given["skip"], fallback.skip),
    learningRate: clamped(given["learningRate"], LIMITS.learningRate, fallback.learningRate),
    clip: clamped(given["clip"], LIMITS.clip, fallback.clip),
  };
}

function clamped(value: unknown, { min, max }: { readonly min: number; readonly max: number }, fallback: number): number {
  return Math.max(min, Math.min(max, finite(value, fallback)));
}

/** Spread of a weight before scaling, for a layer in which each number is the sum of `fanIn` products and feeds `fanOut`. */
export function spread(init: Setting["init"], fanIn: number, fanOut: number): number {
  switch (init) {
    case "he":
      return Math.sqrt(2 / fanIn);
    case "xavier":
      return Math.sqrt(2 / (fanIn + fanOut));
    case "lecun":
      return Math.sqrt(1 / fanIn);
    case "small":
      return 0.01;
    default:
      init satisfies never;
      return Number.NaN;
  }
}

export function networkOf(setting: Setting): NetworkSpec {
  const net = sketch(`${setting.kind}${setting.depth}_${setting.activation}`, [1, 28, 28]);
  const conv = setting.kind === "conv";
  const hidden = setting.depth - 1;
  if (!conv) net.add("flatten", "flatten");
  let block = net.last();
  for (let layer = 1; layer <= hidden; layer++) {
    addHidden(net, setting, layer);
    // The first layer changes the shape; from the second on, every two layers can be skipped.
    if (setting.skip && layer > 1 && layer % 2 === 1) net.join(`add${layer}`, "add", [net.last(), block]);
    if (layer % 2 === 1) block = net.last();
  }
  if (conv) {
    net.add("pool", "global_avgpool2d");
    net.add("flatten", "flatten");
  }
  net.add(`fc${setting.depth}`, "linear", { out_features: 10, init: initialiser(setting, setting.width, 10) });
  return net.spec();
}

function addHidden(net: ReturnType<typeof sketch>, setting: Setting, layer: number): void {
  const { kind, width } = setting;
  const first = layer === 1;
  if (kind === "conv") {
    const init = initialiser(setting, 9 * (first ? 1 : width), 9 * width);
    net.add(`conv${layer}`, "conv2d", { out_channels: width, kernel_size: 3, padding: 1, stride: first ? 2 : 1, init });
  } else {
    net.add(`fc${layer}`, "linear", { out_features: width, init: initialiser(setting, first ? 784 : width, width) });
  }
  if (setting.norm) net.add(`bn${layer}`, "batchnorm");
  net.add(`act${layer}`, setting.activation);
}

function initialiser({ init, scale }: Setting, fanIn: number, fanOut: number): InitialiserSpec {
  return { kind: "normal", mean: 0, std: scale * spread(init, fanIn, fanOut) };
}

/** Names of the layers with weights, first to last. */
export function weightLayers(setting: Setting): readonly string[] {
  const stem = setting.kind === "conv" ? "conv" : "fc";
  return [...Array.from({ length: setting.depth - 1 }, (_, at) => `${stem}${at + 1}`), `fc${setting.depth}`];
}

/** Names of the activations, first to last. */
export function activationLayers(setting: Setting): readonly string[] {
  return Array.from({ length: setting.depth - 1 }, (_, at) => `act${at + 1}`);
}

export function recipeOf(setting: Setting, seed: number, batch: number): Recipe {
  return {
    network: networkOf(setting),
    dataset: "mnist",
    batch,
    seed,
    loss: "cross_entropy",
    optimiser: { kind: "sgd" },
    learningRate: setting.learningRate,
    ...(setting.clip > 0 ? { clip: { kind: "norm", limit: setting.clip } } : {}),
  };
}

const ACTIVATION_WORDS: Readonly<Record<Setting["activation"], string>> = {
  relu: "ReLU",
  sigmoid: "logistic",
  tanh: "tanh",
  identity: "identity (none)",
  arctan: "arctan",
  leaky_relu: "leaky ReLU",
  elu: "ELU",
  softplus: "softplus",
  prelu: "parametric ReLU",
  binary_step: "binary step",
};
const INIT_WORDS: Readonly<Record<Setting["init"], string>> = {
  he: "He, √(2/n)",
  xavier: "Xavier, √(2/(n+n′))",
  lecun: "LeCun, √(1/n)",
  small: "0.01 everywhere",
};

export const NAMES: Readonly<Record<SettingKey, string>> = {
  kind: "layers",
  depth: "depth",
  width: "width",
  activation: "activation",
  init: "spread of the first weights",
  scale: "weight scale",
  norm: "batch normalisation",
  skip: "skip connections",
  learningRate: "learning rate",
  clip: "gradient clipping",
};

/** One choice in words: "ReLU", "on", "20 layers". */
export function wordOf(setting: Setting, key: SettingKey): string {
  switch (key) {
    case "kind":
      return setting.kind === "conv" ? "convolutional" : "dense";
    case "depth":
      return `${setting.depth} layers`;
    case "width":
      return `${setting.width} wide`;
    case "activation":
      return ACTIVATION_WORDS[setting.activation];
    case "init":
      return INIT_WORDS[setting.init];
    case "scale":
      return `× ${setting.scale}`;
    case "norm":
      return setting.norm ? "on" : "off";
    case "skip":
      return setting.skip ? "on" : "off";
    case "learningRate":
      return String(setting.learningRate);
    case "clip":
      return setting.clip > 0 ? `at ${setting.clip}` : "off";
    default:
      key satisfies never;
      return "";
  }
}

/** The whole setting in one line. */
export function summary(setting: Setting): string {
  const extras = [setting.norm ? "batch normalisation" : "", setting.skip ? "skip connections" : ""].filter((word) => word !== "");
  const scale = setting.scale === 1 ? "" : ` × ${setting.scale}`;
  const clip = setting.clip > 0 ? `, clipped at ${setting.clip}` : "";
  return [
    `${setting.depth} ${wordOf(setting, "kind")} layers of ${setting.width}`,
    wordOf(setting, "activation"),
    `weights ${wordOf(setting, "init")}${scale}`,
    ...extras,
    `learning rate ${setting.learningRate}${clip}`,
  ].join(", ");
}
