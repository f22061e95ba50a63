/**
 * What a name in an ONNX graph stands for while the graph is read: a constant, or the output of a
 * layer as ONNX sees it.
 */
import { type Shape, sameShape } from "../core/shape";
import type { OnnxNode } from "../data/formats/onnx/model";

export interface Constant {
  readonly kind: "constant";
  readonly shape: Shape;
  readonly cells: number;
  readonly isFloat: boolean;
  read(): Numbers;
}

export type Numbers = Float32Array | Float64Array;

/**
 * The cells of layer `layer` in ONNX's order: its output, cut into `dims`, with the axes in the
 * order `order`, read row by row as `view`. So a reshape or a transpose computes nothing.
 */
export interface Activation {
  readonly kind: "activation";
  readonly layer: string;
  /** Shape of the layer's output in the engine, without the batch. */
  readonly shape: Shape;
  /** Axes that the cells have in the engine's order; their product is the output's size. */
  readonly dims: Shape;
  /** ONNX's axis k is axis order[k] of dims. */
  readonly order: readonly number[];
  /** ONNX's shape; the first axis is the batch. */
  readonly view: Shape;
  /** Zeros around rows and columns that the next layer takes as its padding. */
  readonly padding?: Padding;
  /** The shape that an Expand gives it, which the next Mul or Add does anyway. */
  readonly expanded?: Shape;
  /** The node that cut its cells anew: its name is the flatten or unflatten layer's. */
  readonly reshapedBy?: OnnxNode;
  /** No cell is below 0. */
  readonly isPositive?: boolean;
}

/** [top, left, bottom, right] */
export type Padding = readonly [number, number, number, number];

export type Value = Constant | Activation;

export function constant(shape: Shape, numbers: Numbers, isFloat: boolean): Constant {
  return { kind: "constant", shape, cells: numbers.length, isFloat, read: () => numbers };
}

/** The output of a layer in the engine's own order. */
export function plain(layer: string, shape: Shape, batch: number): Activation {
  return {
    kind: "activation",
    layer,
    shape,
    dims: shape,
    order: shape.map((_, axis) => axis),
    view: [batch, ...shape],
  };
}

/** ONNX's shape, with the repeats of an Expand. */
export function viewOf({ view, expanded }: Activation): Shape {
  return expanded ?? view;
}

/** The same without the repeats of an Expand. */
export function withoutRepeats(from: Activation): Activation {
  const { expanded, ...rest } = from;
  return expanded === undefined ? from : rest;
}

/** The output is what a node makes, with nothing left for the next one to do. */
export function isDone(one: Activation): boolean {
  return one.padding === undefined && one.expanded === undefined && isInOrder(one);
}

/** The cells stand in the engine's order: moving axes of length 1 moves no cell. */
export function isInOrder({ dims, order }: Activation): boolean {
  const long = order.filter((axis) => dims[axis] !== 1);
  return long.every((axis, at) => at === 0 || axis > (long[at - 1] ?? 0));
}

/** ONNX's axes are the engine's dims, in another order perhaps. */
export function hasOwnAxes({ dims, order, view }: Activation): boolean {
  return sameShape(
    view.slice(1),
    order.map((axis) => dims[axis] ?? 1),
  );
}

/** The same without the zeros of a Pad. */
export function withoutPadding(from: Activation): Activation {
  const { padding, ...rest } = from;
  if (padding === undefined) return rest;
  const [top, left, bottom, right] = padding;
  const around = [0, top + bottom, left + right];
  const view = from.view.map((extent, at) =>
    at === 0 ? extent : extent - (around[from.order[at - 1] ?? 0] ?? 0),
  );
  return { ...rest, view };
}

/** For each cell in ONNX's order, the engine's cell. */
export function places({ dims, order }: Activation): Int32Array {
  const steps = dims.map((_, axis) => dims.slice(axis + 1).reduce((all, part) => all * part, 1));
  let list = Int32Array.of(0);
  for (const axis of order) {
    const extent = dims[axis] ?? 1;
    const step = steps[axis] ?? 1;
    const next = new Int32Array(list.length * extent);
    for (let at = 0; at < next.length; at++)
      next[at] = (list[Math.floor(at / extent)] ?? 0) + (at % extent) * step;
    list = next;
  }
  return list;
}
