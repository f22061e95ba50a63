/**
 * NetworkSpec -> Keras: a Sequential, or the functional API where layers branch. Sizes are height,
 * width, channels. Throws LabError "unsupported" where Keras has no such layer.
 */
import { LabError } from "../../core/errors";
import { type LayerShape, networkShapes } from "../../graph/shapes";
import type { NetworkSpec } from "../../graph/spec";
import { kerasActivation, kerasLayer } from "./keras-layers";
import { PythonNames } from "./names";

export function kerasNetwork(spec: NetworkSpec): string {
  const { layers } = networkShapes(spec);
  if (spec.heads !== undefined)
    throw new LabError("unsupported", "Several heads are written in PyTorch only.");
  const calls = callsOf(layers);
  const isChain = calls.every(
    ({ inputs }, at) => inputs.length === 1 && inputs[0] === (calls[at - 1]?.name ?? "input"),
  );
  if (!isChain) return functional(spec, calls);
  const lines = [inputText(spec), ...calls.flatMap(({ texts }) => texts)];
  return `keras.Sequential([\n${lines.map((line) => `    ${line},`).join("\n")}\n])`;
}

/** Layers of the network that one layer of Keras holds: a convolution and the ReLU behind it. */
interface KerasCall {
  /** Layer whose output it gives. */
  readonly name: string;
  readonly inputs: readonly string[];
  readonly texts: readonly string[];
}

function callsOf(layers: readonly LayerShape[]): readonly KerasCall[] {
  const held = new Set<LayerShape>();
  return layers.flatMap((layer) => {
    if (held.has(layer)) return [];
    const next = onlyReader(layers, layer);
    const activation = next === undefined ? null : kerasActivation(layer, next);
    const isFlattened = next?.kind === "flatten" && GLOBAL.has(layer.kind);
    if (next !== undefined && (activation !== null || isFlattened)) held.add(next);
    const name = next !== undefined && held.has(next) ? next.name : layer.name;
    return [{ name, inputs: layer.inputs, texts: kerasLayer(layer, activation, isFlattened) }];
  });
}

const GLOBAL: ReadonlySet<string> = new Set([
  "adaptive_avgpool2d",
  "global_avgpool2d",
  "global_maxpool2d",
]);

function onlyReader(layers: readonly LayerShape[], { name }: LayerShape): LayerShape | undefined {
  const readers = layers.filter(({ inputs }) => inputs.includes(name));
  return readers.length === 1 && readers[0]?.inputs.length === 1 ? readers[0] : undefined;
}

function inputText({ input }: NetworkSpec): string {
  const [channels = 1, height, width] = input;
  return height === undefined || width === undefined
    ? `keras.Input((${channels},))`
    : `keras.Input((${height}, ${width}, ${channels}))`;
}

/** One line for each layer: `relu1 = layers.Conv2D(8, 3, activation="relu")(input)`. */
function functional(spec: NetworkSpec, calls: readonly KerasCall[]): string {
  const names = new PythonNames();
  const variables = new Map([["input", names.variable("inputs")]]);
  const lines = calls.flatMap(({ name, inputs, texts }) => {
    const variable = names.variable(name);
    let read = inputs.map((one) => variables.get(one) ?? one);
    variables.set(name, variable);
    return texts.map((text) => {
      const from = read.length === 1 ? read[0] : `[${read.join(", ")}]`;
      read = [variable];
      return `${variable} = ${text}(${from})`;
    });
  });
  const result = variables.get(calls.at(-1)?.name ?? "input");
  return [
    `${variables.get("input")} = ${inputText(spec)}`,
    ...lines,
    `model = keras.Model(${variables.get("input")}, ${result})`,
  ].join("\n");
}
