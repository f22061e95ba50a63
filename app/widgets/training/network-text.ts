/**
 * A network in one line: `conv 8, conv 16 /2, pool 2, gap, linear 10`.
 *
 *   conv 16 5x5 /2   16 filters of 5×5 with stride 2; without, 3×3 and stride 1; the padding keeps
 *                    the size
 *   linear 64        64 neurons
 *   pool 2, avgpool 2   windows of 2×2        gap   mean of a map
 *   bn, flatten, relu, dropout 0.5 …   any other op, by its name
 *
 * Where no activation is written, the setting's one follows every layer with weights but the last.
 */
import { LabError } from "../../../engine/core/errors";
import { sketch } from "../../../engine/graph/networks/sketch";
import { networks } from "../../../engine/graph/networks";
import { parseSpec } from "../../../engine/graph/parse-spec";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { nearest } from "../../../engine/graph/suggest";
import type { TextProblem } from "../widget";

const FAMILIES = ["dense", "conv", "plain", "residual"] as const;
export type Family = (typeof FAMILIES)[number];

/** Other words for ops, as people say them. */
const SHORT: Readonly<Record<string, string>> = {
  conv: "conv2d",
  pool: "maxpool2d",
  maxpool: "maxpool2d",
  avgpool: "avgpool2d",
  gap: "global_avgpool2d",
  bn: "batchnorm",
};
const OPS = [
  "conv2d",
  "linear",
  "maxpool2d",
  "avgpool2d",
  "global_avgpool2d",
  "flatten",
  "batchnorm",
  "dropout",
  "lrn",
  "softmax",
];
export const ACTIVATION_OPS = [
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
];
/** What the one number after an op is. */
const NUMBER: Readonly<Record<string, string>> = {
  conv2d: "out_channels",
  linear: "out_features",
  maxpool2d: "kernel_size",
  avgpool2d: "kernel_size",
  dropout: "p",
};

export type NetworkKind = "family" | "catalogue" | "description" | "code" | "layers";

export function kindOf(text: string): NetworkKind {
  const written = text.trim();
  if (isFamily(written)) return "family";
  if (Object.hasOwn(networks, written)) return "catalogue";
  if (written.startsWith("{")) return "description";
  return /[(=]/.test(written) ? "code" : "layers";
}

/** A network that says itself what it reads; null for other texts. Throws LabError. */
export function wholeNetwork(text: string): NetworkSpec | null {
  const written = text.trim();
  if (Object.hasOwn(networks, written)) return networks[written]?.() ?? null;
  return written.startsWith("{") ? parseSpec(written) : null;
}

export function isFamily(text: string): text is Family {
  return FAMILIES.some((family) => family === text);
}

/** What is wrong with the text; null when nothing is. Code is only read when it is run. */
export function networkProblem(text: string): TextProblem | null {
  if (kindOf(text) !== "layers") return null;
  try {
    layersOf(text);
    return null;
  } catch (problem) {
    if (!(problem instanceof LabError)) throw problem;
    const names = [...FAMILIES, ...Object.keys(networks)];
    const one = !text.includes(",");
    const near = one ? (nearest(text.trim(), names) ?? null) : null;
    return {
      message: problem.message,
      allowed: `${names.join(", ")}, or layers such as "conv 8, conv 16 /2, gap, linear 10"`,
      suggestion: near,
    };
  }
}

interface Written {
  readonly op: string;
  readonly settings: Readonly<Record<string, number>>;
}

/** Throws LabError "spec" at the first text that is no layer. */
function layersOf(text: string): readonly Written[] {
  const parts = text.split(",").map((part) => part.trim());
  return parts.map((part) => {
    const [word = "", ...more] = part.split(/\s+/);
    const op = SHORT[word] ?? word;
    if (![...OPS, ...ACTIVATION_OPS].includes(op)) {
      const near = nearest(word, [...Object.keys(SHORT), ...OPS, ...ACTIVATION_OPS]);
      const hint = near === undefined ? "" : `; did you mean ${near}?`;
      throw new LabError("spec", `"${part.slice(0, 40)}" is neither a network nor a layer${hint}`);
    }
    return { op, settings: settingsOf(op, more, part) };
  });
}

function settingsOf(
  op: string,
  words: readonly string[],
  part: string,
): Readonly<Record<string, number>> {
  const settings: Record<string, number> = {};
  for (const word of words) {
    const [, size, stride] = /^(?:(\d+)x\1|\/(\d+))$/.exec(word) ?? [];
    const number = NUMBER[op];
    if (size !== undefined) settings["kernel_size"] = Number(size);
    else if (stride !== undefined) settings["stride"] = Number(stride);
    else if (number !== undefined && /^\d*\.?\d+$/.test(word)) settings[number] = Number(word);
    else throw new LabError("spec", `"${part.slice(0, 40)}": ${op} has no setting "${word}"`);
  }
  const wanted = NUMBER[op];
  if (wanted !== undefined && settings[wanted] === undefined)
    throw new LabError("spec", `"${part.slice(0, 40)}": ${op} needs its ${wanted}, a number`);
  if (op !== "conv2d") return settings;
  const kernel = settings["kernel_size"] ?? 3;
  return { ...settings, kernel_size: kernel, padding: Math.floor(kernel / 2) };
}

/** The layers as a network; `activation` follows layers with weights where none is written. */
export function networkFrom(
  text: string,
  input: readonly number[],
  activation: string,
): NetworkSpec {
  const written = layersOf(text);
  const own = written.some(({ op }) => ACTIVATION_OPS.includes(op));
  const last = written.findLastIndex(({ op }) => op === "conv2d" || op === "linear");
  const net = sketch("layers", input);
  const counts = new Map<string, number>();
  let flat = input.length === 1;
  const add = (op: string, settings: Readonly<Record<string, number>> = {}): void => {
    const stem = STEMS[op] ?? (ACTIVATION_OPS.includes(op) ? "act" : op);
    const count = (counts.get(stem) ?? 0) + 1;
    counts.set(stem, count);
    net.add(`${stem}${count}`, op, settings);
    if (op === "flatten") flat = true;
  };
  for (const [at, { op, settings }] of written.entries()) {
    if (op === "linear" && !flat) add("flatten");
    add(op, settings);
    if (!own && at < last && (op === "conv2d" || op === "linear")) add(activation);
  }
  return net.spec();
}

const STEMS: Readonly<Record<string, string>> = {
  conv2d: "conv",
  linear: "fc",
  batchnorm: "bn",
  maxpool2d: "pool",
  avgpool2d: "pool",
  global_avgpool2d: "gap",
};
