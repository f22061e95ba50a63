/** Conv, the pools, and means over rows and columns. */
import { check } from "../core/errors";
import { format } from "../core/shape";
import type { OnnxNode } from "../data/formats/onnx/model";
import type { Builder, Settings } from "./builder";
import { axisOf, pairOf, refuse, whole, wholes, word } from "./node";
import { type Activation, hasOwnAxes, type Padding, withoutPadding } from "./values";
import { floats, type Weights } from "./weights";

type Pair = readonly [number, number];
type Window = { readonly kernel: Pair; readonly stride: Pair; readonly dilation: Pair };

export function convolution(builder: Builder, node: OnnxNode): void {
  const weight = builder.constant(node, 1) ?? refuse(node, "it has no weights", "", "format");
  const bias = builder.constant(node, 2);
  const [filters = 0, depth = 0, rows = 0, columns = 0] = weight.shape;
  if (weight.shape.length !== 4)
    refuse(
      node,
      `its weights are ${format(weight.shape)}`,
      "Only two-dimensional convolutions are read.",
    );
  const groups = whole(node, "group", 1);
  const from = builder.padded(node);
  const picture = builder.picture(node, withoutPadding(from));
  check(
    picture.shape[0] === depth * groups,
    "channels",
    `the image has ${picture.shape[0]} channels but the kernel expects ${depth * groups}`,
  );
  const window = windowOf(node, [rows, columns]);
  const weights: Weights = new Map([["w", floats(weight)]]);
  if (bias !== undefined) weights.set("b", floats(bias));
  const settings = {
    out_channels: filters,
    kernel_size: window.kernel,
    stride: window.stride,
    padding: sum(paddingOf(node, from, window), from.padding),
    dilation: window.dilation,
    groups,
    bias: bias !== undefined,
  };
  const made = builder.add(node, "conv2d", settings, [picture], weights);
  builder.share(weight, made.layer);
  builder.set(node, made);
}

export function maxPool(builder: Builder, node: OnnxNode): void {
  const from = builder.padded(node);
  const picture = builder.picture(node, withoutPadding(from));
  if (from.padding !== undefined && from.isPositive !== true)
    refuse(
      node,
      "the zeros of the Pad before it may be larger than the cells",
      "Use the padding of MaxPool itself.",
    );
  if (builder.isUsed(node.outputs[1]))
    refuse(node, "the positions of its maxima are used", "The lab gives the maxima only.");
  const window = windowOf(node);
  const made = builder.add(
    node,
    "maxpool2d",
    { ...poolSettings(node, from, window), dilation: window.dilation },
    [picture],
  );
  builder.set(node, { ...made, isPositive: from.isPositive === true });
}

export function averagePool(builder: Builder, node: OnnxNode): void {
  const from = builder.padded(node);
  const picture = builder.picture(node, withoutPadding(from));
  const window = windowOf(node);
  if (window.dilation.some((step) => step !== 1)) refuse(node, "it has dilations");
  const own = paddingOf(node, from, window);
  const counts = whole(node, "count_include_pad", 0) === 1;
  if (from.padding !== undefined && !counts && own.some((side) => side > 0))
    refuse(node, "it counts the zeros of the Pad before it but not its own padding");
  const made = builder.add(
    node,
    "avgpool2d",
    {
      ...poolSettings(node, from, window),
      count_include_pad: counts || from.padding !== undefined,
    },
    [picture],
  );
  builder.set(node, made);
}

export function globalPool(builder: Builder, node: OnnxNode): void {
  const op = node.op === "GlobalMaxPool" ? "global_maxpool2d" : "global_avgpool2d";
  builder.set(node, builder.add(node, op, {}, [builder.picture(node)]));
}

/** The mean or the largest over rows and columns: global pooling, as Keras and PyTorch write it. */
export function reduced(builder: Builder, node: OnnxNode): void {
  const from = builder.activation(node);
  const { view, order, shape } = from;
  const given = wholes(node, "axes") ?? builder.numbers(node, 1) ?? [];
  const axes = given.map((axis) => axisOf(node, axis, view.length));
  const over = axes.map((axis) => order[axis - 1]).toSorted();
  const isMean = node.op === "ReduceMean";
  const what = isMean ? "the mean" : "the largest";
  if (shape.length !== 3 || !hasOwnAxes(from) || over.join() !== "1,2")
    refuse(
      node,
      `it takes ${what} over the axes ${given.join(", ") || "all"} of ${format(view.slice(1))}`,
      `${isMean ? "A mean" : "The largest"} over rows and columns (global pooling) is read.`,
    );
  const made = builder.add(node, isMean ? "global_avgpool2d" : "global_maxpool2d", {}, [from]);
  const keeps = whole(node, "keepdims", 1) === 1;
  builder.set(node, {
    ...made,
    order,
    view: keeps
      ? view.map((extent, axis) => (axes.includes(axis) ? 1 : extent))
      : view.filter((_, axis) => !axes.includes(axis)),
  });
}

function windowOf(node: OnnxNode, weights?: Pair): Window {
  const kernel = pairOf(node, "kernel_shape", weights ?? [0, 0]);
  if (weights !== undefined && kernel.join() !== weights.join())
    refuse(
      node,
      `kernel_shape is ${kernel.join("×")} but its weights are ${weights.join("×")}`,
      "",
      "format",
    );
  return {
    kernel,
    stride: pairOf(node, "strides", [1, 1]),
    dilation: pairOf(node, "dilations", [1, 1]),
  };
}

function poolSettings(node: OnnxNode, from: Activation, window: Window): Settings {
  return {
    kernel_size: window.kernel,
    stride: window.stride,
    padding: sum(paddingOf(node, from, window), from.padding),
    ceil_mode: whole(node, "ceil_mode", 0) === 1,
  };
}

/** pads or auto_pad as [top, left, bottom, right]. */
function paddingOf(node: OnnxNode, { view }: Activation, window: Window): Padding {
  const mode = word(node, "auto_pad", "NOTSET");
  if (mode === "SAME_UPPER" || mode === "SAME_LOWER") {
    const [top, bottom] = same(view[2] ?? 0, 0, window, mode);
    const [left, right] = same(view[3] ?? 0, 1, window, mode);
    return [top, left, bottom, right];
  }
  if (mode === "VALID") return [0, 0, 0, 0];
  if (mode !== "NOTSET" && mode !== "") refuse(node, `auto_pad ${mode} is not known`, "", "format");
  const [top, left, bottom, right, ...more] = wholes(node, "pads") ?? [0, 0, 0, 0];
  if (
    top === undefined ||
    left === undefined ||
    bottom === undefined ||
    right === undefined ||
    more.length > 0
  )
    refuse(node, "pads has not four numbers", "Only two-dimensional pictures are read.");
  return [top, left, bottom, right];
}

/** So much that the output has ⌈size/stride⌉ cells. */
function same(
  extent: number,
  axis: 0 | 1,
  { kernel, stride, dilation }: Window,
  mode: string,
): Pair {
  const covered = (kernel[axis] - 1) * dilation[axis] + 1;
  const count = Math.ceil(extent / stride[axis]);
  const total = Math.max(0, (count - 1) * stride[axis] + covered - extent);
  const less = Math.floor(total / 2);
  return mode === "SAME_UPPER" ? [less, total - less] : [total - less, less];
}

export function sum(own: Padding, more: Padding = [0, 0, 0, 0]): Padding {
  return [own[0] + more[0], own[1] + more[1], own[2] + more[2], own[3] + more[3]];
}
