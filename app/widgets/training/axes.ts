/** The two settings of a map and their values: `rate: 0.01 0.03 0.1`. */
import type { TextProblem } from "../widget";
import { isKey, type Setting, type SettingKey, unknownSetting } from "./settings";
import { readValue, settingsOf, variantsOf } from "./variants";

export const MOST_CELLS = 48;

export interface Axis {
  readonly key: SettingKey;
  readonly values: readonly Setting[SettingKey][];
}

export interface MapCell {
  readonly id: string;
  readonly variant: string;
  readonly across: Setting[SettingKey] | null;
  readonly down: Setting[SettingKey] | null;
  readonly setting: Setting;
}

/** Null for no text, and for what is no axis. */
export function axisOf(text: string): Axis | null {
  const [name = "", values = ""] = text.split(/:(.*)/s).map((part) => part.trim());
  if (!isKey(name)) return null;
  const read = values.split(/\s+/).map((word) => readValue(name, word));
  const good = read.filter((value) => value !== undefined);
  return good.length === read.length && good.length > 0 ? { key: name, values: good } : null;
}

export function axisProblem(text: string): TextProblem | null {
  if (text.trim() === "" || axisOf(text) !== null) return null;
  const [name = ""] = text.split(":");
  const key = name.trim();
  if (!isKey(key)) return unknownSetting(key);
  return {
    message: `${key} does not take all of these values`,
    allowed: `values with spaces between them: \`rate: 0.01 0.1 1\``,
    suggestion: null,
  };
}

/** All cells, variant by variant and row by row; at most 48. */
export function cellsOf(
  setting: Setting,
  texts: { readonly variants: string; readonly across: string; readonly down: string },
): readonly MapCell[] {
  const [across, down] = [axisOf(texts.across), axisOf(texts.down)];
  const cells = settingsOf(setting, variantsOf(texts.variants)).flatMap((variant) =>
    (down?.values ?? [null]).flatMap((y) =>
      (across?.values ?? [null]).map((x): MapCell => {
        const changed = {
          ...variant.setting,
          ...(across === null || x === null ? {} : { [across.key]: x }),
          ...(down === null || y === null ? {} : { [down.key]: y }),
        };
        const id = [variant.name, y, x].map(String).join(" ");
        return { id, variant: variant.name, across: x, down: y, setting: changed };
      }),
    ),
  );
  return cells.slice(0, MOST_CELLS);
}
