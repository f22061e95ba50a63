/**
 * An ONNX file as its graph: nodes, tensors, inputs and outputs, as they stand in it.
 *
 * Throws LabError: "format" for bytes that are no ONNX model, "limit" for a file over 64 MB or a
 * graph with more than 8,192 nodes, "unsupported" for an opset before 7 or after 21.
 * Source: onnx.proto3 of ONNX 1.16.
 */
import { check, LabError } from "../../../core/errors";
import { otherFormat } from "../foreign";
import { checkFileSize } from "../limits";
import { type OnnxTensor, readTensor } from "./tensor";
import { type FieldBudget, fieldBudget, type Message, readMessage } from "./wire";
import { shown } from "./words";

const OPSETS = { from: 7, to: 21 };
const MAX_NODES = 8192;
const MAX_TENSORS = 8192;

const MODEL = { graph: 7, opsets: 8, metadata: 14 };
const GRAPH = { node: 1, name: 2, initializer: 5, input: 11, output: 12, sparse: 15 };
const NODE = { input: 1, output: 2, name: 3, op: 4, attribute: 5, domain: 7 };
const ATTRIBUTE = { name: 1, f: 2, i: 3, s: 4, t: 5, g: 6, floats: 7, ints: 8, graphs: 11 };

interface OnnxAttribute {
  readonly float: number | undefined;
  readonly whole: number | undefined;
  readonly wholes: readonly number[];
  readonly floats: readonly number[];
  readonly text: string;
  readonly tensor: OnnxTensor | undefined;
  /** Holds a graph: the branch of an If, the body of a Loop. */
  readonly isGraph: boolean;
}

export interface OnnxNode {
  readonly op: string;
  readonly name: string;
  /** "" for ONNX's own ops. */
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
  /** Counts from 0. */
  readonly at: number;
}

/** An input or output of the graph; an axis is a number, or a word that stands for any. */
export interface OnnxValue {
  readonly name: string;
  readonly axes: readonly (number | string)[] | null;
  /** TensorProto.DataType: 1 is a float of 32 bits. */
  readonly type: number;
}

export interface OnnxModel {
  readonly opset: number;
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly tensors: ReadonlyMap<string, OnnxTensor>;
  /** Without those that the file has numbers for. */
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** Texts that stand beside the graph, by name. */
  readonly metadata: ReadonlyMap<string, string>;
}

export function readOnnx(bytes: Uint8Array): OnnxModel {
  checkFileSize(bytes);
  const other = otherFormat(bytes);
  if (other !== null)
    throw new LabError(
      "format",
      `this is not an ONNX file but ${other}`,
      "torch.onnx.export(model, picture, name) writes an ONNX file.",
    );
  const budget = fieldBudget();
  const model = readMessage(bytes, "this file", budget);
  const graphs = model.blocks(MODEL.graph);
  check(
    graphs[0] !== undefined && graphs.length === 1,
    "format",
    `this is not an ONNX file: it has ${graphs.length === 0 ? "no graph" : "several graphs"}`,
  );
  const graph = readMessage(graphs[0], "the graph", budget);
  const tensors = readTensors(graph, budget);
  const values = (field: number): OnnxValue[] =>
    graph.blocks(field).map((block) => readValue(block, budget));
  return {
    opset: readOpset(model, budget),
    name: graph.text(GRAPH.name, "the graph's name"),
    nodes: readNodes(graph, budget),
    tensors,
    inputs: values(GRAPH.input).filter(({ name }) => !tensors.has(name)),
    outputs: values(GRAPH.output),
    metadata: readMetadata(model, budget),
  };
}

function readOpset(model: Message, budget: FieldBudget): number {
  const versions = model.blocks(MODEL.opsets).flatMap((block) => {
    const entry = readMessage(block, "the opset", budget);
    const domain = entry.text(1, "the opset's domain");
    return domain === "" || domain === "ai.onnx" ? [entry.whole(2) ?? 0] : [];
  });
  const opset = versions.at(-1);
  check(opset !== undefined, "format", "this is not an ONNX file: it does not say its opset");
  check(
    opset >= OPSETS.from && opset <= OPSETS.to,
    "unsupported",
    `the file is written in opset ${opset}; ${OPSETS.from} to ${OPSETS.to} are read`,
    "Export it again with opset_version=17.",
  );
  return opset;
}

function readMetadata(model: Message, budget: FieldBudget): ReadonlyMap<string, string> {
  const what = "the metadata";
  return new Map(
    model.blocks(MODEL.metadata).map((block) => {
      const entry = readMessage(block, what, budget);
      return [entry.text(1, what), entry.text(2, what)] as const;
    }),
  );
}

function readTensors(graph: Message, budget: FieldBudget): ReadonlyMap<string, OnnxTensor> {
  check(
    !graph.has(GRAPH.sparse),
    "unsupported",
    "the file has sparse tensors",
    "Write them as dense tensors.",
  );
  const blocks = graph.blocks(GRAPH.initializer);
  check(
    blocks.length <= MAX_TENSORS,
    "limit",
    `the file holds ${blocks.length} tensors; at most ${MAX_TENSORS} are read`,
  );
  const tensors = new Map<string, OnnxTensor>();
  for (const [at, block] of blocks.entries()) {
    const tensor = readTensor(block, `tensor ${at}`, budget);
    check(!tensors.has(tensor.name), "format", `there are two tensors named ${shown(tensor.name)}`);
    tensors.set(tensor.name, tensor);
  }
  return tensors;
}

function readNodes(graph: Message, budget: FieldBudget): OnnxNode[] {
  const blocks = graph.blocks(GRAPH.node);
  check(
    blocks.length <= MAX_NODES,
    "limit",
    `the graph has ${blocks.length} nodes; at most ${MAX_NODES} are read`,
  );
  return blocks.map((block, at) => {
    const what = `node ${at}`;
    const node = readMessage(block, what, budget);
    const domain = node.text(NODE.domain, what);
    const attributes = node
      .blocks(NODE.attribute)
      .map((bytes) => readAttribute(bytes, what, budget));
    return {
      at,
      op: node.text(NODE.op, what),
      name: node.text(NODE.name, what),
      domain: domain === "ai.onnx" ? "" : domain,
      inputs: node.texts(NODE.input, what),
      outputs: node.texts(NODE.output, what),
      attributes: new Map(attributes),
    };
  });
}

function readAttribute(
  bytes: Uint8Array,
  what: string,
  budget: FieldBudget,
): readonly [string, OnnxAttribute] {
  const message = readMessage(bytes, `an attribute of ${what}`, budget);
  const tensor = message.block(ATTRIBUTE.t);
  const floats = message.fixed(ATTRIBUTE.floats);
  const view = new DataView(floats.buffer, floats.byteOffset, floats.byteLength);
  const name = message.text(ATTRIBUTE.name, what);
  return [
    name,
    {
      float: message.float(ATTRIBUTE.f),
      whole: message.whole(ATTRIBUTE.i),
      wholes: message.wholes(ATTRIBUTE.ints),
      floats: Array.from({ length: Math.floor(floats.length / 4) }, (_, at) =>
        view.getFloat32(at * 4, true),
      ),
      text: new TextDecoder().decode(message.block(ATTRIBUTE.s)),
      tensor: tensor && readTensor(tensor, `the ${shown(name)} of ${what}`, budget),
      isGraph: message.has(ATTRIBUTE.g) || message.has(ATTRIBUTE.graphs),
    },
  ];
}

/** ValueInfoProto → TypeProto → Tensor → TensorShapeProto → Dimension. */
function readValue(bytes: Uint8Array, budget: FieldBudget): OnnxValue {
  const info = readMessage(bytes, "an input or output", budget);
  const name = info.text(1, "the name of an input or output");
  const what = `the type of ${shown(name)}`;
  const inner = (message: Message | undefined, field: number): Message | undefined => {
    const block = message?.block(field);
    return block && readMessage(block, what, budget);
  };
  const tensor = inner(inner(info, 2), 1);
  const shape = inner(tensor, 2);
  const axes = shape?.blocks(1).map((block) => {
    const axis = readMessage(block, what, budget);
    return axis.whole(1) ?? axis.text(2, what);
  });
  return { name, axes: axes ?? null, type: tensor?.whole(1) ?? 0 };
}
