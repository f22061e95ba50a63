/** The one thing in which run B differs from run A: which choice, and to what. */
import { isRecord } from "../untrusted";
import { restoreSetting, STANDARD, type Setting, type SettingKey } from "./setting";

export interface Change {
  readonly key: SettingKey;
  readonly to: Setting[SettingKey];
}

export const CHANGE_KEYS = Object.keys(STANDARD) as readonly SettingKey[];

/** Choices that a run takes up where it is; any other begins it anew, from its seed. */
export const LIVE_KEYS = ["activation", "learningRate", "clip"] as const satisfies readonly SettingKey[];

/** The choices in which two settings differ. */
export function differences(before: Setting, after: Setting): readonly SettingKey[] {
  return CHANGE_KEYS.filter((key) => before[key] !== after[key]);
}

export function isLive(key: SettingKey): key is (typeof LIVE_KEYS)[number] {
  return LIVE_KEYS.some((live) => live === key);
}

/** The setting with the change made; what is out of range is clamped, what is no such value changes nothing. */
export function changed(setting: Setting, { key, to }: Change): Setting {
  return restoreSetting({ ...setting, [key]: to }, setting);
}

/** A change that makes a difference to start from, when a reader has only said which choice. */
export function suggested(setting: Setting, key: SettingKey): Change {
  const to: Readonly<Record<SettingKey, Setting[SettingKey]>> = {
    kind: setting.kind === "dense" ? "conv" : "dense",
    depth: setting.depth > 10 ? 5 : 30,
    width: setting.width > 16 ? 8 : 48,
    activation: setting.activation === "relu" ? "sigmoid" : "relu",
    init: setting.init === "he" ? "small" : "he",
    scale: setting.scale === 1 ? 3 : 1,
    norm: !setting.norm,
    skip: !setting.skip,
    learningRate: setting.learningRate * 10,
    clip: setting.clip > 0 ? 0 : 1,
  };
  return { key, to: changed(setting, { key, to: to[key] })[key] };
}

/** From a lesson's text: "true", "0.5", "relu". Text that is no value of that choice gives the suggestion. */
export function parseTo(key: SettingKey, text: string, setting: Setting): Change {
  const kind = typeof setting[key];
  if (text.trim() === "") return suggested(setting, key);
  const to = kind === "number" ? Number(text) : kind === "boolean" ? text === "true" : text;
  return restoreChange({ key, to }, null) ?? suggested(setting, key);
}

export function restoreChange(untrusted: unknown, fallback: Change | null): Change | null {
  if (untrusted === null) return null;
  if (!isRecord(untrusted)) return fallback;
  const key = CHANGE_KEYS.find((name) => name === untrusted["key"]);
  if (key === undefined) return fallback;
  // Two fall-backs that differ give one answer only when the value itself was good.
  const read = restoreSetting({ [key]: untrusted["to"] }, STANDARD)[key];
  const again = restoreSetting({ [key]: untrusted["to"] }, { ...STANDARD, [key]: suggested(STANDARD, key).to })[key];
  return read === again ? { key, to: read } : fallback;
}
