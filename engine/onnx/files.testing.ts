/** ONNX files for tests, written field by field. */
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { LabError } from "../core/errors";
import {
  attributeMessage,
  nested,
  text,
  valueOf,
  whole,
  type WrittenAttribute,
} from "../data/formats/onnx/write";
import { importOnnx } from "./import";

type Attribute = WrittenAttribute | "graph";

export interface TestNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly name?: string;
  readonly domain?: string;
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

export interface TestTensor {
  readonly dims: readonly number[];
  /** TensorProto.DataType; default 1, 32-bit floats as raw data. */
  readonly type?: number;
  /** The numbers' field and bytes; default raw data. */
  readonly field?: number;
  readonly bytes?: Uint8Array;
  readonly values?: readonly number[];
}

export interface TestModel {
  readonly opset?: number;
  readonly nodes: readonly TestNode[];
  readonly tensors?: Readonly<Record<string, TestTensor>>;
  readonly inputs: Readonly<Record<string, readonly (number | string)[]>>;
  readonly outputs: readonly string[];
  readonly inputType?: number;
}

export function onnxFile(model: TestModel): Uint8Array {
  const graph = new BinaryWriter();
  for (const node of model.nodes) nested(graph, 1, nodeOf(node));
  text(graph, 2, "test");
  for (const [name, tensor] of Object.entries(model.tensors ?? {}))
    nested(graph, 5, tensorOf(name, tensor));
  for (const [name, axes] of Object.entries(model.inputs))
    nested(graph, 11, valueOf(name, axes, model.inputType ?? 1));
  for (const name of model.outputs) nested(graph, 12, text(new BinaryWriter(), 1, name));
  const file = whole(new BinaryWriter(), 1, 8);
  nested(file, 7, graph);
  return nested(file, 8, whole(new BinaryWriter(), 2, model.opset ?? 17)).finish();
}

function nodeOf({ op, inputs, output, name, domain, attributes = {} }: TestNode): BinaryWriter {
  const node = new BinaryWriter();
  for (const input of inputs) text(node, 1, input);
  text(node, 2, output);
  if (name !== undefined) text(node, 3, name);
  text(node, 4, op);
  for (const [key, value] of Object.entries(attributes)) {
    const isGraph = value === "graph";
    const graph = (): BinaryWriter =>
      nested(text(new BinaryWriter(), 1, key), 6, new BinaryWriter());
    nested(node, 5, isGraph ? graph() : attributeMessage(key, value));
  }
  if (domain !== undefined) text(node, 7, domain);
  return node;
}

function tensorOf(name: string, tensor: TestTensor): BinaryWriter {
  const { dims, type = 1, field = 9, values = [] } = tensor;
  const plain = type === 7 ? BigInt64Array.from(values, BigInt) : Float32Array.from(values);
  const writer = new BinaryWriter();
  for (const extent of dims) whole(writer, 1, extent);
  whole(writer, 2, type);
  text(writer, 8, name);
  const bytes = tensor.bytes ?? new Uint8Array(plain.buffer);
  return writer.tag(field, WireType.LengthDelimited).bytes(bytes);
}

/** Numbers that repeat nowhere near. */
export const wave = (count: number, speed = 0.37): number[] =>
  Array.from({ length: count }, (_, at) => Math.fround(Math.sin(speed * at + 0.2)));
export const tensor = (...dims: number[]): TestTensor => ({
  dims,
  values: wave(
    dims.reduce((all, extent) => all * extent, 1),
    0.37 + dims.length / 10,
  ),
});
export const wholeTensor = (...values: number[]): TestTensor => ({
  dims: [values.length],
  type: 7,
  values,
});
export const node = (
  op: string,
  inputs: readonly string[],
  output: string,
  attributes: TestNode["attributes"] = {},
): TestNode => ({ op, inputs, output, attributes, name: `/${output}/${op}` });

/** The message with which a model is refused, with its code in front; "read" where it is not. */
export function refusal(model: TestModel): string {
  try {
    importOnnx(onnxFile(model));
  } catch (error) {
    if (error instanceof LabError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "read";
}
