/**
 * Anything at all -> NetworkSpec, or a LabError in the reader's words that names the layer.
 *
 * Takes JSON text or a value that came from a message, a URL or a file. Checks names, kinds,
 * settings and sizes; that the shapes fit together is `networkShapes`' business. Limits: 1,024
 * layers, names of 64 characters, sides of 4,096.
 */
import type { AttributeValue } from "../core/op";
import { check, LabError } from "../core/errors";
import { parseJson } from "../core/json";
import "../ops";
import { writtenOut } from "./blocks";
import type { InitialiserSpec, LayerSpec, NetworkSpec } from "./spec";
import { didYouMean } from "./suggest";
import { blockSettings, dataSlots, opFor, settingsOf, specKinds } from "./vocabulary";

const MAX_LAYERS = 1024;
const MAX_NAME = 64;
const MAX_SIDE = 4096;
const MAX_FEATURES = 2 ** 22;
const MAX_INPUTS = 64;
const NAME = /^[\w.#-]+$/;
/** Names of tensors that no layer may have. */
export const RESERVED: ReadonlySet<string> = new Set([
  "input",
  "labels",
  "target",
  "loss",
  "indices",
  "parameters",
  "gradients",
  "dataset",
]);
const INITIALISERS = [
  "zeros",
  "pytorch",
  "xavier_uniform",
  "xavier_normal",
  "he_uniform",
  "he_normal",
  "constant",
  "normal",
  "uniform",
];

type Fields = ReadonlyMap<string, unknown>;

/** Throws LabError "spec" (or "format", "limit" when text is not JSON or too long). */
export function parseSpec(given: unknown): NetworkSpec {
  const value = typeof given === "string" ? parseJson(given) : given;
  const fields = fieldsOf(value, "the network");
  refuseUnknown(fields, ["format", "name", "input", "layers", "heads"], "the network");
  check(fields.get("format") === 1, "spec", "the network's format must be 1");
  const input = parseInput(fields.get("input"));
  const layers: LayerSpec[] = [];
  const known = new Set(["input"]);
  const listed = listOf(fields.get("layers"), "layers");
  check(listed.length > 0, "spec", "the network has no layers");
  check(
    listed.length <= MAX_LAYERS,
    "limit",
    `the network has ${listed.length} layers; at most ${MAX_LAYERS} are possible`,
  );
  for (const [at, item] of listed.entries()) {
    const layer = parseLayer(item, at, known);
    for (const part of writtenOut(layer, { input, layers })) {
      check(!known.has(part.name), "spec", `${part.name}: there are two layers of that name`);
      known.add(parseName(part.name, layer.name));
      layers.push(part);
    }
  }
  const heads = fields.get("heads");
  return {
    format: 1,
    name: parseName(fields.get("name"), "the network"),
    input,
    layers,
    ...(heads === undefined ? {} : { heads: parseHeads(heads, known) }),
  };
}

function parseInput(value: unknown): number[] {
  const shape = listOf(value, "input").map((extent) => wholeNumber(extent, "input"));
  check(
    shape.length === 1 || shape.length === 3,
    "spec",
    "input must be [channels, height, width] or [features]",
  );
  const largest = shape.length === 1 ? MAX_FEATURES : MAX_SIDE;
  for (const extent of shape)
    check(
      extent >= 1 && extent <= largest,
      "spec",
      `input: ${extent} is not between 1 and ${largest}`,
    );
  return shape;
}

/** What is the op's own. */
function parseSettings(
  fields: ReadonlyMap<string, unknown>,
  name: string,
  kind: string,
  allowed: readonly string[],
): Readonly<Record<string, AttributeValue>> {
  const settings: Record<string, AttributeValue> = Object.create(null);
  for (const [key, value] of fields) {
    if (key === "name" || key === "op" || key === "inputs" || key === "init") continue;
    if (!allowed.includes(key)) {
      const hint = didYouMean(key, allowed);
      throw new LabError(
        "spec",
        `${name}: ${kind} has no setting "${shorten(key)}"`,
        hint || `It has ${allowed.join(", ") || "none"}.`,
      );
    }
    settings[key] = parseSetting(value, `${name}: ${key}`);
  }
  return settings;
}

function parseLayer(item: unknown, at: number, known: ReadonlySet<string>): LayerSpec {
  const place = `layer ${at + 1}`;
  const fields = fieldsOf(item, place);
  const name = parseName(fields.get("name"), place);
  check(
    !RESERVED.has(name),
    "spec",
    `${place}: "${name}" is a name the lab uses itself`,
    "Choose another name.",
  );
  check(!known.has(name), "spec", `${name}: there are two layers of that name`);
  const kind = fields.get("op");
  check(typeof kind === "string", "spec", `${name}: "op" must say what kind of layer it is`);
  const definition = opFor(kind);
  const allowed = definition === undefined ? blockSettings(kind) : settingsOf(definition);
  if (allowed === undefined) {
    throw new LabError(
      "spec",
      `${name}: there is no layer of the kind "${shorten(kind)}"`,
      didYouMean(kind, specKinds()),
    );
  }
  const settings = parseSettings(fields, name, kind, allowed);
  const inputs = fields.get("inputs");
  const sources = inputs === undefined ? undefined : parseInputs(inputs, name, known);
  const given = sources?.length ?? 1;
  checkArity(name, kind, given, definition === undefined ? 1 : dataSlots(definition, given).length);
  const init = fields.get("init");
  return {
    ...settings,
    name,
    op: kind,
    ...(sources === undefined ? {} : { inputs: sources }),
    ...(init === undefined ? {} : { init: parseInitialiser(init, name) }),
  };
}

function checkArity(name: string, kind: string, given: number, wanted: number): void {
  const hint = wanted > 1 ? `Write "inputs": ["…", "…"].` : "";
  check(
    given === wanted,
    "spec",
    `${name}: ${kind} reads ${wanted} layer${wanted === 1 ? "" : "s"}, but ${given} given`,
    hint,
  );
}

function parseInputs(value: unknown, name: string, known: ReadonlySet<string>): string[] {
  const sources = listOf(value, `${name}: inputs`);
  check(
    sources.length >= 1 && sources.length <= MAX_INPUTS,
    "spec",
    `${name}: inputs must name 1 to ${MAX_INPUTS} layers`,
  );
  return sources.map((source) => {
    check(typeof source === "string", "spec", `${name}: inputs must be names of layers`);
    check(
      known.has(source),
      "spec",
      `${name}: there is no layer "${shorten(source)}" before it`,
      didYouMean(source, known),
    );
    return source;
  });
}

function parseHeads(value: unknown, known: ReadonlySet<string>): NonNullable<NetworkSpec["heads"]> {
  const heads = listOf(value, "heads");
  check(heads.length >= 1 && heads.length <= 8, "spec", "heads must name 1 to 8 layers");
  return heads.map((item) => {
    const fields = fieldsOf(item, "heads");
    refuseUnknown(fields, ["layer", "weight"], "heads");
    const layer = fields.get("layer");
    check(
      typeof layer === "string" && layer !== "input" && known.has(layer),
      "spec",
      `heads: there is no layer "${shorten(String(layer))}"`,
    );
    const weight = fields.get("weight");
    check(
      typeof weight === "number" && Number.isFinite(weight) && weight >= 0,
      "spec",
      `heads: the weight of ${layer} must be 0 or more`,
    );
    return { layer, weight };
  });
}

function parseSetting(value: unknown, what: string): AttributeValue {
  if (typeof value === "boolean" || (typeof value === "string" && value.length <= MAX_NAME))
    return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (
    Array.isArray(value) &&
    value.length <= 8 &&
    value.every((part) => typeof part === "number" && Number.isFinite(part))
  )
    return value;
  throw new LabError("spec", `${what} must be a number, a list of numbers, a word or true/false`);
}

function parseInitialiser(value: unknown, name: string): InitialiserSpec {
  const fields = fieldsOf(value, `${name}: init`);
  const kind = fields.get("kind");
  const number = (key: string): number => {
    const found = fields.get(key);
    check(
      typeof found === "number" && Number.isFinite(found),
      "spec",
      `${name}: init needs the number "${key}"`,
    );
    return found;
  };
  switch (kind) {
    case "constant":
      return { kind, value: number("value") };
    case "normal":
      return { kind, mean: number("mean"), std: number("std") };
    case "uniform":
      return { kind, low: number("low"), high: number("high") };
    case "zeros":
    case "pytorch":
    case "xavier_uniform":
    case "xavier_normal":
    case "he_uniform":
    case "he_normal":
      return { kind };
    default:
      throw new LabError(
        "spec",
        `${name}: there is no initialiser "${shorten(String(kind))}"`,
        didYouMean(String(kind), INITIALISERS) || `There are ${INITIALISERS.join(", ")}.`,
      );
  }
}

function parseName(value: unknown, whose: string): string {
  check(typeof value === "string" && value.length > 0, "spec", `${whose} has no name`);
  check(
    value.length <= MAX_NAME,
    "spec",
    `${whose}: the name is longer than ${MAX_NAME} characters`,
  );
  check(
    NAME.test(value),
    "spec",
    `${whose}: "${shorten(value)}" is not a name`,
    "Use letters, digits, and _ . # -",
  );
  return value;
}

/** The members of an object as a map: no key can reach a prototype. */
function fieldsOf(value: unknown, what: string): Fields {
  if (value instanceof Map) return value;
  check(
    typeof value === "object" && value !== null && !Array.isArray(value),
    "spec",
    `${what} must be an object in braces`,
  );
  return new Map(Object.entries(value));
}

function listOf(value: unknown, what: string): readonly unknown[] {
  check(Array.isArray(value), "spec", `"${what}" must be a list`);
  return value;
}

function wholeNumber(value: unknown, what: string): number {
  check(
    typeof value === "number" && Number.isInteger(value),
    "spec",
    `${what} must be whole numbers`,
  );
  return value;
}

function refuseUnknown(fields: Fields, allowed: readonly string[], what: string): void {
  for (const key of fields.keys()) {
    if (!allowed.includes(key))
      throw new LabError(
        "spec",
        `${what} has no setting "${shorten(key)}"`,
        didYouMean(key, allowed),
      );
  }
}

function shorten(text: string): string {
  return text.slice(0, 40);
}
