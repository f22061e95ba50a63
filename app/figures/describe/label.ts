/** What a line of arithmetic is called: by the engine, "μ" or "through add1", or by the page. */
import { t, word } from "../../language/words";

const PATH = "through ";

export function labelText(label: string): string {
  return label.startsWith(PATH)
    ? t("through {layer}", { layer: label.slice(PATH.length) })
    : word(label);
}
