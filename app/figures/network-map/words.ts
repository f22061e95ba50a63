/** What an item of the map is, in a few words, from its layers alone. Pure. */
import { t } from "../../language/words";
import type { LayerShape } from "../../../engine/graph/shapes";
import type { Graph, Span } from "./graph";
import type { Item } from "./item";

/** With spaces at which no line is broken. */
const TIMES = "\u00A0×\u00A0";
/** A part of a list of so many letters stands in one line. */
const UNBROKEN = 17;

/** "7×7 conv, stride 2". */
export function layerWords(layer: LayerShape | undefined): string {
  if (layer === undefined) return "";
  const { stride, groups } = settingsOf(layer);
  const plain = kindWords(layer);
  const strides =
    stride > 1 && !plain.includes("pool") ? t(", stride\u00A0{stride}", { stride }) : "";
  return `${plain}${strides}${groups > 1 ? t(", {groups}\u00A0groups", { groups }) : ""}`;
}

/** "3×3 conv", "2×2 maxpool", "linear": PyTorch's word with the size of its window. */
function kindWords({ definition, attributes, kind }: LayerShape): string {
  const word = kind.replace(/2d$/, "").replaceAll("_", " ");
  const window = definition.window?.(attributes);
  return window === undefined || definition.name === "identity"
    ? word
    : `${window.kernel.join("×")} ${word}`;
}

function settingsOf({ definition, attributes }: LayerShape): {
  readonly stride: number;
  readonly groups: number;
} {
  const groups = attributes["groups"];
  return {
    stride: Math.max(1, ...(definition.window?.(attributes)?.stride ?? [1])),
    groups: typeof groups === "number" ? groups : 1,
  };
}

/** "bottleneck block", "basic block", "inception module", "auxiliary head". */
export function blockWords({ layers, readers }: Graph, { first, last }: Span): string {
  const inside = layers.slice(first, last + 1);
  const join = inside.findLast((layer) => layer.inputs.length > 1);
  const output = layers.length - 1;
  if (join === undefined)
    return last < output && (readers[last] ?? []).length === 0
      ? t("auxiliary head")
      : t("block of {inside} layers", { inside: inside.filter((layer) => rank(layer) > 1).length });
  if (join.definition.name !== "add") return branchWords(inside, join.inputs.length);
  const windows = inside.flatMap((layer) =>
    rank(layer) < 4 || /shortcut|downsample/.test(layer.name)
      ? []
      : [layer.definition.window?.(layer.attributes)?.kernel.join("×") ?? ""],
  );
  const main = windows.slice(0, 3).join(" ");
  if (main === "1×1 3×3 1×1") return t("bottleneck block");
  return main.startsWith("3×3 3×3") ? t("basic block") : t("residual block");
}

/**
 * Branches with windows of several sizes, a pooling among them, are what Szegedy named inception.
 */
function branchWords(inside: readonly LayerShape[], branches: number): string {
  const kinds = inside.map(kindWords);
  const inception =
    branches > 2 && kinds.includes("1×1 conv") && kinds.some((kind) => /pool/.test(kind));
  return inception ? t("inception module") : t("module of {branches} branches", { branches });
}

function rank({ parameters }: LayerShape): number {
  return Math.max(0, ...Object.values(parameters).map((shape) => shape.length));
}

/** What a group or a stage is made of, in the order in which it comes: "3×3 conv × 3, maxpool". */
export function contents(items: readonly Item[]): string {
  return countedWords(items.flatMap(partsOf));
}

function partsOf(item: Item): readonly string[] {
  if (item.level === "stage" || item.level === "group") return item.children.flatMap(partsOf);
  return [item.says.replace(strideText(), "")];
}

/** How the page's language writes the stride of a layer. */
function strideText(): RegExp {
  return new RegExp(t(", stride\u00A0{stride}", { stride: "\\d+" }));
}

function countedWords(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .map(([word, count]) => (count === 1 ? word : `${word}${TIMES}${count}`))
    .map((part) => (part.length > UNBROKEN ? part : part.replaceAll(" ", "\u00A0")))
    .join(", ");
}
