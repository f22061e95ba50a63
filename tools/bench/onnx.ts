/**
 * Writes a network as an ONNX model (protobuf, opset 17): what ONNX Runtime Web reads. Only the
 * operators of the bench's networks. Field numbers:
 * https://github.com/onnx/onnx/blob/main/onnx/onnx.proto. Throws for a layer that has no operator
 * here.
 */
import type { LayerSpec, NetworkSpec } from "../../engine/graph/spec";
import type { Numbers } from "./contract";
import { integer } from "./parameters";

interface Node {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: Readonly<Record<string, number | readonly number[]>>;
}

/**
 * The model's bytes in parts, so that large weights are copied once. The graph reads "input" and
 * writes "output".
 */
export function onnxModel(
  spec: NetworkSpec,
  parameters: Readonly<Record<string, Numbers>>,
  batch: number,
): Uint8Array {
  const nodes: Node[] = [];
  let last = "input";
  for (const layer of spec.layers) {
    nodes.push(nodeOf(layer, layer.inputs ?? [last], parameters));
    last = layer.name;
  }
  nodes.push({ op: "Identity", inputs: [last], output: "output", attributes: {} });
  const graph = [
    ...nodes.map((node) => message(1, nodeBytes(node))),
    text(2, spec.name),
    ...Object.entries(parameters).map(([name, value]) => message(5, tensorBytes(name, value))),
    message(11, valueBytes("input", [batch, ...spec.input])),
    message(12, valueBytes("output", null)),
  ];
  return join([whole(1, 8), message(8, [text(1, ""), whole(2, 17)]), message(7, graph)]);
}

function nodeOf(
  layer: LayerSpec,
  inputs: readonly string[],
  parameters: Readonly<Record<string, Numbers>>,
): Node {
  const own = (slot: string): string[] =>
    parameters[`${layer.name}.${slot}`] === undefined ? [] : [`${layer.name}.${slot}`];
  const node = (
    op: string,
    more: readonly string[] = [],
    attributes: Node["attributes"] = {},
  ): Node => {
    return { op, inputs: [...inputs, ...more], output: layer.name, attributes };
  };
  const square = (value: number, times: number): number[] =>
    Array.from({ length: times }, () => value);
  switch (layer.op) {
    case "conv2d": {
      const strides = square(integer(layer, "stride", 1), 2);
      return node("Conv", [...own("w"), ...own("b")], {
        strides,
        pads: square(integer(layer, "padding", 0), 4),
      });
    }
    case "linear":
      return node("Gemm", [...own("w"), ...own("b")], { transB: 1 });
    case "relu":
      return node("Relu");
    case "maxpool2d": {
      const size = integer(layer, "kernel_size", 1);
      const strides = square(integer(layer, "stride", size), 2);
      return node("MaxPool", [], {
        kernel_shape: square(size, 2),
        strides,
        pads: square(integer(layer, "padding", 0), 4),
      });
    }
    case "global_avgpool2d":
      return node("GlobalAveragePool");
    case "flatten":
      return node("Flatten");
    case "add":
      return node("Add");
    case "identity":
      return node("Identity");
    default:
      throw new Error(`no ${layer.op} here`);
  }
}

type Bytes = readonly Uint8Array[];

function nodeBytes({ op, inputs, output, attributes }: Node): Bytes {
  return [
    ...inputs.map((name) => text(1, name)),
    text(2, output),
    text(4, op),
    ...Object.entries(attributes).map(([name, value]) => {
      if (typeof value === "number")
        return message(5, [text(1, name), whole(3, value), whole(20, 2)]);
      return message(5, [text(1, name), ...value.map((one) => whole(8, one)), whole(20, 7)]);
    }),
  ];
}

function tensorBytes(name: string, { shape, data }: Numbers): Bytes {
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return [
    ...shape.map((extent) => whole(1, extent)),
    whole(2, 1),
    text(8, name),
    tag(9, 2),
    varint(raw.length),
    raw,
  ];
}

function valueBytes(name: string, shape: readonly number[] | null): Bytes {
  const extents =
    shape === null
      ? []
      : [
          message(
            2,
            shape.map((extent) => message(1, [whole(1, extent)])),
          ),
        ];
  return [text(1, name), message(2, [message(1, [whole(1, 1), ...extents])])];
}

function message(field: number, parts: Bytes): Uint8Array {
  const length = parts.reduce((total, part) => total + part.length, 0);
  return join([tag(field, 2), varint(length), ...parts]);
}

function text(field: number, value: string): Uint8Array {
  return message(field, [new TextEncoder().encode(value)]);
}

function whole(field: number, value: number): Uint8Array {
  return join([tag(field, 0), varint(value)]);
}

function tag(field: number, kind: number): Uint8Array {
  return varint(field * 8 + kind);
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Uint8Array.from([...bytes, rest]);
}

function join(parts: Bytes): Uint8Array {
  const all = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
