/**
 * Nodes whose inputs all stand in the file are computed while it is read: the chains of Shape,
 * Gather, Unsqueeze, Concat and Reshape that exporters write, and weights that are transposed or
 * scaled before they are used.
 */
import { broadcast, format, repeatedStrides, type Shape, size, strides } from "../core/shape";
import type { OnnxNode } from "../data/formats/onnx/model";
import type { OnnxTensor } from "../data/formats/onnx/tensor";
import type { Builder } from "./builder";
import { flattened, reshaped, sliceAxes, squeezed, transposition, unsqueezed } from "./layout";
import { axisOf, refuse, whole, wholes } from "./node";
import { type Constant, constant, type Numbers, viewOf } from "./values";

type Fold = (builder: Builder, node: OnnxNode, first: Constant) => Constant;

/** Ops of constants; Constant and Shape have their own entry points. */
const FOLDS: Readonly<Record<string, Fold>> = {
  Ceil: (builder, node, first) => each(builder, node, first, Math.ceil),
  Floor: (builder, node, first) => each(builder, node, first, Math.floor),
  Identity: (_builder, _node, first) => first,
  Dropout: (_builder, _node, first) => first,
  Cast: cast,
  Reshape: (builder, node, first) =>
    viewed(first, reshaped(node, first.shape, builder.numbers(node, 1) ?? [])),
  Flatten: (_builder, node, first) => viewed(first, flattened(node, first.shape)),
  Squeeze: (builder, node, first) =>
    viewed(first, squeezed(node, first.shape, wholes(node, "axes") ?? builder.numbers(node, 1))),
  Unsqueeze: (builder, node, first) =>
    viewed(
      first,
      unsqueezed(node, first.shape, wholes(node, "axes") ?? builder.numbers(node, 1) ?? []),
    ),
  Transpose: transpose,
  Slice: slice,
  Gather: gather,
  Concat: concat,
  ConstantOfShape: filled,
  Add: (builder, node) => arithmetic(builder, node, (a, b) => a + b),
  Sub: (builder, node) => arithmetic(builder, node, (a, b) => a - b),
  Mul: (builder, node) => arithmetic(builder, node, (a, b) => a * b),
  Div: (builder, node) => arithmetic(builder, node, (a, b) => a / b),
  Equal: (builder, node) => arithmetic(builder, node, (a, b) => Number(a === b)),
  Neg: (builder, node, first) => each(builder, node, first, (a) => -a),
  Sqrt: (builder, node, first) => each(builder, node, first, Math.sqrt),
  Reciprocal: (builder, node, first) => each(builder, node, first, (a) => 1 / a),
  Where: where,
  Shape: (_builder, node, first) => shapeOf(node, first.shape),
};

/** Null when the node is no op of constants or reads something that is computed. */
export function folded(builder: Builder, node: OnnxNode): Constant | null {
  if (node.op === "Constant") return literal(node);
  const first = builder.optional(node, 0);
  if (node.op === "Shape" && first?.kind === "activation") return shapeOf(node, viewOf(first));
  const fold = Object.hasOwn(FOLDS, node.op) ? FOLDS[node.op] : undefined;
  const areConstant = node.inputs.every(
    (_, at) => (builder.optional(node, at)?.kind ?? "constant") === "constant",
  );
  return fold === undefined || first?.kind !== "constant" || !areConstant
    ? null
    : fold(builder, node, first);
}

export function fromTensor({ shape, cells, isFloat, read }: OnnxTensor): Constant {
  return { kind: "constant", shape, cells, isFloat, read };
}

function literal(node: OnnxNode): Constant {
  const { attributes } = node;
  const tensor = attributes.get("value")?.tensor;
  if (tensor !== undefined) return fromTensor(tensor);
  const float = attributes.get("value_float")?.float;
  if (float !== undefined) return constant([], Float64Array.of(float), true);
  const number = attributes.get("value_int")?.whole;
  if (number !== undefined) return constant([], Float64Array.of(number), false);
  const floats = attributes.get("value_floats")?.floats;
  if (floats !== undefined) return constant([floats.length], Float64Array.from(floats), true);
  const list = attributes.get("value_ints")?.wholes;
  if (list !== undefined) return constant([list.length], Float64Array.from(list), false);
  return refuse(node, "its value is of a kind that is not read (text or a sparse tensor)");
}

function shapeOf(node: OnnxNode, shape: Shape): Constant {
  const part = shape.slice(whole(node, "start", 0), node.attributes.get("end")?.whole);
  return constant([part.length], Float64Array.from(part), false);
}

function viewed(from: Constant, shape: Shape): Constant {
  return { ...from, shape };
}

function cast(builder: Builder, node: OnnxNode, from: Constant): Constant {
  const type = whole(node, "to", 1);
  const isFloat = [1, 10, 11, 16].includes(type);
  if (isFloat) return { ...from, isFloat };
  return {
    ...each(builder, node, from, type === 9 ? (a) => Number(a !== 0) : Math.trunc),
    isFloat,
  };
}

function each(
  builder: Builder,
  _node: OnnxNode,
  from: Constant,
  value: (cell: number) => number,
): Constant {
  builder.spend(from.cells);
  return constant(from.shape, Float64Array.from(from.read(), value), from.isFloat);
}

/** Cells of `from` by their place, as a constant of this shape. */
function picked(
  builder: Builder,
  from: Constant,
  shape: Shape,
  place: (index: readonly number[]) => number,
): Constant {
  const cells = size(shape);
  builder.spend(cells);
  const numbers = from.read();
  const result: Numbers =
    numbers instanceof Float32Array ? new Float32Array(cells) : new Float64Array(cells);
  const index = shape.map(() => 0);
  for (let at = 0; at < cells; at++) {
    result[at] = numbers[place(index)] ?? 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = (index[axis] ?? 0) + 1;
      if ((index[axis] ?? 0) < (shape[axis] ?? 0)) break;
      index[axis] = 0;
    }
  }
  return constant(shape, result, from.isFloat);
}

function transpose(builder: Builder, node: OnnxNode, from: Constant): Constant {
  const order = transposition(node, from.shape.length);
  const steps = strides(from.shape);
  const moved = order.map((axis) => steps[axis] ?? 0);
  return picked(
    builder,
    from,
    order.map((axis) => from.shape[axis] ?? 1),
    dot(moved),
  );
}

function dot(steps: readonly number[], start = 0): (index: readonly number[]) => number {
  return (index) => index.reduce((sum, at, axis) => sum + at * (steps[axis] ?? 0), start);
}

function slice(builder: Builder, node: OnnxNode, from: Constant): Constant {
  const steps = strides(from.shape);
  const moved = [...steps];
  const shape = [...from.shape];
  let base = 0;
  for (const { axis, start, end, step } of sliceAxes(builder, node, from.shape)) {
    shape[axis] = Math.max(0, Math.ceil((end - start) / step));
    moved[axis] = (steps[axis] ?? 0) * step;
    base += start * (steps[axis] ?? 0);
  }
  return picked(builder, from, shape, dot(moved, base));
}

function gather(builder: Builder, node: OnnxNode, from: Constant): Constant {
  const axis = axisOf(node, whole(node, "axis", 0), from.shape.length);
  const chosen = builder.constant(node, 1);
  const places = builder.numbers(node, 1) ?? [];
  const extent = from.shape[axis] ?? 0;
  const inside = places.map((place) => (place < 0 ? place + extent : place));
  if (inside.some((place) => !(place >= 0 && place < extent)))
    refuse(node, `it takes place ${places.join(", ")} of ${extent}`, "", "shape");
  const steps = strides(from.shape);
  const rows = [...from.shape.slice(0, axis), inside.length, ...from.shape.slice(axis + 1)];
  const result = picked(builder, from, rows, (index) =>
    index.reduce(
      (sum, at, on) => sum + (on === axis ? (inside[at] ?? 0) : at) * (steps[on] ?? 0),
      0,
    ),
  );
  const shape = [
    ...from.shape.slice(0, axis),
    ...(chosen?.shape ?? []),
    ...from.shape.slice(axis + 1),
  ];
  return viewed(result, shape);
}

function concat(builder: Builder, node: OnnxNode, first: Constant): Constant {
  const axis = axisOf(node, whole(node, "axis", 0), first.shape.length);
  const parts = node.inputs.flatMap((_, at) => builder.constant(node, at) ?? []);
  for (const { shape } of parts)
    if (
      shape.length !== first.shape.length ||
      shape.some((extent, on) => on !== axis && extent !== first.shape[on])
    )
      refuse(node, `${format(first.shape)} and ${format(shape)} cannot be joined`, "", "shape");
  const extent = parts.reduce((sum, part) => sum + (part.shape[axis] ?? 0), 0);
  const shape = first.shape.map((own, on) => (on === axis ? extent : own));
  builder.spend(size(shape));
  const result = new Float64Array(size(shape));
  const behind = size(first.shape.slice(axis + 1));
  const [row, rows] = [extent * behind, size(first.shape.slice(0, axis))];
  let start = 0;
  for (const part of parts) {
    const length = (part.shape[axis] ?? 0) * behind;
    const numbers = part.read();
    for (let at = 0; at < rows; at++)
      result.set(numbers.subarray(at * length, (at + 1) * length), at * row + start);
    start += length;
  }
  return constant(shape, result, first.isFloat);
}

/** One number or the other, as PyTorch writes the -1 of x.expand(-1, 8). */
function where(builder: Builder, node: OnnxNode, first: Constant): Constant {
  const [yes, no] = [builder.constant(node, 1), builder.constant(node, 2)];
  const shape = yes && no && broadcast(broadcast(first.shape, yes.shape) ?? [], no.shape);
  if (yes === undefined || no === undefined || !shape)
    return refuse(node, "its inputs do not fit", "", "format");
  const [condition, left, right] = [first, yes, no].map((one) =>
    picked(builder, one, shape, dot(repeatedStrides(one.shape, shape))).read(),
  );
  const numbers = Float64Array.from(left ?? [], (one, at) =>
    condition?.[at] === 0 ? (right?.[at] ?? 0) : one,
  );
  return constant(shape, numbers, yes.isFloat);
}

function filled(builder: Builder, node: OnnxNode): Constant {
  const shape = builder.numbers(node, 0) ?? [];
  if (shape.some((extent) => !Number.isInteger(extent) || extent < 0) || shape.length > 8)
    refuse(node, `${shape.join("×")} is no shape`, "", "format");
  const cells = size(shape);
  builder.spend(cells);
  const value = node.attributes.get("value")?.tensor;
  const numbers = new Float64Array(cells).fill(value?.read()[0] ?? 0);
  return constant(shape, numbers, value?.isFloat ?? true);
}

function arithmetic(
  builder: Builder,
  node: OnnxNode,
  value: (a: number, b: number) => number,
): Constant {
  const [a, b] = [builder.constant(node, 0), builder.constant(node, 1)];
  if (a === undefined || b === undefined) return refuse(node, "it needs two inputs", "", "format");
  const shape = broadcast(a.shape, b.shape);
  if (shape === null)
    return refuse(node, `${format(a.shape)} and ${format(b.shape)} do not fit`, "", "shape");
  const isFloat = a.isFloat || b.isFloat;
  const left = picked(builder, a, shape, dot(repeatedStrides(a.shape, shape))).read();
  const right = picked(builder, b, shape, dot(repeatedStrides(b.shape, shape))).read();
  const result = Float64Array.from(left, (one, at) => value(one, right[at] ?? 0));
  return constant(shape, isFloat ? result : result.map(Math.trunc), isFloat);
}
