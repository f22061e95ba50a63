/** What a grid of settings can go over, and the values that it begins with. Pure. */
import type { Field } from "../../../../widgets/fields/field";
import { SETTINGS, type Setting, type SettingKey } from "../../../../widgets/training/settings";

export const GRID_KEYS: readonly SettingKey[] = [
  "rate",
  "optimiser",
  "batch",
  "decay",
  "schedule",
  "init",
  "scale",
  "activation",
  "clip",
  "pixels",
  "shift",
  "seed",
];
/** More options than these are too many to begin with. */
const MOST_OPTIONS = 4;

/**
 * `rate: 0.01 0.03 0.1`: round values about the one of the setting, or a choice's first options.
 */
export function axisFor(key: SettingKey, setting: Setting): string {
  return `${key}: ${valuesFor(key, setting).join(" ")}`;
}

function valuesFor(key: SettingKey, setting: Setting): readonly (string | number)[] {
  const { kind }: Field = SETTINGS[key];
  const value = setting[key];
  if (kind.type === "choice")
    return [...new Set([String(value), ...kind.options])].slice(0, MOST_OPTIONS);
  if (kind.type === "truth") return ["off", "on"];
  if (typeof value !== "number" || (kind.type !== "number" && kind.type !== "integer")) return [];
  const { from, to } = kind;
  if (key === "seed") return [value, value + 1, value + 2].map((one) => Math.min(to, one));
  const whole = kind.type === "integer";
  const round = (one: number): number => (whole ? Math.round(one) : Number(one.toPrecision(1)));
  const around = value === 0 ? (STARTS[key] ?? [0, 1]) : [value / 3, value, value * 3];
  return [...new Set(around.map((one) => Math.min(to, Math.max(from, round(one)))))];
}

/** Values for what is off at first. */
const STARTS: Partial<Record<SettingKey, readonly number[]>> = {
  decay: [0, 0.0001, 0.001],
  clip: [0, 1, 5],
  shift: [0, 1, 2],
};
