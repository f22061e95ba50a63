/** Settings that an author puts beside the buttons of a training figure: "zero norm". */
import type { TextProblem } from "../widget";
import { isKey, type SettingKey, unknownSetting } from "./settings";
import { variantsOf } from "./variants";

export function besideOf(text: string): readonly SettingKey[] {
  return text.split(/[\s,]+/).filter(isKey);
}

export function besideProblem(text: string): TextProblem | null {
  const wrong = text.split(/[\s,]+/).find((name) => name !== "" && !isKey(name));
  return wrong === undefined ? null : unknownSetting(wrong);
}

/** A setting that every variant sets itself: its control would change nothing. */
export function idleProblem(beside: string, variants: string): TextProblem | null {
  const runs = variantsOf(variants);
  const idle = besideOf(beside).find((key) => runs.every(({ changes }) => key in changes));
  return idle === undefined
    ? null
    : {
        message: `the control of ${idle} would change nothing: every variant sets ${idle} itself`,
        allowed: "a setting that at least one variant leaves to the figure",
        suggestion: null,
      };
}
