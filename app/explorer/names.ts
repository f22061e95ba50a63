/** What a tensor and its cells are called: titles, hues, and the words of a screen reader. */
import { t, word } from "../language/words";
import type { Role } from "../../engine/core/expression";
import { type Numbers, splitName } from "../../engine/explain/numbers";
import type { CellAt } from "../figures/scene/scene";
import type { Index } from "../../engine/core/shape";
import { layerNamed, type LayerShape } from "../../engine/graph/layer-shapes";
import { countedTensor, isUseCount } from "./use-counts";

const SLOTS: Readonly<Record<string, string>> = {
  w: "Weights",
  b: "Bias",
  gamma: "Scale γ",
  beta: "Shift β",
  slope: "Slope",
  running_mean: "Running mean",
  running_var: "Running variance",
  mean: "Mean",
  inverse_std: "1 / deviation",
  argmax: "Winners",
};

/** Where the title writes a Greek letter, its gradient does. */
const LETTERS: Readonly<Record<string, string>> = { gamma: "γ", beta: "β" };

/** One number for each channel. */
const STATISTICS: ReadonlySet<string> = new Set([
  "mean",
  "inverse_std",
  "running_mean",
  "running_var",
]);

/** The only layer of a network of one layer needs no name. */
function only({ network }: Numbers): boolean {
  return network.layers.length === 1;
}

/** " of conv1" where there are several layers. */
function ofLayer(numbers: Numbers, tensor: string): string {
  return only(numbers) ? "" : t(" of {name}", { name: spokenName(numbers, countedTensor(tensor)) });
}

export function titleOf(numbers: Numbers, tensor: string): string {
  if (isUseCount(tensor))
    return t("How often each cell{whose} is used", { whose: ofLayer(numbers, tensor) });
  if (tensor === "input") return t("Input");
  if (tensor === "labels") return t("Labels");
  if (tensor === "target") return t("Target");
  if (tensor === "loss") return t("Loss E");
  if (tensor === "input.dy") return only(numbers) ? t("Gradient ∂E/∂x") : t("Gradient ∂E/∂input");
  const [owner, slot] = splitName(numbers.network, tensor);
  const layer = layerNamed(numbers.network, owner);
  const name = only(numbers) ? "" : `${owner} `;
  if (layer === undefined) return tensor;
  if (slot === "y") return only(numbers) ? t("Output") : `${owner}`;
  if (slot === "dy") return only(numbers) ? t("Error ∂E/∂y") : t("Error ∂E/∂{owner}", { owner });
  if (slot.endsWith(".next")) {
    const base = slot.slice(0, -5);
    return t("New {name}", { name: `${name}${titled(base)?.toLowerCase() ?? base}` });
  }
  if (slot.startsWith("d") && isSlot(layer, slot.slice(1))) {
    const letter = LETTERS[slot.slice(1)] ?? slot.slice(1);
    return only(numbers)
      ? t("Gradient ∂E/∂{letter}", { letter })
      : t("Gradient ∂E/∂{owner}.{letter}", { owner, letter });
  }
  const own = slot === "w" && layer.definition.window !== undefined ? t("Filter") : titled(slot);
  return name === "" ? (own ?? slot) : `${name}${(own ?? slot).toLowerCase()}`;
}

function titled(slot: string): string | undefined {
  const title = SLOTS[slot];
  return title === undefined ? undefined : word(title);
}

/** As a screen reader and the arithmetic's title say it: "output", "gradient of the input". */
export function spokenName(numbers: Numbers, tensor: string): string {
  if (tensor === "input.dy") return t("gradient of the input");
  if (tensor === "loss") return t("loss");
  if (isUseCount(tensor))
    return t("uses of {name}", { name: spokenName(numbers, countedTensor(tensor)) });
  const [owner, slot] = splitName(numbers.network, tensor);
  const layer = layerNamed(numbers.network, owner);
  if (layer === undefined) return titleOf(numbers, tensor).toLowerCase();
  const whose = only(numbers) ? "" : t(" of {name}", { name: owner });
  if (slot === "y") return t("output{whose}", { whose });
  if (slot === "dy") return t("error{whose}", { whose });
  if (slot.startsWith("d") && isSlot(layer, slot.slice(1)))
    return t("gradient of {name}", {
      name: `${only(numbers) ? "" : `${owner}.`}${slot.slice(1)}`,
    });
  return titleOf(numbers, tensor).toLowerCase();
}

/** "row 0, column 1", "channel 2, row 0, column 1", "unit 3". A batch of one is not said. */
export function placeName(
  numbers: Numbers,
  tensor: string,
  index: Index,
  channels: readonly string[] = [],
): string {
  return placesOf(numbers, tensor, index)
    .map(({ axis, at }) => (axis === "channel" ? channels[at] : undefined) ?? axisPlace(axis, at))
    .join(", ");
}

/** "row 3": one place of one axis. */
export function axisPlace(axis: string, at: number): string {
  return `${word(axis)} ${at}`;
}

/** "output 0, 1": a cell in few words, where what its numbers count is clear. */
export function shortName(numbers: Numbers, { tensor, index }: CellAt): string {
  const places = placesOf(numbers, tensor, index).map(({ at }) => at);
  return `${spokenName(numbers, tensor)} ${places.join(", ")}`.trim();
}

function placesOf(
  numbers: Numbers,
  tensor: string,
  index: Index,
): { readonly axis: string; readonly at: number }[] {
  const shape = numbers.shape(tensor);
  const names = axisNames(numbers, tensor, shape.length);
  return index.flatMap((at, axis) =>
    (shape[axis] ?? 1) === 1 && isLeft(names[axis] ?? "")
      ? []
      : [{ axis: names[axis] ?? "axis", at }],
  );
}

/** Axes that are not told where they have one place only. */
function isLeft(name: string): boolean {
  return name !== "row" && name !== "column" && name !== "unit";
}

export function axisNames(numbers: Numbers, tensor: string, rank: number): readonly string[] {
  const [, slot] = splitName(numbers.network, countedTensor(tensor));
  const base = slot.replace(/\.next$/, "").replace(/^d(?=[a-z])/, "");
  const weights = base === "w" || base === "b" || base === "gamma" || base === "beta";
  if (weights && base === "w")
    return rank === 4 ? ["filter", "channel", "row", "column"] : ["row", "column"];
  if (rank === 4) return ["sample", "channel", "row", "column"];
  if (rank === 2) return ["sample", "unit"];
  return rank === 1
    ? [weights || STATISTICS.has(base) ? "channel" : "number"]
    : ["number", "number", "number"].slice(0, rank);
}

/** A cell in words: "output row 0, column 1". */
export function cellName(
  numbers: Numbers,
  tensor: string,
  index: Index,
  channels: readonly string[] = [],
): string {
  const place = numbers.has(tensor) ? placeName(numbers, tensor, index, channels) : "";
  return `${spokenName(numbers, tensor)}${place === "" ? "" : ` ${place}`}`;
}

export function hueOf(numbers: Numbers, named: string, of: string): Role {
  const tensor = countedTensor(named);
  const [owner, slot] = splitName(numbers.network, tensor);
  if (tensor === "input") return "input";
  if (slot.startsWith("d") && slot !== "divisor") return "gradient";
  if (slot === "y" || tensor === "loss") return tensor === of ? "output" : "input";
  const layer = layerNamed(numbers.network, owner);
  const base = slot.replace(/\.next$/, "");
  return layer?.definition.inputs.find(({ name }) => name === base)?.role ?? "constant";
}

function isSlot(layer: LayerShape, slot: string): boolean {
  return layer.slots.includes(slot) || Object.hasOwn(layer.parameters, slot);
}
