/** Convolutions and pools as nodes of ONNX. */
import { LabError } from "../core/errors";
import { size } from "../core/shape";
import { plane, type WindowAttributes } from "../core/window";
import type { LayerShape } from "../graph/shapes";
import type { GraphWriter } from "./graph-writer";
import { whole, wholes } from "./settings";

export type Inputs = readonly string[];

export function convolution(graph: GraphWriter, layer: LayerShape, [x = ""]: Inputs): string {
  const inputs = [x, graph.weight(layer, "w"), ...biasOf(graph, layer)];
  const made = graph.node(layer, "Conv", inputs, {
    dilations: wholes(layer, "dilation"),
    group: whole(layer, "groups"),
    kernel_shape: wholes(layer, "kernel_size"),
    pads: fourSides(wholes(layer, "padding")),
    strides: wholes(layer, "stride"),
  });
  return activated(graph, layer, made);
}

export function biasOf(graph: GraphWriter, layer: LayerShape): string[] {
  return Object.hasOwn(layer.parameters, "b") ? [graph.weight(layer, "b")] : [];
}

export function activated(graph: GraphWriter, layer: LayerShape, made: string): string {
  return layer.attributes["activation"] === "relu" ? graph.node(layer, "Relu", [made]) : made;
}

export function maxPool(graph: GraphWriter, layer: LayerShape, inputs: Inputs): string {
  const dilations = wholes(layer, "dilation");
  return graph.node(layer, "MaxPool", inputs, { ...windows(layer), dilations });
}

/**
 * A divisor of its own is a convolution of each channel by itself: AveragePool has none.
 */
export function averagePool(graph: GraphWriter, layer: LayerShape, inputs: Inputs): string {
  const divisor = whole(layer, "divisor_override");
  const settings = windows(layer);
  if (divisor === 0)
    return graph.node(layer, "AveragePool", inputs, {
      ...settings,
      count_include_pad: layer.attributes["count_include_pad"] === true ? 1 : 0,
    });
  const [channels = 1] = layer.inputShapes[0] ?? [];
  const shape = [channels, 1, ...settings.kernel_shape];
  const weights = new Float32Array(size(shape)).fill(1 / divisor);
  graph.notes.add(
    `${layer.name} divides by ${divisor}, which ONNX's AveragePool cannot: it is written as a convolution with fixed weights.`,
  );
  const { rows, columns } = planeOf(layer);
  const over = [rows, columns].map(
    ({ count, stride, kernel, size: cells, before }) =>
      (count - 1) * stride + kernel - cells - before,
  );
  const [top = 0, left = 0, bottom = 0, right = 0] = settings.pads;
  return graph.node(layer, "Conv", [...inputs, graph.floats(layer, "divisor", shape, weights)], {
    group: channels,
    kernel_shape: settings.kernel_shape,
    pads: [top, left, Math.max(bottom, over[0] ?? 0), Math.max(right, over[1] ?? 0)],
    strides: settings.strides,
  });
}

export function unevenPool(_graph: GraphWriter, { name, shape, inputShapes }: LayerShape): string {
  const [from, to] = [inputShapes[0] ?? [], shape].map((one) => one.slice(1).join("×"));
  throw new LabError(
    "unsupported",
    `${name}: ONNX has no average of ${from} cells to ${to}, whose windows differ in size`,
    "PyTorch does not export it either. Take a size that divides the picture's.",
  );
}

/** ceil_mode is only written where it changes the size: programs differ in what they do else. */
function windows(layer: LayerShape) {
  const { rows, columns } = planeOf(layer);
  const isCeil = [rows, columns].some(
    ({ count, stride, kernel, dilation, size: cells, before, after }) =>
      (count - 1) * stride + dilation * (kernel - 1) + 1 > cells + before + after,
  );
  return {
    ceil_mode: isCeil ? 1 : 0,
    kernel_shape: wholes(layer, "kernel_size"),
    pads: fourSides(wholes(layer, "padding")),
    strides: wholes(layer, "stride"),
  };
}

function planeOf(layer: LayerShape) {
  const attributes: WindowAttributes = {
    kernel_size: wholes(layer, "kernel_size"),
    stride: wholes(layer, "stride"),
    padding: wholes(layer, "padding"),
    ceil_mode: layer.attributes["ceil_mode"] === true,
    ...(layer.attributes["dilation"] === undefined ? {} : { dilation: wholes(layer, "dilation") }),
  };
  return plane(layer.kind, [1, ...(layer.inputShapes[0] ?? [])], attributes);
}

/** [top, left] or [top, left, bottom, right] as all four. */
function fourSides([top = 0, left = 0, bottom = top, right = left]: readonly number[]) {
  return [top, left, bottom, right];
}
