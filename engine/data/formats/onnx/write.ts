/**
 * An ONNX file from its graph, message by message. Numbers are written as raw bytes, little endian.
 * Source: onnx.proto of ONNX 1.16.
 */
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import type { Shape } from "../../../core/shape";

/** A whole number, a word, whole numbers, a float; a tensor only in an input. */
export type WrittenAttribute = number | string | readonly number[] | { readonly float: number };

export interface WrittenNode {
  readonly op: string;
  readonly name: string;
  /** "" for an input that is left out. */
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: Readonly<Record<string, WrittenAttribute>>;
}

export interface WrittenTensor {
  readonly shape: Shape;
  readonly data: Float32Array | BigInt64Array;
}

/** A tensor of floats; a word stands for any length of an axis. */
interface WrittenValue {
  readonly name: string;
  readonly axes: readonly (number | string)[];
  readonly doc?: string;
}

export interface WrittenModel {
  readonly name: string;
  readonly opset: number;
  readonly nodes: readonly WrittenNode[];
  readonly tensors: ReadonlyMap<string, WrittenTensor>;
  readonly input: WrittenValue;
  readonly output: WrittenValue;
  readonly producer: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The format's version that came with an opset. */
const versionOf = (opset: number): number => (opset < 19 ? 8 : opset < 21 ? 9 : 10);
const FLOAT = 1;
const INT64 = 7;
/** AttributeProto.AttributeType */
const KIND = { float: 1, whole: 2, text: 3, wholes: 7 };

export function writeOnnx(model: WrittenModel): Uint8Array<ArrayBuffer> {
  const graph = new BinaryWriter();
  for (const node of model.nodes) nested(graph, 1, nodeMessage(node));
  text(graph, 2, model.name);
  for (const [name, tensor] of model.tensors) nested(graph, 5, tensorMessage(name, tensor));
  nested(graph, 11, valueMessage(model.input));
  nested(graph, 12, valueMessage(model.output));
  const file = whole(new BinaryWriter(), 1, versionOf(model.opset));
  text(file, 2, model.producer);
  nested(file, 7, graph);
  nested(file, 8, whole(text(new BinaryWriter(), 1, ""), 2, model.opset));
  for (const [key, value] of Object.entries(model.metadata))
    nested(file, 14, text(text(new BinaryWriter(), 1, key), 2, value));
  return file.finish();
}

function nodeMessage({ op, inputs, output, name, attributes }: WrittenNode): BinaryWriter {
  const node = new BinaryWriter();
  for (const input of inputs) text(node, 1, input);
  text(text(text(node, 2, output), 3, name), 4, op);
  for (const [key, value] of Object.entries(attributes))
    nested(node, 5, attributeMessage(key, value));
  return node;
}

export function attributeMessage(name: string, value: WrittenAttribute): BinaryWriter {
  const attribute = text(new BinaryWriter(), 1, name);
  const kind = (number: number): BinaryWriter => whole(attribute, 20, number);
  if (typeof value === "string") return text(kind(KIND.text), 4, value);
  if (typeof value === "number") return whole(kind(KIND.whole), 3, value);
  if ("float" in value) return kind(KIND.float).tag(2, WireType.Bit32).float(value.float);
  for (const part of value) whole(attribute, 8, part);
  return kind(KIND.wholes);
}

function tensorMessage(name: string, { shape, data }: WrittenTensor): BinaryWriter {
  const tensor = new BinaryWriter();
  for (const extent of shape) whole(tensor, 1, extent);
  whole(tensor, 2, data instanceof Float32Array ? FLOAT : INT64);
  text(tensor, 8, name);
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return tensor.tag(9, WireType.LengthDelimited).bytes(raw);
}

function valueMessage({ name, axes, doc }: WrittenValue): BinaryWriter {
  const value = valueOf(name, axes, FLOAT);
  return doc === undefined ? value : text(value, 3, doc);
}

/** ValueInfoProto: a name, the type of its numbers, its axes. */
export function valueOf(
  name: string,
  axes: readonly (number | string)[],
  type: number,
): BinaryWriter {
  const shape = new BinaryWriter();
  for (const axis of axes) {
    const extent = new BinaryWriter();
    nested(shape, 1, typeof axis === "number" ? whole(extent, 1, axis) : text(extent, 2, axis));
  }
  const tensor = nested(whole(new BinaryWriter(), 1, type), 2, shape);
  return nested(text(new BinaryWriter(), 1, name), 2, nested(new BinaryWriter(), 1, tensor));
}

export function nested(writer: BinaryWriter, field: number, inner: BinaryWriter): BinaryWriter {
  return writer.tag(field, WireType.LengthDelimited).bytes(inner.finish());
}

export function text(writer: BinaryWriter, field: number, value: string): BinaryWriter {
  return writer.tag(field, WireType.LengthDelimited).string(value);
}

export function whole(writer: BinaryWriter, field: number, value: number): BinaryWriter {
  return writer.tag(field, WireType.Varint).int64(value);
}
