/** What a reader points at in the text: a role ("input", "filter") or a number ("m.y[0][2]"). */
import type { Role } from "../../engine/core/expression";
import type { Numbers } from "../../engine/explain/numbers";
import type { CellAt } from "../figures/scene/scene";
import { readReference } from "../lesson/language/reference";
import { hueOf } from "./names";
import { panelsOf } from "./parts";
import { cellNamed, type Setup } from "./setup";

const WORDS: Readonly<Partial<Record<Role, readonly string[]>>> = {
  input: ["input", "image", "picture", "pixel", "x"],
  weight: ["weight", "weights", "filter", "kernel", "w"],
  output: ["output", "y", "activation"],
  bias: ["bias", "b"],
};
const ERROR = ["dy", "error", "errors"];
const GRADIENT = ["gradient", "derivative", "dx", "dw", "db"];

/** Tensors that a word of the text means. */
export function tensorsMeant(
  numbers: Numbers,
  { view }: Setup,
  highlight: string | null,
): ReadonlySet<string> {
  const word = highlight?.toLowerCase() ?? "";
  if (word === "") return new Set();
  return new Set(
    panelsOf(numbers, view).filter((tensor) => {
      const hue = hueOf(numbers, tensor, view.of);
      if (hue === "gradient") return (tensor === view.of ? GRADIENT : ERROR).includes(word);
      return WORDS[hue]?.includes(word) === true;
    }),
  );
}

/** The cell of this figure that a reference of the text names; `figure`: the figure's own id. */
export function cellMeant(
  numbers: Numbers,
  setup: Setup,
  highlight: string | null,
  figure: string,
): CellAt | null {
  const reference = readReference(highlight ?? "");
  if (reference === null || reference.shape || reference.figure !== figure) return null;
  return cellNamed(setup, numbers, reference.tensor, reference.index);
}
