/** A setting as a reader says it: "ReLU", "20 layers", "batch normalisation". */
import { t, word } from "../../language/words";
import type { Field } from "../fields/field";
import { fileTitle, isOwnFile } from "../fields/own-files";
import { isFamily } from "./network-text";
import { batchOf } from "./own-set";
import { dataWords, KEYS, SETTINGS, type Setting, type SettingKey } from "./settings";

/** One choice in words. */
export function wordOf(setting: Setting, key: SettingKey): string {
  return PHRASES[key]?.(setting) ?? plainWord(setting, key);
}

/** Of the choices that have a phrase of their own. */
const PHRASES: Readonly<Partial<Record<SettingKey, (setting: Setting) => string>>> = {
  network: ({ network }) => shortened(network),
  depth: ({ depth }) => t("{depth} layers", { depth }),
  width: ({ width }) => t("{width} wide", { width }),
  norm: ({ norm }) => word(NORM_WORDS[norm]),
  skip: ({ skip }) => (skip ? t("skip connections") : t("no skip connections")),
  zero: ({ zero }) =>
    zero ? t("blocks that start as the identity") : t("blocks drawn like the rest"),
  scale: ({ scale }) => t("weights × {scale}", { scale }),
  rate: ({ rate }) => t("a learning rate of {rate}", { rate }),
  clip: ({ clip }) => (clip > 0 ? t("the gradient clipped at {clip}", { clip }) : t("no clipping")),
  frozen: ({ frozen }) =>
    frozen === 0 ? t("all layers learn") : t("the first {frozen} layers frozen", { frozen }),
  batch: (setting) => t("{batch} pictures per step", { batch: batchOf(setting) }),
  side: ({ side }) => t("{side}×{side} pixels", { side }),
  examples: ({ examples }) =>
    examples === 0 ? t("all pictures") : t("{examples} pictures", { examples }),
  weights: ({ weights }) =>
    isOwnFile(weights)
      ? t("the weights of {file}", { file: fileTitle(weights) })
      : t("weights drawn by the rule"),
  data: ({ data }) => dataWords(data),
};

const NORM_WORDS: Readonly<Record<Setting["norm"], string>> = {
  default: "normalisation as the network has it",
  none: "no normalisation",
  batch: "batch normalisation",
  noisy: "batch normalisation with noise behind it",
};

/** "Learning rate 0.1", for choices without a phrase of their own. */
function plainWord(setting: Setting, key: SettingKey): string {
  const { kind, label }: Field = SETTINGS[key];
  const value = setting[key];
  if (kind.type === "choice") return word(kind.titleOf(String(value)));
  const said = word(label);
  return `${said.charAt(0).toLowerCase()}${said.slice(1)} ${String(value)}`;
}

function shortened(network: string): string {
  const line = network.replaceAll(/\s+/g, " ").trim();
  const [, name] = /^\{.*?"name": ?"([^"]*)"/.exec(line) ?? [];
  if (name !== undefined) return name;
  return line.length <= 40 ? line : `${line.slice(0, 38)} …`;
}

export function differences(before: Setting, after: Setting): readonly SettingKey[] {
  return KEYS.filter((key) => before[key] !== after[key]);
}

/**
 * The whole setting in one sentence's worth: what differs from the standard, and what always
 * counts.
 */
export function summary(setting: Setting): string {
  const always = new Set<SettingKey>(["network", "data", "optimiser", "rate", "batch"]);
  const family = isFamily(setting.network);
  if (family) always.add("depth").add("width");
  return KEYS.filter(
    (key) =>
      key !== "seed" &&
      (always.has(key) || setting[key] !== SETTINGS[key].standard) &&
      (family || (key !== "depth" && key !== "width")),
  )
    .map((key) => wordOf(setting, key))
    .join(", ");
}

/** Before what is said of one of several runs: "with BN: "; nothing where there is only one. */
export function whoOf({ name }: { readonly name: string }): string {
  return name === "" ? "" : `${name}: `;
}

/** "a, b and c" */
export function ordered(parts: readonly string[]): string {
  return parts.length < 2
    ? parts.join("")
    : t("{parts} and {last}", { parts: parts.slice(0, -1).join(", "), last: parts.at(-1) ?? "" });
}
