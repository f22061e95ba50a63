/** A setting as a reader says it: "ReLU", "20 layers", "batch normalisation". */
import type { Field } from "../fields/field";
import { DATA_WORDS, KEYS, SETTINGS, type Setting, type SettingKey } from "./settings";

/** One choice in words. */
export function wordOf(setting: Setting, key: SettingKey): string {
  switch (key) {
    case "network":
      return shortened(setting.network);
    case "depth":
      return `${setting.depth} layers`;
    case "width":
      return `${setting.width} wide`;
    case "norm":
      return NORM_WORDS[setting.norm];
    case "skip":
      return setting.skip ? "skip connections" : "no skip connections";
    case "zero":
      return setting.zero ? "blocks that start as the identity" : "blocks drawn like the rest";
    case "scale":
      return `weights × ${setting.scale}`;
    case "rate":
      return `a learning rate of ${setting.rate}`;
    case "clip":
      return setting.clip > 0 ? `the gradient clipped at ${setting.clip}` : "no clipping";
    case "frozen":
      return setting.frozen === 0
        ? "all layers learn"
        : `the first ${setting.frozen} layers frozen`;
    case "batch":
      return `${setting.batch} pictures per step`;
    case "side":
      return `${setting.side}×${setting.side} pixels`;
    case "examples":
      return setting.examples === 0 ? "all pictures" : `${setting.examples} pictures`;
    case "data":
      return DATA_WORDS[setting.data];
    default:
      return plainWord(setting, key);
  }
}

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
  if (kind.type === "choice") return kind.titleOf(String(value));
  return `${label.charAt(0).toLowerCase()}${label.slice(1)} ${String(value)}`;
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
  const family = /^(dense|conv|plain|residual)$/.test(setting.network);
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

/** "a, b and c" */
export function ordered(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
