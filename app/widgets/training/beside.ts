/** Settings that an author puts beside the buttons of a training figure: "zero norm". */
import type { TextProblem } from "../widget";
import { isKey, type SettingKey, unknownSetting } from "./settings";

export function besideOf(text: string): readonly SettingKey[] {
  return text.split(/[\s,]+/).filter(isKey);
}

export function besideProblem(text: string): TextProblem | null {
  const wrong = text.split(/[\s,]+/).find((name) => name !== "" && !isKey(name));
  return wrong === undefined ? null : unknownSetting(wrong);
}
