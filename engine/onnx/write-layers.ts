/**
 * How each layer is written as nodes of ONNX, as PyTorch's exporter writes it. A writer gives the
 * name of what the layer makes.
 */
import { LabError } from "../core/errors";
import { size } from "../core/shape";
import type { LayerShape } from "../graph/shapes";
import type { GraphWriter } from "./graph-writer";
import { PLAIN_NODES } from "./plain-nodes";
import { number, real, whole, wholes } from "./settings";
import {
  activated,
  averagePool,
  biasOf,
  convolution,
  type Inputs,
  maxPool,
  unevenPool,
} from "./write-windows";

type Writer = (graph: GraphWriter, layer: LayerShape, inputs: Inputs) => string;

/** By the op that computes the layer. */
export const WRITERS: ReadonlyMap<string, Writer> = new Map<string, Writer>([
  ...PLAIN_NODES.map(([node, op]) => [op, plain(node)] as const),
  ["adaptive_avgpool2d", unevenPool],
  ["add", plain("Add")],
  ["avgpool2d", averagePool],
  ["batchnorm", batchNorm],
  ["binary_step", binaryStep],
  ["concat", plain("Concat", { axis: 1 })],
  ["conv2d", convolution],
  ["dropout", dropout],
  [
    "elu",
    (graph, layer, inputs) => graph.node(layer, "Elu", inputs, real(layer, "alpha", "alpha")),
  ],
  ["flatten", plain("Flatten", { axis: 1 })],
  ["gelu", gelu],
  ["global_avgpool2d", plain("GlobalAveragePool")],
  ["global_maxpool2d", plain("GlobalMaxPool")],
  ["groupnorm", groupNorm],
  ["hardsigmoid", plain("HardSigmoid", { alpha: { float: 1 / 6 }, beta: { float: 0.5 } })],
  ["identity", plain("Identity")],
  ["layernorm", layerNorm],
  [
    "leaky_relu",
    (graph, layer, inputs) =>
      graph.node(layer, "LeakyRelu", inputs, real(layer, "negative_slope", "alpha")),
  ],
  ["linear", linear],
  ["local_response_norm", responseNorm],
  ["log_softmax", softmax("LogSoftmax")],
  ["maxpool2d", maxPool],
  ["mul", plain("Mul")],
  ["noise", noise],
  ["pad_channels", padChannels],
  ["prelu", prelu],
  [
    "relu6",
    (graph, layer, [x = ""]) =>
      graph.node(layer, "Clip", [x, graph.number(layer, "min", 0), graph.number(layer, "max", 6)]),
  ],
  [
    "silu",
    (graph, layer, [x = ""]) => graph.node(layer, "Mul", [x, graph.node(layer, "Sigmoid", [x])]),
  ],
  ["softmax", softmax("Softmax")],
  [
    "unflatten",
    (graph, layer, [x = ""]) =>
      graph.node(layer, "Reshape", [x, graph.wholes(layer, "shape", [-1, ...layer.shape])]),
  ],
  ["upsample", upsample],
]);

/** One node whose settings are the same for every such layer. */
function plain(op: string, attributes: Parameters<GraphWriter["node"]>[3] = {}): Writer {
  return (graph, layer, inputs) => graph.node(layer, op, inputs, attributes);
}

function softmax(op: string): Writer {
  return (graph, layer, inputs) => graph.node(layer, op, inputs, { axis: whole(layer, "axis") });
}

function linear(graph: GraphWriter, layer: LayerShape, [x = ""]: Inputs): string {
  const inputs = [x, graph.weight(layer, "w"), ...biasOf(graph, layer)];
  return activated(graph, layer, graph.node(layer, "Gemm", inputs, { transB: 1 }));
}

function batchNorm(graph: GraphWriter, layer: LayerShape, [x = ""]: Inputs): string {
  const channels = [layer.shape[0] ?? 1];
  const inputs = [
    x,
    graph.weightOr(layer, "gamma", channels, 1),
    graph.weightOr(layer, "beta", channels, 0),
    graph.weight(layer, "running_mean"),
    graph.weight(layer, "running_var"),
  ];
  return graph.node(layer, "BatchNormalization", inputs, {
    ...real(layer, "eps", "epsilon"),
    momentum: { float: 1 - number(layer, "momentum") },
  });
}

/** Each group seen as one channel, then a factor and a summand for each channel. */
function groupNorm(graph: GraphWriter, layer: LayerShape, [x = ""]: Inputs): string {
  const groups = whole(layer, "num_groups");
  const ones = graph.floats(layer, "ones", [groups], new Float32Array(groups).fill(1));
  const zeros = graph.floats(layer, "zeros", [groups], new Float32Array(groups));
  const grouped = graph.node(layer, "Reshape", [x, graph.wholes(layer, "groups", [0, groups, -1])]);
  const normal = graph.node(
    layer,
    "InstanceNormalization",
    [grouped, ones, zeros],
    real(layer, "eps", "epsilon"),
  );
  const back = graph.wholes(layer, "shape", [0, ...layer.shape]);
  const made = graph.node(layer, "Reshape", [normal, back]);
  if (!Object.hasOwn(layer.parameters, "gamma")) return made;
  const shape = beside(layer);
  const scaled = graph.node(layer, "Mul", [made, graph.weight(layer, "gamma", shape)]);
  return graph.node(layer, "Add", [scaled, graph.weight(layer, "beta", shape)]);
}

function layerNorm(graph: GraphWriter, layer: LayerShape, [x = ""]: Inputs): string {
  const scale = graph.weightOr(layer, "gamma", layer.shape, 1);
  const bias = Object.hasOwn(layer.parameters, "beta") ? [graph.weight(layer, "beta")] : [];
  return graph.node(layer, "LayerNormalization", [x, scale, ...bias], {
    axis: -layer.shape.length,
    ...real(layer, "eps", "epsilon"),
  });
}

function responseNorm(graph: GraphWriter, layer: LayerShape, inputs: Inputs): string {
  const width = whole(layer, "size");
  if (width % 2 === 0)
    throw new LabError(
      "unsupported",
      `${layer.name}: a window of ${width} channels cannot be written: ONNX takes one channel more behind, PyTorch before`,
      "Take an odd size.",
    );
  return graph.node(layer, "LRN", inputs, {
    ...real(layer, "alpha", "alpha"),
    ...real(layer, "beta", "beta"),
    ...real(layer, "k", "bias"),
    size: width,
  });
}

/** In use it passes everything on; the rate is kept for who trains on. ONNX has none of 1. */
function dropout(graph: GraphWriter, layer: LayerShape, [x = ""]: Inputs): string {
  const p = number(layer, "p");
  if (p === 1) graph.notes.add(`${layer.name} is written as an Identity: ONNX has no rate of 1.`);
  return p === 1
    ? graph.node(layer, "Identity", [x])
    : graph.node(layer, "Dropout", [x, graph.number(layer, "ratio", p)]);
}

function noise(graph: GraphWriter, layer: LayerShape, inputs: Inputs): string {
  graph.notes.add(
    `${layer.name} adds noise in training only; in the file it passes everything on.`,
  );
  return graph.node(layer, "Identity", inputs);
}

/** Every n-th row and column, then channels of zeros before and behind. */
function padChannels(graph: GraphWriter, layer: LayerShape, [x = ""]: Inputs): string {
  const stride = whole(layer, "stride");
  const cut = (what: string, values: readonly number[]): string =>
    graph.wholes(layer, what, values);
  const thin =
    stride === 1
      ? x
      : graph.node(layer, "Slice", [
          x,
          cut("starts", [0, 0]),
          cut("ends", layer.inputShapes[0]?.slice(1) ?? []),
          cut("axes", [2, 3]),
          cut("steps", [stride, stride]),
        ]);
  const added = (layer.shape[0] ?? 0) - (layer.inputShapes[0]?.[0] ?? 0);
  const front = Math.floor(added / 2);
  if (added === 0 && stride !== 1) return thin;
  return graph.node(layer, "Pad", [thin, cut("pads", [0, front, 0, 0, 0, added - front, 0, 0])]);
}

function prelu(graph: GraphWriter, layer: LayerShape, [x = ""]: Inputs): string {
  const slopes = size(layer.parameters["slope"] ?? []);
  const shape = beside(layer).map((extent) => Math.min(extent, slopes));
  return graph.node(layer, "PRelu", [x, graph.weight(layer, "slope", shape)]);
}

function gelu(graph: GraphWriter, layer: LayerShape, inputs: Inputs): string {
  graph.needs(20);
  return graph.node(layer, "Gelu", inputs, {
    approximate: String(layer.attributes["approximate"]),
  });
}

function upsample(graph: GraphWriter, layer: LayerShape, [x = ""]: Inputs): string {
  const isNearest = layer.attributes["mode"] === "nearest";
  const [down = 1, across = down] = wholes(layer, "scale_factor");
  const scales = graph.floats(layer, "scales", [4], Float32Array.of(1, 1, down, across));
  const bilinear = layer.attributes["align_corners"] === true ? "align_corners" : "half_pixel";
  return graph.node(layer, "Resize", [x, "", scales], {
    mode: isNearest ? "nearest" : "linear",
    coordinate_transformation_mode: isNearest ? "asymmetric" : bilinear,
    nearest_mode: "floor",
  });
}

/** 1 where x ≥ 0, and 0. */
function binaryStep(graph: GraphWriter, layer: LayerShape, [x = ""]: Inputs): string {
  const isAbove = graph.node(layer, "GreaterOrEqual", [x, graph.number(layer, "zero", 0)]);
  return graph.node(layer, "Cast", [isAbove], { to: 1 });
}

/** The shape of one number for each channel beside [N, C, …]. */
function beside({ shape }: LayerShape): readonly number[] {
  return shape.map((extent, axis) => (axis === 0 ? extent : 1));
}
