/**
 * A command as it is typed, and the network that it makes of the one that is there.
 *
 *   conv 16 3x3 padding 1 after relu1     a new layer; before relu1; or behind the chosen one
 *   nn.Conv2d(6, 16, 3), nn.ReLU()        layers as PyTorch writes them
 *   add conv1 relu4                       a sum; mul multiplies, cat joins channels
 *   branch relu1 conv 8 1x1 cat relu2     a layer beside those that read relu1, joined again
 *   move pool1 before relu1               after, up, down
 *   delete relu2
 *   stride 2, conv1 stride 2              settings of the chosen layer, or of one by name
 *   input 3x32x32
 *
 * What comes out may not fit together: outcome.ts says so. Throws LabError "spec" for what is not
 * understood, "unknown-name" for a layer that is not there. Pure.
 */
import { t } from "../../../language/words";
import { check, LabError } from "../../../../engine/core/errors";
import {
  branched,
  joined,
  movedDown,
  movedTo,
  movedUp,
  type Place,
  placed,
  removed,
  withInput,
  withSetting,
} from "../../../../engine/graph/change";
import type { NetworkSpec } from "../../../../engine/graph/spec";
import { nearest } from "../../../../engine/graph/suggest";
import { newLayer, valueIn, valueText } from "../layer-kinds";
import { isCode, layerOf, layersOfCode, settingsIn } from "./layer-words";
import { isSide, joinOf, kindOf, layerNamed, OFFERED, settingOf, SIDES } from "./words";

export interface Command {
  readonly spec: NetworkSpec;
  /** As in the history: "add conv3". */
  readonly words: string;
  /** The layer that is chosen then, and whose shape is told. */
  readonly chosen: string;
}

/** `chosen`: a layer's name, "input", or null. */
export function readCommand(text: string, spec: NetworkSpec, chosen: string | null): Command {
  if (isCode(text)) return code(text, spec, chosen);
  const words = wordsOf(text);
  const [first = "", ...rest] = words;
  const verb = first.toLowerCase();
  const join = joinOf(first);
  if (
    join !== undefined &&
    !(verb === "add" && kindOf(rest[0] ?? "") !== undefined && !areTensors(spec, rest))
  )
    return together(spec, join, rest);
  switch (verb) {
    case "move":
      return moved(spec, rest);
    case "delete":
    case "remove":
      return deleted(spec, rest);
    case "branch":
    case "split":
      return branch(spec, rest);
    case "input":
      return resized(spec, rest);
    case "add":
      return added(spec, rest, chosen);
    default:
      return isNewLayer(spec, words) ? added(spec, words, chosen) : set(spec, words, chosen);
  }
}

export function wordsOf(text: string): string[] {
  return text.split(/[\s,=]+/).filter((word) => word !== "");
}

/** "flatten after relu2", also where a layer is called flatten; but not "conv1 stride 2". */
function isNewLayer(spec: NetworkSpec, [first = "", second = ""]: readonly string[]): boolean {
  if (kindOf(first) === undefined) return false;
  const there = layerNamed(spec, first);
  return there === undefined || settingOf(there.op, second) === undefined;
}

const CODE = new RegExp(String.raw`^(.*\)),?\s*(?:(${SIDES})\s+(\S+))?\s*$`, "is");

/** `text`: of PyTorch, with a place behind it or none. */
function code(text: string, spec: NetworkSpec, chosen: string | null): Command {
  const [, layers = "", side, other = ""] = CODE.exec(text) ?? [];
  check(layers !== "", "spec", t("the code has no end yet: a bracket is open"));
  let place = side === undefined ? behind(spec, chosen) : placeOf(spec, side, other);
  let next = spec;
  for (const one of layersOfCode(layers, spec, place)) {
    next = placed(next, place, one);
    place = { after: one.name };
  }
  const last = "after" in place ? place.after : "";
  return { spec: next, words: t("add {name}", { name: last }), chosen: last };
}

function added(spec: NetworkSpec, words: readonly string[], chosen: string | null): Command {
  const at = words.findIndex((word) => isSide(word));
  const place = at < 0 ? behind(spec, chosen) : placeOf(spec, words[at] ?? "", words[at + 1] ?? "");
  check(
    at < 0 || words.length <= at + 2,
    "spec",
    t("“{word}” stands behind the place", { word: words[at + 2] ?? "" }),
  );
  const layer = layerOf(spec, at < 0 ? words : words.slice(0, at));
  return {
    spec: placed(spec, place, layer),
    words: t("add {name}", { name: layer.name }),
    chosen: layer.name,
  };
}

/** A sum, or channels together. */
function together(spec: NetworkSpec, kind: string, words: readonly string[]): Command {
  const sources = words.map((word) => tensor(spec, word));
  check(
    new Set(sources).size > 1 && (kind === "concat" || sources.length === 2),
    "spec",
    kind === "concat"
      ? t("it joins two layers or more: cat conv1 relu2")
      : t("it joins two layers: {word} conv1 relu2", { word: kind }),
  );
  const layer = { name: newLayer(spec, kind).name, op: kind };
  return {
    spec: joined(spec, sources, layer),
    words: t("add {name}", { name: layer.name }),
    chosen: layer.name,
  };
}

/** "relu1 conv 8 1x1", and "cat relu2" behind it. */
function branch(spec: NetworkSpec, [from = "", ...words]: readonly string[]): Command {
  const source = tensor(spec, from);
  const at = words.findIndex((word) => joinOf(word) !== undefined);
  const layer = layerOf(spec, at < 0 ? words : words.slice(0, at));
  const next = branched(spec, source, layer);
  if (at < 0)
    return { spec: next, words: t("add {name}", { name: layer.name }), chosen: layer.name };
  return together(next, joinOf(words[at] ?? "") ?? "concat", [layer.name, ...words.slice(at + 1)]);
}

function moved(spec: NetworkSpec, [what = "", side = "", other = ""]: readonly string[]): Command {
  const { name } = named(spec, what);
  const way = side.toLowerCase();
  const next =
    way === "up"
      ? movedUp(spec, name)
      : way === "down"
        ? movedDown(spec, name)
        : movedTo(spec, name, placeOf(spec, side, other));
  if (next === null) throw new LabError("spec", t("{name} cannot be moved there.", { name }));
  return { spec: next, words: t("move {name}", { name }), chosen: name };
}

function deleted(spec: NetworkSpec, words: readonly string[]): Command {
  const names = words.map((word) => named(spec, word).name);
  check(names.length > 0, "spec", t("say which layer: delete relu1"));
  check(names.length < spec.layers.length, "spec", t("The last layer stays."));
  const at = spec.layers.findIndex(({ name }) => name === names[0]);
  const left = spec.layers.slice(0, at).findLast(({ name }) => !names.includes(name));
  return {
    spec: names.reduce((now, name) => removed(now, name), spec),
    words: t("remove {name}", { name: names.join(", ") }),
    chosen: left?.name ?? "input",
  };
}

function resized(spec: NetworkSpec, words: readonly string[]): Command {
  const value = valueIn(words.join("×"));
  const shape = typeof value === "number" ? [value] : Array.isArray(value) ? value.map(Number) : [];
  check(
    shape.length === 1 || shape.length === 3,
    "spec",
    t("the input is a picture, input 3x32x32, or a row of numbers, input 784"),
  );
  return { spec: withInput(spec, shape), words: t("input"), chosen: "input" };
}

/** "stride 2 padding 1", of the chosen layer or of the one that is named first. */
function set(spec: NetworkSpec, words: readonly string[], chosen: string | null): Command {
  const [first = "", ...rest] = words;
  const told = layerNamed(spec, first);
  const target = told ?? layerNamed(spec, chosen ?? "");
  if (target === undefined || (told === undefined && settingOf(target.op, first) === undefined))
    throw new LabError("spec", t("“{first}” is not understood", { first }), meant(spec, first));
  const pairs = settingsIn(target.op, told === undefined ? words : rest);
  check(pairs.length > 0, "spec", t("say what to set: {name} stride 2", { name: target.name }));
  return {
    spec: pairs.reduce((now, [key, value]) => withSetting(now, target.name, key, value), spec),
    words: `${target.name}: ${pairs.map(([key, value]) => `${key.replaceAll("_", " ")} ${valueText(value)}`).join(", ")}`,
    chosen: target.name,
  };
}

/** What may have been meant. */
function meant(spec: NetworkSpec, word: string): string {
  const near = nearest(word, [...OFFERED, ...spec.layers.map(({ name }) => name)]);
  return near === undefined
    ? t(
        "A command begins with a layer (conv, relu, linear …), a setting of the chosen layer, or add, cat, move, delete, branch.",
      )
    : t("Did you mean {near}?", { near });
}

function placeOf(spec: NetworkSpec, side: string, word: string): Place {
  check(isSide(side) && word !== "", "spec", t("say where: after relu1, before relu1"));
  return side.toLowerCase() === "before"
    ? { before: named(spec, word).name }
    : { after: tensor(spec, word) };
}

function behind(spec: NetworkSpec, chosen: string | null): Place {
  return { after: chosen ?? spec.layers.at(-1)?.name ?? "input" };
}

/** A layer's name, or "input". */
function tensor(spec: NetworkSpec, word: string): string {
  return isInput(word) ? "input" : named(spec, word).name;
}

function areTensors(spec: NetworkSpec, words: readonly string[]): boolean {
  return words.every((word) => isInput(word) || layerNamed(spec, word) !== undefined);
}

function isInput(word: string): boolean {
  return word.toLowerCase() === "input";
}

function named(spec: NetworkSpec, word: string) {
  const found = layerNamed(spec, word);
  if (found !== undefined) return found;
  check(word !== "", "spec", t("say which layer"));
  const near = nearest(
    word,
    spec.layers.map(({ name }) => name),
  );
  throw new LabError(
    "unknown-name",
    t("there is no layer “{word}”", { word: word.slice(0, 60) }),
    near === undefined ? "" : t("Did you mean {near}?", { near }),
  );
}
