/**
 * NetworkSpec -> PyTorch: one module, an `nn.Sequential`, or a class where layers branch or PyTorch
 * has no module for one of them. Each op's own line comes from its definition.
 */
import { LabError } from "../../core/errors";
import type { Shape } from "../../core/shape";
import { headsOf } from "../../graph/heads";
import { type LayerShape, type NetworkShapes, networkShapes } from "../../graph/shapes";
import type { NetworkSpec } from "../../graph/spec";
import { adaptiveAvgpool2d } from "../../ops/adaptive-avgpool2d/adaptive-avgpool2d";
import { PythonNames } from "./names";

/** Throws LabError "unsupported" where PyTorch cannot do what a layer does. */
export function torchNetwork(spec: NetworkSpec): string {
  const network = networkShapes(spec);
  const lines = network.layers.map(layerLine);
  if (!isChain(network) || !lines.every(isModule)) return torchClass(spec).lines.join("\n");
  if (lines.length === 1) return lines[0] ?? "";
  return `nn.Sequential(\n${lines.map((line) => `    ${line},`).join("\n")}\n)`;
}

export interface TorchClass {
  readonly lines: readonly string[];
  /** The attribute of each layer that is a module: "features.0" is `features_0`. */
  readonly attributes: ReadonlyMap<string, string>;
}

/**
 * `class Net(nn.Module)` with one attribute for each layer; other heads come after the main one.
 */
export function torchClass(spec: NetworkSpec): TorchClass {
  const network = networkShapes(spec);
  const names = new PythonNames();
  const lines = new Map(network.layers.map((layer) => [layer.name, layerLine(layer)]));
  const modules = network.layers.filter((layer) => isModule(lines.get(layer.name) ?? ""));
  const attributes = new Map(modules.map(({ name }) => [name, names.attribute(name)]));
  return {
    lines: [
      "class Net(nn.Module):",
      "    def __init__(self):",
      "        super().__init__()",
      ...modules.map(({ name }) => `        self.${attributes.get(name)} = ${lines.get(name)}`),
      "",
      ...forwardLines(network, attributes, names).map((line) => `    ${line}`),
    ],
    attributes,
  };
}

/** A file of its own: what it imports, and the class. */
export function torchModule(spec: NetworkSpec): string {
  const { lines } = torchClass(spec);
  const functional = lines.some((line) => /\bF\./.test(line));
  return [
    "import torch",
    ...(functional ? ["import torch.nn.functional as F"] : []),
    "from torch import nn",
    "",
    "",
    ...lines,
    "",
  ].join("\n");
}

/** One layer: `nn.Conv2d(3, 10, 3)`, or an expression over its slots. */
export function layerLine(layer: LayerShape): string {
  const inputs: Record<string, Shape> = { ...layer.parameters };
  for (const [at, slot] of layer.slots.entries())
    inputs[slot] = [1, ...(layer.inputShapes[at] ?? [])];
  const line =
    layer.kind === adaptiveAvgpool2d.name
      ? adaptiveAvgpool2d.torch({ output_size: layer.shape.slice(1) }, inputs)
      : layer.definition.torch(layer.attributes, inputs);
  if (!line.includes("#")) return line;
  throw new LabError(
    "unsupported",
    `${layer.name}: PyTorch has no layer for an average that leaves out this padding.`,
    "The other three representations and the other library show it.",
  );
}

function isModule(line: string): boolean {
  return line.startsWith("nn.");
}

function isChain(network: NetworkShapes): boolean {
  return (
    network.spec.heads === undefined &&
    network.layers.every(
      ({ inputs }, at) =>
        inputs.length === 1 && inputs[0] === (network.layers[at - 1]?.name ?? "input"),
    )
  );
}

/** Values that only the next layer reads are called x; the others have their layer's name. */
function forwardLines(
  network: NetworkShapes,
  attributes: ReadonlyMap<string, string>,
  names: PythonNames,
): readonly string[] {
  const results = resultsOf(network);
  const variables = new Map<string, string>();
  const isPassing = (name: string, at: number): boolean => {
    const readers = network.layers.filter(({ inputs }) => inputs.includes(name));
    const next = network.layers[at + 1];
    const isLast = next === undefined && results.length === 1;
    return isLast || (!results.includes(name) && readers.length === 1 && readers[0] === next);
  };
  variables.set("input", isPassing("input", -1) ? "x" : names.variable("picture"));
  const body = network.layers.map((layer, at) => {
    const reads = layer.inputs.map((name) => variables.get(name) ?? name);
    const attribute = attributes.get(layer.name);
    const call =
      attribute === undefined
        ? filledIn(layerLine(layer), layer.slots, reads)
        : `self.${attribute}(${reads.join(", ")})`;
    const variable = isPassing(layer.name, at) ? "x" : names.variable(layer.name);
    variables.set(layer.name, variable);
    return `    ${variable} = ${call}`;
  });
  return [
    `def forward(self, ${variables.get("input")}):`,
    ...body,
    `    return ${results.map((name) => variables.get(name)).join(", ")}`,
  ];
}

/** The layers whose output the network gives: its heads, the main one first, or its last layer. */
function resultsOf(network: NetworkShapes): readonly string[] {
  if (network.spec.heads === undefined) return [network.output.name];
  return headsOf(network, "mse").map(({ logits }) => logits);
}

/** An expression over slots with the variables that hold them: "a + b" -> "conv2 + x". */
function filledIn(line: string, slots: readonly string[], reads: readonly string[]): string {
  const places = new RegExp(`(?<![\\w.])(${slots.join("|")})(?!\\w)`, "g");
  return line.replaceAll(places, (slot) => reads[slots.indexOf(slot)] ?? slot);
}
