/** Activations, norms, dropout, softmax. */
import type { OnnxNode } from "../data/formats/onnx/model";
import { opFor } from "../graph/vocabulary";
import type { Builder } from "./builder";
import { axisOf, real, refuse, rounded, whole, word } from "./node";
import { type Activation, type Constant, hasOwnAxes, isInOrder } from "./values";
import { floats, perChannel, vector } from "./weights";

type Handler = (builder: Builder, node: OnnxNode) => void;

/** A layer that ONNX writes as one node without settings. */
export function simple(op: string): Handler {
  return (builder, node) => builder.set(node, builder.cellwise(node, known(node, op), {}));
}

export const leakyRelu: Handler = (builder, node) =>
  builder.set(
    node,
    builder.cellwise(node, "leaky_relu", { negative_slope: real(node, "alpha", 0.01) }),
  );

export const elu: Handler = (builder, node) =>
  builder.set(node, builder.cellwise(node, "elu", { alpha: real(node, "alpha", 1) }));

export const gelu: Handler = (builder, node) =>
  builder.set(
    node,
    builder.cellwise(node, "gelu", { approximate: word(node, "approximate", "none") }),
  );

/** x ≥ 0, which a Cast makes 1 or 0. */
export const binaryStep: Handler = (builder, node) => {
  const bound = builder.numbers(node, 1) ?? [];
  if (bound.length !== 1 || bound[0] !== 0)
    refuse(node, "it compares with something else than 0", "A step at 0 is read.");
  builder.set(node, builder.cellwise(node, "binary_step", {}));
};

export const prelu: Handler = (builder, node) => {
  const slopes = builder.constant(node, 1) ?? refuse(node, "it has no slopes", "", "format");
  const from = twoAxes(builder, node);
  const slope = slopes.cells === 1 ? floats(slopes, [1]) : vector(perChannel(slopes, from));
  const settings = { num_parameters: slope.data.length };
  const made = builder.add(node, "prelu", settings, [from], new Map([["slope", slope]]));
  builder.set(node, { ...from, ...layerOf(made) });
};

export const hardSigmoid: Handler = (builder, node) => {
  const [alpha, beta] = [real(node, "alpha", 0.2), real(node, "beta", 0.5)];
  if (Math.abs(alpha - 1 / 6) > 1e-6 || beta !== 0.5)
    refuse(
      node,
      `alpha ${alpha} and beta ${beta} are not read`,
      "PyTorch's are read: alpha 1/6, beta 0.5.",
    );
  builder.set(node, builder.cellwise(node, known(node, "hardsigmoid"), {}));
};

export const clip: Handler = (builder, node) => {
  const bound = (name: string, at: number): number | undefined =>
    node.attributes.get(name)?.float ?? builder.numbers(node, at)?.[0];
  const low = bound("min", 1) ?? -Infinity;
  const high = bound("max", 2) ?? Infinity;
  const isOpen = high > 3e38;
  if (low < -3e38 && isOpen) return builder.set(node, builder.activation(node));
  if (low === 0 && (isOpen || high === 6))
    return builder.set(node, builder.cellwise(node, known(node, isOpen ? "relu" : "relu6"), {}));
  return refuse(
    node,
    `it cuts at ${low} and ${high}`,
    "Clip from 0 to 6 (ReLU6) and from 0 (ReLU) are read.",
  );
};

export const dropout: Handler = (builder, node) => {
  const ratio = node.attributes.get("ratio")?.float ?? builder.numbers(node, 1)?.[0] ?? 0.5;
  if (builder.isUsed(node.outputs[1])) refuse(node, "its mask is used");
  builder.set(node, builder.cellwise(node, "dropout", { p: rounded(ratio) }));
};

export const batchNorm: Handler = (builder, node) => {
  const given = twoAxes(builder, node);
  const isFlat = given.view.length === 4 && given.shape.length === 1;
  const from = isFlat ? builder.picture(node) : given;
  if (!isInOrder(from))
    refuse(node, "it comes after a flatten of rows, columns and channels in another order");
  if (whole(node, "spatial", 1) !== 1)
    refuse(node, "spatial 0 gives each pixel its own statistics");
  if (whole(node, "training_mode", 0) === 1)
    builder.notes.add(
      "The file was written by a network in training; in use its batch norms take their running statistics.",
    );
  const channels = from.shape[0] ?? 1;
  const tensor = (at: number) => {
    const values = builder.constant(node, at) ?? missing(node, at);
    return floats(values, values.cells === channels ? [channels] : values.shape);
  };
  const weights = new Map([
    ["gamma", tensor(1)],
    ["beta", tensor(2)],
    ["running_mean", tensor(3)],
    ["running_var", tensor(4)],
  ]);
  const settings = {
    eps: real(node, "epsilon", 1e-5),
    momentum: rounded(1 - real(node, "momentum", 0.9)),
  };
  const made = builder.add(node, "batchnorm", settings, [from], weights);
  builder.set(node, { ...from, ...layerOf(made) });
};

export const lrn: Handler = (builder, node) => {
  const from = builder.picture(node);
  const size = whole(node, "size", 0);
  if (size % 2 === 0)
    refuse(
      node,
      `its size ${size} is even: ONNX takes one channel more behind, PyTorch before`,
      "Odd sizes are read.",
    );
  const made = builder.add(
    node,
    "local_response_norm",
    {
      size,
      alpha: real(node, "alpha", 1e-4),
      beta: real(node, "beta", 0.75),
      k: real(node, "bias", 1),
    },
    [from],
  );
  builder.set(node, made);
};

export const softmax: Handler = (builder, node) => {
  const op = node.op === "Softmax" ? "softmax" : "log_softmax";
  const from = twoAxes(builder, node);
  const { view, order } = from;
  const isOld = builder.model.opset < 13;
  const axis = axisOf(node, whole(node, "axis", isOld ? 1 : -1), view.length);
  const behind = view.slice(axis + 1).reduce((all, extent) => all * extent, 1);
  if (axis === 0 || (isOld && behind !== 1))
    refuse(node, "it runs over several axes", "Softmax over the classes or channels is read.");
  if (view.length > 2 && !hasOwnAxes(from)) refuse(node, "a reshape before it mixes its axes");
  const engineAxis = view.length === 2 ? 1 : (order[axis - 1] ?? 0) + 1;
  const made = builder.add(node, op, { axis: engineAxis }, [from]);
  builder.set(node, { ...from, ...layerOf(made) });
};

/** What a node reads, made a list of features where ONNX sees [batch, features]. */
export function twoAxes(builder: Builder, node: OnnxNode, at = 0): Activation {
  const from = builder.activation(node, at);
  return from.view.length === 2 ? builder.features(node, from) : from;
}

/** The layer that stands for a value from now on; the order of its cells stays. */
export function layerOf({ layer, shape }: Activation): Pick<Activation, "layer" | "shape"> & {
  readonly isPositive: boolean;
} {
  return { layer, shape, isPositive: false };
}

function known(node: OnnxNode, op: string): string {
  return opFor(op) === undefined ? refuse(node, "the lab has no such layer") : op;
}

function missing(node: OnnxNode, at: number): Constant {
  return refuse(node, `input ${at} is missing`, "", "format");
}
