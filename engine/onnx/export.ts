/**
 * A network and its weights -> an ONNX file, as PyTorch's exporter writes the network in use: the
 * batch open, one output, weights under PyTorch's names.
 *
 * Throws LabError "unsupported" with the layer's name for what ONNX has no nodes for, "limit" where
 * the file would be too large.
 */
import { check, LabError } from "../core/errors";
import { megabytes } from "../data/formats/limits";
import { type WrittenModel, writeOnnx } from "../data/formats/onnx/write";
import type { StoredTensors } from "../data/formats/safetensors";
import { type LayerShape, type NetworkShapes, withLayerName } from "../graph/shapes";
import { GraphWriter } from "./graph-writer";
import { WRITERS } from "./write-layers";

const MAX_WRITTEN = 512 * 2 ** 20;

export interface ExportedNetwork {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly opset: number;
  /** What is different in the file: full sentences. */
  readonly notes: readonly string[];
}

export interface AboutExport {
  /** How a picture becomes the numbers that the input takes. */
  readonly input?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

export function exportOnnx(
  network: NetworkShapes,
  weights: StoredTensors,
  { input, metadata = {} }: AboutExport = {},
): ExportedNetwork {
  const { spec } = network;
  const bytes = 4 * (network.parameterCount + network.bufferCount);
  check(
    bytes <= MAX_WRITTEN,
    "limit",
    `the file would have ${megabytes(bytes)}; at most ${megabytes(MAX_WRITTEN)} are written`,
    "Write the PyTorch script, and export there with torch.onnx.export.",
  );
  const main = mainOutput(network);
  const graph = new GraphWriter(weights);
  const made = new Map([["input", "input"]]);
  for (const layer of neededFor(network, main))
    made.set(
      layer.name,
      withLayerName(layer.name, () => written(graph, layer, made)),
    );
  if ((spec.heads?.length ?? 0) > 1)
    graph.notes.add("Heads that only training has are left out: the file has one output.");
  const model: WrittenModel = {
    name: spec.name,
    opset: graph.opset,
    nodes: renamed(graph, made.get(main.name) ?? ""),
    tensors: graph.tensors,
    input: {
      name: "input",
      axes: ["batch", ...spec.input],
      ...(input === undefined ? {} : { doc: input }),
    },
    output: { name: "output", axes: ["batch", ...main.shape] },
    producer: "ConvLab",
    metadata,
  };
  return { bytes: writeOnnx(model), opset: graph.opset, notes: [...graph.notes] };
}

function written(graph: GraphWriter, layer: LayerShape, made: ReadonlyMap<string, string>): string {
  const writer = WRITERS.get(layer.definition.name);
  if (writer === undefined)
    throw new LabError("unsupported", `${layer.name}: ${layer.kind} is not written as ONNX`);
  return writer(
    graph,
    layer,
    layer.inputs.map((name) => made.get(name) ?? name),
  );
}

/** The layer that the network is asked for; others are heads for training. */
function mainOutput({ spec: { heads = [] }, layers, output }: NetworkShapes): LayerShape {
  const isHead = heads.some(({ layer }) => layer === output.name);
  const name = isHead ? output.name : (heads[0]?.layer ?? output.name);
  return layers.find((layer) => layer.name === name) ?? output;
}

function neededFor({ layers }: NetworkShapes, last: LayerShape): readonly LayerShape[] {
  const names = new Set([last.name]);
  const needed = layers.toReversed().filter(({ name, inputs }) => {
    if (!names.has(name)) return false;
    for (const input of inputs) names.add(input);
    return true;
  });
  return needed.toReversed();
}

/** The last value is called "output". */
function renamed({ nodes }: GraphWriter, last: string): WrittenModel["nodes"] {
  return nodes.map((node) => (node.output === last ? { ...node, output: "output" } : node));
}
