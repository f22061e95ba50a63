/** The words of the command box: what layers, settings and places are called in it. Pure. */
import type { LayerSpec, NetworkSpec } from "../../../../engine/graph/spec";
import { specKinds } from "../../../../engine/graph/vocabulary";
import { settingKeys } from "../layer-kinds";

/** Beside the ops' own names, however they are written: "MaxPool2d", "leaky_relu". */
const SHORT: Readonly<Record<string, string>> = {
  conv: "conv2d",
  pool: "maxpool2d",
  maxpool: "maxpool2d",
  avgpool: "avgpool2d",
  gap: "global_avgpool2d",
  bn: "batchnorm",
  norm: "batchnorm",
  dense: "linear",
  fc: "linear",
};

const KINDS: ReadonlyMap<string, string> = new Map([
  ...specKinds().map((kind) => [plain(kind), kind] as const),
  ...Object.entries(SHORT),
]);

/** The kind of layer that a word means, or undefined. */
export function kindOf(word: string): string | undefined {
  return KINDS.get(plain(word));
}

/** Words that join layers, and the kinds of layers that they make. */
const JOINS: ReadonlyMap<string, string> = new Map([
  ["add", "add"],
  ["sum", "add"],
  ["cat", "concat"],
  ["concat", "concat"],
  ["mul", "mul"],
]);

/** The kind of layer that joins others and that a word means, or undefined. */
export function joinOf(word: string): string | undefined {
  return JOINS.get(word.toLowerCase());
}

/** Words before the layer that a place is told by, as a part of an expression. */
export const SIDES = "after|behind|before";

export function isSide(word: string): boolean {
  return new RegExp(`^(?:${SIDES})$`, "i").test(word);
}

/** The words that are offered, the usual ones first. */
export const KIND_WORDS: readonly string[] = [
  "conv",
  "relu",
  "maxpool",
  "avgpool",
  "gap",
  "batchnorm",
  "dropout",
  "flatten",
  "linear",
  "softmax",
  ...specKinds().filter(
    (kind) => !Object.values(SHORT).includes(kind) && joinOf(kind) === undefined,
  ),
].filter((word, at, all) => all.indexOf(word) === at);

/** What a command may begin with. */
export const VERBS = ["add", "cat", "move", "delete", "branch", "input"] as const;
export const OFFERED: readonly string[] = [...KIND_WORDS, ...VERBS];

const SETTINGS: Readonly<Record<string, string>> = {
  filters: "out_channels",
  channels: "out_channels",
  out: "out_channels",
  kernel: "kernel_size",
  size: "kernel_size",
  units: "out_features",
  features: "out_features",
};

/** The setting of a layer that a word means, or undefined. */
export function settingOf(op: string, word: string): string | undefined {
  const lower = word.toLowerCase();
  const known = settingKeys(op);
  return [lower, SETTINGS[lower] ?? lower].find((name) => known.includes(name));
}

const CONV = ["out_channels", "kernel_size", "stride", "padding", "dilation", "groups"];

/** Numbers without a name mean these, in PyTorch's order. */
const IN_ORDER: Readonly<Record<string, readonly string[]>> = {
  conv2d: CONV,
  depthwise_separable: CONV,
  maxpool2d: ["kernel_size", "stride", "padding"],
  avgpool2d: ["kernel_size", "stride", "padding"],
  linear: ["out_features"],
  adaptive_avgpool2d: ["output_size"],
  groupnorm: ["num_groups"],
  dropout: ["p"],
  leaky_relu: ["negative_slope"],
  elu: ["alpha"],
};

export function inOrder(op: string): readonly string[] {
  const known = settingKeys(op);
  return (IN_ORDER[op] ?? []).filter((name) => known.includes(name));
}

/** A layer by its name, in any case. */
export function layerNamed(spec: NetworkSpec, word: string): LayerSpec | undefined {
  return (
    spec.layers.find(({ name }) => name === word) ??
    spec.layers.find(({ name }) => name.toLowerCase() === word.toLowerCase())
  );
}

function plain(word: string): string {
  return word.toLowerCase().replace(/^nn\./, "").replaceAll(/[_-]/g, "");
}
