/** Shapes that Reshape and its like make, for constants and for what is computed alike. */
import { type Shape, size } from "../core/shape";
import type { OnnxNode } from "../data/formats/onnx/model";
import type { Builder } from "./builder";
import { axisOf, refuse, whole, wholes } from "./node";

export function reshaped(node: OnnxNode, from: Shape, target: readonly number[]): Shape {
  const keepsZero = whole(node, "allowzero", 0) === 1;
  const shape = target.map((extent, axis) =>
    extent === 0 && !keepsZero ? (from[axis] ?? 0) : extent,
  );
  const open = shape.indexOf(-1);
  const known = size(shape.filter((_, axis) => axis !== open));
  const total = size(from);
  const result = shape.map((extent, axis) => (axis === open ? total / known : extent));
  const isWhole = result.every((extent) => Number.isInteger(extent) && extent >= 0);
  if (!isWhole || size(result) !== total)
    refuse(
      node,
      `${from.slice(1).join("×")} for each example cannot become ${target.join("×")}`,
      "Where the file leaves the batch open, -1 must stand for it: x.view(x.size(0), -1).",
      "shape",
    );
  return result;
}

export function flattened(node: OnnxNode, from: Shape): Shape {
  const given = whole(node, "axis", 1);
  const axis = given === from.length ? given : axisOf(node, given, from.length);
  return [size(from.slice(0, axis)), size(from.slice(axis))];
}

export function squeezed(node: OnnxNode, from: Shape, given: readonly number[] | undefined): Shape {
  const axes = given?.map((axis) => axisOf(node, axis, from.length));
  if (axes?.some((axis) => from[axis] !== 1) === true)
    refuse(node, "it takes away an axis that is longer than 1", "", "shape");
  return from.filter((extent, axis) => !(axes?.includes(axis) ?? extent === 1));
}

export function unsqueezed(node: OnnxNode, from: Shape, given: readonly number[]): Shape {
  const rank = from.length + given.length;
  if (rank > 8) refuse(node, `it makes ${rank} axes`, "", "limit");
  const axes = new Set(given.map((axis) => axisOf(node, axis, rank)));
  const rest = from.values();
  return Array.from({ length: rank }, (_, axis) => (axes.has(axis) ? 1 : (rest.next().value ?? 1)));
}

/** perm, by default all axes reversed. */
export function transposition(node: OnnxNode, rank: number): readonly number[] {
  const given = wholes(node, "perm") ?? Array.from({ length: rank }, (_, axis) => rank - 1 - axis);
  const axes = given.map((axis) => axisOf(node, axis, rank));
  if (axes.length !== rank || new Set(axes).size !== rank)
    refuse(node, `perm ${given.join(", ")} does not order ${rank} axes`, "", "format");
  return axes;
}

export interface Cut {
  readonly axis: number;
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** What a Slice takes, each start and end counted from 0 and inside the axis. */
export function sliceAxes(builder: Builder, node: OnnxNode, from: Shape): readonly Cut[] {
  const starts = wholes(node, "starts") ?? builder.numbers(node, 1) ?? [];
  const ends = wholes(node, "ends") ?? builder.numbers(node, 2) ?? [];
  const axes = wholes(node, "axes") ?? builder.numbers(node, 3);
  const steps = builder.numbers(node, 4);
  return starts.map((start, at) => {
    const axis = axisOf(node, axes?.[at] ?? at, from.length);
    const extent = from[axis] ?? 0;
    const step = steps?.[at] ?? 1;
    if (step === 0) refuse(node, "its step is 0", "", "format");
    const inside = (value: number): number =>
      Math.min(Math.max(value < 0 ? value + extent : value, step < 0 ? -1 : 0), extent);
    return {
      axis,
      start: step < 0 ? Math.min(inside(start), extent - 1) : inside(start),
      end: inside(ends[at] ?? extent),
      step,
    };
  });
}
