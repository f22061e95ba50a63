/** ONNX files for tests, written field by field. */
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { LabError } from "../core/errors";
import { importOnnx } from "./import";

type Attribute = number | string | readonly number[] | { readonly float: number } | "graph";

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

const nested = (writer: BinaryWriter, field: number, inner: BinaryWriter): BinaryWriter =>
  writer.tag(field, WireType.LengthDelimited).bytes(inner.finish());
const text = (writer: BinaryWriter, field: number, value: string): BinaryWriter =>
  writer.tag(field, WireType.LengthDelimited).string(value);
const whole = (writer: BinaryWriter, field: number, value: number): BinaryWriter =>
  writer.tag(field, WireType.Varint).int64(value);

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
  for (const [key, value] of Object.entries(attributes)) nested(node, 5, attributeOf(key, value));
  if (domain !== undefined) text(node, 7, domain);
  return node;
}

function attributeOf(name: string, value: Attribute): BinaryWriter {
  const attribute = text(new BinaryWriter(), 1, name);
  if (value === "graph") return nested(attribute, 6, new BinaryWriter());
  if (typeof value === "string") return text(attribute, 4, value);
  if (typeof value === "number") return whole(attribute, 3, value);
  if ("float" in value) return attribute.tag(2, WireType.Bit32).float(value.float);
  for (const part of value) whole(attribute, 8, part);
  return attribute;
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

function valueOf(name: string, axes: readonly (number | string)[], type: number): BinaryWriter {
  const shape = new BinaryWriter();
  for (const axis of axes)
    nested(
      shape,
      1,
      typeof axis === "number"
        ? whole(new BinaryWriter(), 1, axis)
        : text(new BinaryWriter(), 2, axis),
    );
  const tensor = nested(whole(new BinaryWriter(), 1, type), 2, shape);
  return nested(text(new BinaryWriter(), 1, name), 2, nested(new BinaryWriter(), 1, tensor));
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
