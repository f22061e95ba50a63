/** A scene in words, for a screen reader. */
import { t } from "../language/words";
import type { Numbers } from "../../engine/explain/numbers";
import { layOut, lineText } from "../figures/describe/arithmetic";
import { spoken } from "../figures/describe/number";
import type { Asked, Scene } from "../figures/scene/scene";
import { spokenName } from "./names";
import type { View } from "./view";

export function sceneWords(numbers: Numbers, view: View, scene: Scene): string {
  const { worked, remarks, asked } = scene;
  if (asked !== null) return askedText(asked);
  if (worked === null)
    return remarks.join(" ") || t("{name}: nothing yet", { name: spokenName(numbers, view.of) });
  const lines = layOut(worked.expression, { value: worked.value }).lines.map(lineText).join("; ");
  return [
    t("The {title} is {value}: {lines}.", {
      title: worked.title,
      value: spoken(worked.value),
      lines,
    }),
    ...remarks,
  ].join(" ");
}

function askedText({ words, uses }: Asked): string {
  const met = uses.map(({ name, partner }) => `${name}, ${partner}`).join("; ");
  return met === "" ? words : `${words} ${met}.`;
}
