/**
 * Cases of a single op in ONNX's terms: operands by position, other attribute names and defaults,
 * weights the other way round.
 *
 * What an importer would do on paper (transposing a weight matrix, spelling out a broadcast bias,
 * viewing a tensor under another shape) is done to the inputs here; every number of the result is
 * computed by our op.
 */
import { LabError } from "../core/errors";
import type { RawAttributes } from "../core/op";
import { size } from "../core/shape";
import type { Case, StoredCell } from "./cases";
import { axisOf, isOn, matrices, matrixBias, operand, slope } from "./onnx-operands";
import type { Mapping } from "./op-cases";
import { inputOf, numberOf, onlyKnownSettings } from "./trial";

/** An op of one operand `x`, whose settings have other names there. */
function simple(op: string, names: Readonly<Record<string, string>> = {}): Mapping {
  return {
    op,
    results: ["y"],
    inputs: (one) => ({ x: operand(one, 0) }),
    attributes(one) {
      const settings = onlyKnownSettings(one, Object.keys(names));
      return Object.fromEntries(
        Object.entries(names).map(([theirs, ours]) => [ours, settings[theirs]]),
      );
    },
  };
}

const WINDOW = [
  "kernel_shape",
  "strides",
  "pads",
  "dilations",
  "auto_pad",
  "kernel",
  "stride",
  "dilation",
];

const batchnorm: Mapping = {
  op: "batchnorm",
  results: ["y", "running_mean", "biased_var"],
  inputs: (one) => ({
    x: operand(one, 0),
    gamma: operand(one, 1),
    beta: operand(one, 2),
    running_mean: operand(one, 3),
    running_var: operand(one, 4),
  }),
  attributes(one) {
    const settings = onlyKnownSettings(one, [
      "epsilon",
      "momentum",
      "training_mode",
      "is_test",
      "spatial",
    ]);
    const training = settings["training_mode"] === 1;
    return {
      eps: numberOf(settings, "epsilon", 1e-5),
      momentum: 1 - numberOf(settings, "momentum", 0.9),
      training,
    };
  },
  derived: {
    /**
     * ONNX moves the running variance by the biased batch variance, we by the unbiased one as
     * PyTorch does.
     */
    async biased_var(read, one) {
      const { shape } = operand(one, 0);
      const before = operand(one, 4).data;
      const keep = numberOf(one.settings, "momentum", 0.9);
      const count = size(shape) / (shape[1] ?? 1);
      const after = await read("running_var");
      return Float64Array.from(after, (value, c) => {
        const kept = keep * (before[c] ?? 0);
        return kept + ((value - kept) * (count - 1)) / count;
      });
    },
  },
};

export const onnxMappings: Readonly<Record<string, Mapping>> = {
  Relu: simple("relu"),
  Sigmoid: simple("sigmoid"),
  Tanh: simple("tanh"),
  Atan: simple("arctan"),
  Softplus: simple("softplus"),
  Identity: simple("identity"),
  Elu: simple("elu", { alpha: "alpha" }),
  LeakyRelu: simple("leaky_relu", { alpha: "negative_slope" }),
  GlobalAveragePool: simple("global_avgpool2d"),
  GlobalMaxPool: simple("global_maxpool2d"),
  LRN: { ...simple("local_response_norm"), attributes: responseNorm },
  Softmax: softmaxLike("softmax"),
  LogSoftmax: softmaxLike("log_softmax"),
  BatchNormalization: batchnorm,
  Conv: {
    op: "conv2d",
    results: ["y"],
    inputs: (one) => ({
      x: operand(one, 0),
      w: operand(one, 1),
      ...(one.order.inputs.length > 2 ? { b: operand(one, 2) } : {}),
    }),
    attributes(one) {
      const { stride, dilation, groups, pads } = onlyKnownSettings(one, [
        ...WINDOW,
        "group",
        "groups",
      ]);
      const [out_channels, , kh, kw] = operand(one, 1).shape;
      return {
        out_channels,
        kernel_size: [kh, kw],
        stride,
        dilation,
        groups,
        padding: pads,
        bias: one.order.inputs.length > 2,
      };
    },
  },
  MaxPool: {
    ...simple("maxpool2d"),
    results: ["y", "indices"],
    attributes: (one) => pooling(one),
    derived: { indices },
  },
  AveragePool: { ...simple("avgpool2d"), attributes: averaging },
  Flatten: {
    ...simple("flatten"),
    attributes: (one) => (onlyKnownSettings(one, ["axis"]), {}),
    inputs(one) {
      const { shape, data } = operand(one, 0);
      const axis = axisOf(one, shape, 1);
      return { x: { shape: [size(shape.slice(0, axis)), ...shape.slice(axis)], data } };
    },
  },
  PRelu: {
    op: "prelu",
    results: ["y"],
    inputs: (one) => ({ x: operand(one, 0), slope: slope(one) }),
    attributes: (one) => (onlyKnownSettings(one, []), { num_parameters: size(slope(one).shape) }),
  },
  Add: {
    op: "add",
    results: ["y"],
    inputs: (one) => ({ a: operand(one, 0), b: operand(one, 1) }),
    attributes: (one) => onlyKnownSettings(one, []),
  },
  Concat: {
    op: "concat",
    results: ["y"],
    inputs: (one) =>
      Object.fromEntries(one.order.inputs.map((name, at) => [`x${at}`, inputOf(one, name)])),
    attributes(one) {
      const { shape } = operand(one, 0);
      onlyKnownSettings(one, ["axis"]);
      if (axisOf(one, shape, 1) !== 1)
        throw new LabError("unsupported", "concat joins channels only");
      return { count: one.order.inputs.length };
    },
  },
  MatMul: {
    op: "linear",
    results: ["y"],
    inputs: matrices,
    attributes: (one) => ({ out_features: matrices(one)["w"]?.shape[0], bias: false }),
  },
  Gemm: {
    op: "linear",
    results: ["product"],
    inputs: matrices,
    attributes: (one) => ({
      out_features: matrices(one)["w"]?.shape[0],
      bias: matrices(one)["b"] !== undefined,
    }),
    derived: { product: (read, one) => read(matrixBias(one) === undefined ? "op.y" : "sum.y") },
    /** A bias that differs from row to row is a tensor that is added. */
    also(tape, _inputs, y, one): Readonly<Record<string, StoredCell>> {
      const c = matrixBias(one);
      if (c === undefined) return {};
      tape.apply("add", "sum", { a: y, b: tape.tensor("c", c.shape) }, {});
      return { c };
    },
  },
  SoftmaxCrossEntropyLoss: {
    op: "cross_entropy",
    results: ["loss", "log_prob"],
    inputs: (one) => ({
      logits: operand(one, 0),
      labels: operand(one, 1),
      ...(one.order.inputs.length > 2 ? { weight: operand(one, 2) } : {}),
    }),
    attributes(one) {
      const { reduction, ignore_index } = onlyKnownSettings(one, ["reduction", "ignore_index"]);
      return { reduction: reduction === "none" ? "sum" : reduction, ignore_index };
    },
    derived: {
      loss: (read, one) => read(one.settings["reduction"] === "none" ? "op.per_sample" : "op.y"),
      log_prob: (read) => read("log_softmax.y"),
    },
    also(tape, { logits }) {
      if (logits !== undefined)
        tape.apply("log_softmax", "log_softmax", { x: logits }, { axis: 1 });
      return {};
    },
  },
};

function pooling(one: Case): RawAttributes {
  const { kernel, stride, dilation, pads } = onlyKnownSettings(one, [
    ...WINDOW,
    "ceil_mode",
    "count_include_pad",
    "storage_order",
  ]);
  return {
    kernel_size: kernel,
    stride,
    padding: pads,
    dilation,
    ceil_mode: isOn(one, "ceil_mode"),
  };
}

function averaging(one: Case): RawAttributes {
  const { dilation, ...attributes } = pooling(one);
  if (Array.isArray(dilation) && dilation.some((step) => step !== 1))
    throw new LabError("unsupported", "averages over spread windows are not supported");
  return { ...attributes, count_include_pad: isOn(one, "count_include_pad") };
}

/**
 * ONNX counts positions over the whole tensor, and by columns inside a plane when storage_order is
 * 1.
 */
async function indices(
  read: (name: string) => Promise<ArrayLike<number>>,
  one: Case,
): Promise<ArrayLike<number>> {
  const [, , height = 1, width = 1] = operand(one, 0).shape;
  const argmax = await read("op.argmax");
  const wanted = one.expected.get(one.order.outputs[1] ?? "");
  const windows = argmax.length / size(operand(one, 0).shape.slice(0, 2));
  if (wanted === undefined) return argmax;
  const byColumn = numberOf(one.settings, "storage_order", 0) === 1;
  return Float64Array.from(argmax, (position, at) => {
    const inside = byColumn ? (position % width) * height + Math.floor(position / width) : position;
    return Math.floor(at / windows) * height * width + inside;
  });
}

function responseNorm(one: Case): RawAttributes {
  const settings = onlyKnownSettings(one, ["size", "alpha", "beta", "bias"]);
  if (numberOf(settings, "size", 0) % 2 === 0)
    throw new LabError("unsupported", "an even window lies one channel off PyTorch's");
  return {
    size: settings["size"],
    alpha: settings["alpha"],
    beta: settings["beta"],
    k: settings["bias"],
  };
}

/**
 * Before opset 13 the tensor is seen as a matrix cut at the axis; since then one axis is
 * normalised, the last by default.
 */
function softmaxLike(op: string): Mapping {
  const isMatrix = (one: Case): boolean => one.opset > 0 && one.opset < 13;
  return {
    op,
    results: ["y"],
    reshaped: true,
    inputs(one) {
      const { shape, data } = operand(one, 0);
      const axis = axisOf(one, shape, isMatrix(one) ? 1 : -1);
      return {
        x: isMatrix(one)
          ? { shape: [size(shape.slice(0, axis)), size(shape.slice(axis))], data }
          : { shape, data },
      };
    },
    attributes(one) {
      onlyKnownSettings(one, ["axis"]);
      return { axis: isMatrix(one) ? 1 : axisOf(one, operand(one, 0).shape, -1) };
    },
  };
}
