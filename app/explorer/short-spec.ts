/**
 * A network in one line: "conv 2 3x3 pad 1 | relu | pool 2 | flatten | linear 3". Layers are named
 * by their kind, numbered where a kind comes twice; `name: layer` names one, `from a, b` says what
 * it reads ("from input, relu1"). A layer with `loss 0.3` is a head beside the last layer: it has a
 * loss of its own that counts so much ("aux: linear 3 loss 0.3 from relu1").
 */
import { LabError } from "../../engine/core/errors";
import { networks } from "../../engine/graph/networks";
import { parseSpec } from "../../engine/graph/parse-spec";
import type { NetworkSpec } from "../../engine/graph/spec";
import { opFor } from "../../engine/graph/vocabulary";
import type { Shape } from "../../engine/core/shape";

/** Short words, and the vocabulary's. */
const KINDS: Readonly<Record<string, string>> = {
  conv: "conv2d",
  pool: "maxpool2d",
  maxpool: "maxpool2d",
  avgpool: "avgpool2d",
  mean: "global_avgpool2d",
  dense: "linear",
  bn: "batchnorm",
  lrn: "local_response_norm",
};
/** Whether a bare number is the count of outputs or the size of the window. */
const COUNTED: Readonly<Record<string, string>> = {
  conv2d: "out_channels",
  linear: "out_features",
  groupnorm: "num_groups",
  pad_channels: "out_channels",
};
const SETTINGS: Readonly<Record<string, string>> = {
  pad: "padding",
  stride: "stride",
  dilation: "dilation",
  groups: "groups",
  size: "size",
  alpha: "alpha",
  beta: "beta",
  k: "k",
  p: "p",
  eps: "eps",
  loss: "loss",
};
/** Layer names as short as their kind. */
const NAMES: Readonly<Record<string, string>> = {
  conv2d: "conv",
  maxpool2d: "pool",
  avgpool2d: "pool",
  global_avgpool2d: "mean",
  batchnorm: "bn",
  local_response_norm: "lrn",
};

/**
 * A name of the catalogue, or a network in one line for an input of this shape. Throws LabError.
 */
export function readNetwork(text: string, input: Shape): NetworkSpec {
  const made = Object.hasOwn(networks, text.trim()) ? networks[text.trim()] : undefined;
  if (made !== undefined) return made();
  const layers: Record<string, unknown>[] = [];
  const heads: { readonly layer: string; readonly weight: unknown }[] = [];
  const parts = text.split("|").map((part) => part.trim());
  const words = parts.map(layerOf);
  for (const [at, { name: given, loss, ...layer }] of words.entries()) {
    const name = given ?? nameOf(words, at);
    layers.push({ name, ...layer });
    if (loss !== undefined || at === words.length - 1)
      heads.push({ layer: name, weight: loss ?? 1 });
  }
  const several = heads.length > 1 ? { heads } : {};
  return parseSpec({ format: 1, name: "network", input, layers, ...several });
}

interface Written {
  readonly name: string | undefined;
  readonly op: string;
  readonly [setting: string]: unknown;
}

function layerOf(text: string): Written {
  const [, name, rest = ""] = /^(?:([a-z][\w]*)\s*:)?\s*(.*)$/.exec(text) ?? [];
  const [body = "", inputs] = rest.split(/\bfrom\b/);
  const [word = "", ...settings] = body.trim().split(/\s+/);
  const op = KINDS[word] ?? word;
  if (opFor(op) === undefined)
    throw new LabError(
      "spec",
      `"${word}" is no kind of layer`,
      `Write layers with | between them: conv 2 3x3 pad 1 | relu | pool 2 | flatten | linear 3.`,
    );
  return {
    name,
    op,
    ...settingsOf(op, settings, text),
    ...(inputs === undefined ? {} : { inputs: inputs.split(",").map((one) => one.trim()) }),
  };
}

function settingsOf(op: string, words: readonly string[], text: string): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    const sides = /^(\d+)x(\d+)$/.exec(word);
    const setting = SETTINGS[word];
    if (sides !== null) found["kernel_size"] = [Number(sides[1]), Number(sides[2])];
    else if (/^\d+$/.test(word)) found[COUNTED[op] ?? "kernel_size"] = Number(word);
    else if (setting !== undefined && Number.isFinite(Number(words[at + 1])))
      found[setting] = Number(words[++at]);
    else if (word !== "") throw new LabError("spec", `"${word}" in "${text}" is not understood`);
  }
  return found;
}

function nameOf(words: readonly Written[], at: number): string {
  const base = (op: string): string => NAMES[op] ?? op;
  const own = base(words[at]?.op ?? "");
  const alike = words.filter(({ op, name }) => name === undefined && base(op) === own);
  if (alike.length === 1) return own;
  const before = words
    .slice(0, at)
    .filter(({ op, name }) => name === undefined && base(op) === own);
  return `${own}${before.length + 1}`;
}
