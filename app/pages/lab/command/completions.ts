/** What may come next in a command. Pure. */
import { t, word as inWords } from "../../../language/words";
import type { Examined } from "../../../../engine/graph/examined";
import type { LayerSpec, NetworkSpec } from "../../../../engine/graph/spec";
import { KINDS, settingKeys, settingsOfLayer, valueText } from "../layer-kinds";
import { isCode } from "./layer-words";
import { wordsOf } from "./read-command";
import { isSide, joinOf, KIND_WORDS, kindOf, layerNamed, settingOf, VERBS } from "./words";

export interface Completion {
  /** The word that is offered. */
  readonly word: string;
  /** What it means here: a shape, a kind, a value; may be "". */
  readonly detail: string;
  /** The whole command with it. */
  readonly text: string;
}

const MOST = 8;

type Offer = Omit<Completion, "text">;

export function completions(
  text: string,
  looked: Examined,
  spec: NetworkSpec,
  chosen: string | null,
): readonly Completion[] {
  if (isCode(text)) return [];
  const begun = /[^\s,=]*$/.exec(text)?.[0] ?? "";
  const before = text.slice(0, text.length - begun.length);
  const offers = offersBehind(wordsOf(before), looked, spec, chosen);
  return offers
    .filter(({ word }) => word !== begun && word.toLowerCase().startsWith(begun.toLowerCase()))
    .slice(0, MOST)
    .map((offer) => ({ ...offer, text: `${before}${offer.word} ` }));
}

function offersBehind(
  words: readonly string[],
  looked: Examined,
  spec: NetworkSpec,
  chosen: string | null,
): readonly Offer[] {
  const [first, ...rest] = words;
  const last = words.at(-1) ?? "";
  const names = (): readonly Offer[] => layersOf(looked, spec);
  if (first === undefined) return beginnings(looked, spec, chosen);
  if (isSide(last)) return names();
  switch (first.toLowerCase()) {
    case "delete":
    case "remove":
      return names();
    case "add":
      return rest.length === 0
        ? [...names(), ...kinds()]
        : kindOf(rest[0] ?? "") === undefined
          ? names()
          : behindKind(rest);
    case "move":
      return rest.length === 0
        ? names()
        : rest.length === 1
          ? MOVES.map((word) => ({ word, detail: "" }))
          : [];
    case "branch":
    case "split":
      return rest.length === 0
        ? names()
        : rest.length === 1
          ? kinds()
          : behindBranch(rest.slice(1), names());
    case "input":
      return [];
    default:
      return joinOf(first) === undefined ? behindFirst(words, spec) : names();
  }
}

const MOVES = ["before", "after", "up", "down"];

function behindFirst(words: readonly string[], spec: NetworkSpec): readonly Offer[] {
  const [first = "", second] = words;
  const layer = layerNamed(spec, first);
  const isSet =
    layer !== undefined &&
    (second !== undefined
      ? settingOf(layer.op, second) !== undefined
      : kindOf(first) === undefined);
  if (isSet) return settings(layer.op, words.slice(1));
  return kindOf(first) === undefined ? [] : behindKind(words);
}

/** Settings that are not said yet, and where it goes. */
function behindKind([kind = "", ...said]: readonly string[]): readonly Offer[] {
  if (said.some((word) => isSide(word))) return [];
  if (settingOf(kindOf(kind) ?? "", said.at(-1) ?? "") !== undefined) return [];
  return [
    ...["after", "before"].map((word) => ({ word, detail: "" })),
    ...settings(kindOf(kind) ?? "", said),
  ];
}

function behindBranch(words: readonly string[], names: readonly Offer[]): readonly Offer[] {
  if (words.some((word) => joinOf(word) !== undefined)) return names;
  const joins = ["add", "cat"].map((word) => ({ word, detail: JOINED[word]?.() ?? "" }));
  return [...joins, ...behindKind(words).filter(({ word }) => !isSide(word))];
}

function settings(op: string, said: readonly string[]): readonly Offer[] {
  if (settingOf(op, said.at(-1) ?? "") !== undefined) return [];
  const told = new Set(said.map((word) => settingOf(op, word)));
  return settingKeys(op)
    .filter((name) => !told.has(name))
    .map((word) => ({ word, detail: "" }));
}

function beginnings(looked: Examined, spec: NetworkSpec, chosen: string | null): readonly Offer[] {
  const shape = looked.layers.find((one) => one.spec.name === chosen)?.shape ?? null;
  const layer = layerNamed(spec, chosen ?? "");
  return [
    ...(layer === undefined ? [] : ofChosen(layer, shape)),
    ...VERBS.map((word) => ({ word, detail: JOINED[word]?.() ?? "" })),
    ...kinds(),
    ...layersOf(looked, spec).filter(({ word }) => word !== "input"),
  ];
}

function ofChosen(
  layer: LayerSpec,
  shape: Parameters<typeof settingsOfLayer>[1],
): readonly Offer[] {
  return settingsOfLayer(layer, shape).map(({ key, value }) => ({
    word: key,
    detail: t("{name}: {value} now", { name: layer.name, value: valueText(value) }),
  }));
}

const JOINED: Readonly<Record<string, () => string>> = {
  add: () => t("a sum of two layers, or a new layer"),
  cat: () => t("channels of layers together"),
  move: () => t("a layer somewhere else"),
  delete: () => t("a layer taken out"),
  branch: () => t("a layer beside those that read one"),
  input: () => t("the size of the picture"),
};

function kinds(): readonly Offer[] {
  return KIND_WORDS.map((word) => {
    const title = KINDS[kindOf(word) ?? ""]?.title;
    return { word, detail: title === undefined ? "" : inWords(title) };
  });
}

/** Layers with their shapes. */
function layersOf(looked: Examined, spec: NetworkSpec): readonly Offer[] {
  return [
    ...looked.layers.map((layer) => ({
      word: layer.spec.name,
      detail: layer.shape === null ? "" : layer.shape.shape.join("×"),
    })),
    { word: "input", detail: spec.input.join("×") },
  ];
}
