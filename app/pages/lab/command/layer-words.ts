/** A new layer from the words of a command, or from a piece of PyTorch. Pure. */
import { t } from "../../../language/words";
import { readCode } from "../../../../engine/code/read/read";
import { check, LabError } from "../../../../engine/core/errors";
import type { AttributeValue } from "../../../../engine/core/op";
import type { Shape } from "../../../../engine/core/shape";
import { freshName, type Place } from "../../../../engine/graph/change";
import { explicit } from "../../../../engine/graph/edit";
import { examined } from "../../../../engine/graph/examined";
import type { LayerSpec, NetworkSpec } from "../../../../engine/graph/spec";
import { nearest } from "../../../../engine/graph/suggest";
import { newLayer, settingKeys, valueIn } from "../layer-kinds";
import { inOrder, KIND_WORDS, kindOf, settingOf } from "./words";

type Setting = readonly [key: string, value: AttributeValue];

/** "conv 16 3x3 padding 1" */
export function layerOf(spec: NetworkSpec, [word = "", ...words]: readonly string[]): LayerSpec {
  check(word !== "", "spec", t("say which layer: conv, relu, linear …"));
  const op = kindOf(word);
  if (op === undefined) {
    const near = nearest(word, KIND_WORDS);
    throw new LabError(
      "spec",
      t("there is no kind of layer “{word}”", { word: word.slice(0, 60) }),
      near === undefined ? "" : t("Did you mean {near}?", { near }),
    );
  }
  const said = Object.fromEntries(settingsIn(op, words));
  const start = Object.entries(newLayer(spec, op)).filter(
    // With a kernel of its own, the rest is as PyTorch has it.
    ([key]) => !("kernel_size" in said && (key === "stride" || key === "padding")),
  );
  return { ...(Object.fromEntries(start) as LayerSpec), ...said };
}

/** Settings with their names, or in PyTorch's order; "3x3" is a kernel. */
export function settingsIn(op: string, words: readonly string[]): readonly Setting[] {
  const found = new Map<string, AttributeValue>();
  const put = (key: string, value: AttributeValue): void => {
    check(!found.has(key), "spec", t("{key} is said twice", { key: key.replaceAll("_", " ") }));
    found.set(key, value);
  };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    const number = valueIn(word);
    if (number !== null) {
      const free = inOrder(op).filter((key) => !found.has(key));
      const key = Array.isArray(number)
        ? (free.find((one) => one === "kernel_size") ?? free[0])
        : free[0];
      if (key === undefined)
        throw new LabError("spec", t("{word}: say which setting this is", { word }), has(op));
      put(key, simple(number));
      continue;
    }
    const key = settingOf(op, word);
    if (key === undefined) throw unknownSetting(op, word);
    at += 1;
    put(key, valueOf(key, words[at]));
  }
  return [...found];
}

function valueOf(key: string, word: string | undefined): AttributeValue {
  const name = key.replaceAll("_", " ");
  if (word === undefined) throw new LabError("spec", t("say which {name}", { name }));
  const number = valueIn(word);
  if (number !== null) return simple(number);
  const lower = word.toLowerCase();
  if (lower === "true" || lower === "on") return true;
  if (lower === "false" || lower === "off" || lower === "no") return false;
  check(
    /^(same|valid|none)$/.test(lower),
    "spec",
    t("{name}: “{word}” is no number", { name, word: word.slice(0, 60) }),
  );
  return lower;
}

/** 3×3 is 3. */
function simple(value: AttributeValue): AttributeValue {
  if (!Array.isArray(value)) return value;
  const [first] = value;
  return typeof first === "number" && value.every((one) => one === first) ? first : value;
}

function unknownSetting(op: string, word: string): LabError {
  const near = nearest(word, settingKeys(op));
  return new LabError(
    "spec",
    t("{op} has no setting “{word}”", { op, word: word.slice(0, 60) }),
    near === undefined ? has(op) : t("Did you mean {near}?", { near }),
  );
}

function has(op: string): string {
  const all = settingKeys(op);
  return all.length === 0
    ? t("It has no settings.")
    : t("It has {settings}.", { settings: all.join(", ") });
}

export function isCode(text: string): boolean {
  return /\(|\bnn\./.test(text);
}

/** Layers as PyTorch writes them, for a place in the network; each with a name of its own. */
export function layersOfCode(code: string, spec: NetworkSpec, place: Place): readonly LayerSpec[] {
  const source = "after" in place ? place.after : sourceOf(spec, place.before);
  const shape = shapeOf(spec, source);
  const read = readCode(`nn.Sequential(${code})`, shape);
  const [wanted = 0, has_ = 0] = [read.input[0], shape[0]];
  check(
    wanted === has_,
    "channels",
    t("the code expects {wanted} channels, {source} gives {given}", {
      wanted,
      source,
      given: has_,
    }),
    t("Write {given} for {wanted}.", { given: has_, wanted }),
  );
  const taken: LayerSpec[] = [];
  for (const layer of read.layers) {
    check(
      layer.inputs === undefined,
      "spec",
      t("only layers one behind the other can be put in as code"),
    );
    const name = freshName({ ...spec, layers: [...spec.layers, ...taken] }, layer.op);
    taken.push({ ...layer, name });
  }
  return taken;
}

function sourceOf(spec: NetworkSpec, reader: string): string {
  return explicit(spec).find(({ name }) => name === reader)?.inputs[0] ?? "input";
}

function shapeOf(spec: NetworkSpec, name: string): Shape {
  if (name === "input") return spec.input;
  const found = examined(spec).layers.find((layer) => layer.spec.name === name)?.shape;
  if (found === undefined || found === null)
    throw new LabError(
      "shape",
      t("{name} has no shape yet: mend what stands before it first", { name }),
    );
  return found.shape;
}
