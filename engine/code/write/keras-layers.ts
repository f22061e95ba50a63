/** One layer in Keras, with every setting whose default there is another one. */
import { LabError } from "../../core/errors";
import type { LayerShape } from "../../graph/shapes";
import { kerasWord } from "../keras-activations";
import { samePadding } from "../same-padding";
import { python, sides } from "./python";

const HOLDS: ReadonlySet<string> = new Set(["conv2d", "linear"]);

/** The word for `next` inside `layer`, where Keras writes the two as one; else null. */
export function kerasActivation(layer: LayerShape, next: LayerShape): string | null {
  return HOLDS.has(layer.kind) ? wordFor(next) : null;
}

/** Keras's softmax goes over the channels, the last axis there; its word gelu is the exact form. */
function wordFor({ kind, attributes }: LayerShape): string | null {
  const axis = attributes["axis"] ?? 1;
  return axis === 1 && attributes["approximate"] !== "tanh" ? kerasWord(kind) : null;
}

/** One line, or two where padding is a layer of its own. */
export function kerasLayer(
  layer: LayerShape,
  activation: string | null,
  isFlattened: boolean,
): readonly string[] {
  const { kind, attributes } = layer;
  const get = (name: string): string => sides(attributes[name]);
  const inside = activation === null ? "" : `, activation="${activation}"`;
  const bias = attributes["bias"] === false ? ", use_bias=False" : "";
  switch (kind) {
    case "conv2d":
      return convolution(layer, `${inside}${bias}`);
    case "linear":
      return [`layers.Dense(${get("out_features")}${inside}${bias})`];
    case "maxpool2d":
    case "avgpool2d":
      return pooling(layer);
    case "adaptive_avgpool2d":
      if (layer.shape[1] !== 1 || layer.shape[2] !== 1)
        throw unsupported(layer, "averaging to more than one number");
      return [`layers.GlobalAveragePooling2D(${isFlattened ? "" : "keepdims=True"})`];
    case "global_avgpool2d":
      return [`layers.GlobalAveragePooling2D(${isFlattened ? "" : "keepdims=True"})`];
    case "global_maxpool2d":
      return [`layers.GlobalMaxPooling2D(${isFlattened ? "" : "keepdims=True"})`];
    default:
      return [otherLayer(layer)];
  }
}

function convolution(layer: LayerShape, rest: string): readonly string[] {
  const { attributes } = layer;
  const get = (name: string): string => sides(attributes[name]);
  if (get("stride") !== "1" && get("dilation") !== "1")
    throw unsupported(layer, "stride and dilation together");
  const padding = paddingOf(layer);
  const settings = [
    get("out_channels"),
    get("kernel_size"),
    ...optional("strides", attributes["stride"], "1"),
    ...padding.words,
    ...optional("dilation_rate", attributes["dilation"], "1"),
    ...optional("groups", attributes["groups"], "1"),
  ];
  return [...padding.before, `layers.Conv2D(${settings.join(", ")}${rest})`];
}

function pooling(layer: LayerShape): readonly string[] {
  const { kind, attributes } = layer;
  if (attributes["ceil_mode"] === true) throw unsupported(layer, "ceil_mode");
  if (sides(attributes["dilation"] ?? 1) !== "1")
    throw unsupported(layer, "a pooling with dilation");
  if ((attributes["divisor_override"] ?? 0) !== 0)
    throw unsupported(layer, "an average over another divisor");
  const padding = paddingOf(layer);
  const name = kind === "maxpool2d" ? "MaxPooling2D" : "AveragePooling2D";
  const window = sides(attributes["kernel_size"]);
  const settings = [window, ...optional("strides", attributes["stride"], window), ...padding.words];
  return [...padding.before, `layers.${name}(${settings.join(", ")})`];
}

function otherLayer(layer: LayerShape): string {
  const { kind, attributes } = layer;
  const get = (name: string): string => python(attributes[name]);
  switch (kind) {
    case "batchnorm":
    case "batchnorm1d":
    case "batchnorm2d":
      return batchNormalization(layer);
    case "dropout":
      return `layers.Dropout(${get("p")})`;
    case "groupnorm":
    case "layernorm":
      return normalization(layer);
    case "noise":
      if (attributes["mean_std"] !== 0 || attributes["scale_std"] !== 0)
        throw unsupported(layer, "noise that a channel shares");
      return `layers.GaussianNoise(${get("std")})`;
    case "flatten":
      return "layers.Flatten()";
    case "identity":
      return "layers.Identity()";
    case "leaky_relu":
      return `layers.LeakyReLU(negative_slope=${get("negative_slope")})`;
    case "elu":
      return `layers.ELU(alpha=${get("alpha")})`;
    case "prelu":
      return prelu(layer);
    default:
      return joinOrShape(layer) ?? activationLayer(layer);
  }
}

/** Layers that join several, or that give the cells another shape. */
function joinOrShape(layer: LayerShape): string | null {
  const { kind, inputShapes, shape } = layer;
  switch (kind) {
    case "add":
      if (inputShapes.some((input) => input.join() !== shape.join()))
        throw unsupported(layer, "a sum of different shapes");
      return "layers.Add()";
    case "mul":
      if (inputShapes.some((input) => input.length !== shape.length))
        throw unsupported(layer, "a product of tensors with different numbers of axes");
      return "layers.Multiply()";
    case "concat":
      return "layers.Concatenate()";
    case "unflatten":
      if (shape.slice(1).some((side) => side !== 1))
        throw unsupported(layer, "pictures whose channels come first");
      return `layers.Reshape((1, 1, ${shape[0]}))`;
    case "upsample":
      return upsampling(layer);
    default:
      return null;
  }
}

function activationLayer(layer: LayerShape): string {
  const word = wordFor(layer);
  if (word === null) throw unsupported(layer, `${layer.kind} as one layer`);
  return `layers.Activation("${word}")`;
}

function upsampling(layer: LayerShape): string {
  const { scale_factor, mode, align_corners } = layer.attributes;
  if (align_corners === true) throw unsupported(layer, "an enlargement that aligns corners");
  const how = mode === "bilinear" ? ', interpolation="bilinear"' : "";
  return `layers.UpSampling2D(${sides(scale_factor)}${how})`;
}

/** Keras's momentum is the share that stays: 1 − PyTorch's. */
function batchNormalization({ attributes }: LayerShape): string {
  const stays = Number((1 - Number(attributes["momentum"])).toPrecision(12));
  const settings = [
    ...optional("momentum", stays, "0.99"),
    ...optional("epsilon", attributes["eps"], "0.001"),
    ...(attributes["affine"] === false ? ["center=False", "scale=False"] : []),
  ];
  return `layers.BatchNormalization(${settings.join(", ")})`;
}

function normalization({ kind, attributes, shape }: LayerShape): string {
  const isAffine = attributes["affine"] ?? attributes["elementwise_affine"];
  const settings = [
    kind === "groupnorm" ? python(attributes["num_groups"]) : `axis=[${axesOf(shape)}]`,
    ...optional("epsilon", attributes["eps"], "0.001"),
    ...(isAffine === false ? ["center=False", "scale=False"] : []),
  ];
  const name = kind === "groupnorm" ? "GroupNormalization" : "LayerNormalization";
  return `layers.${name}(${settings.join(", ")})`;
}

function axesOf(shape: readonly number[]): string {
  return shape.map((_, at) => at + 1).join(", ");
}

/** Keras has one slope for each number unless it is told which axes share one. */
function prelu({ attributes, shape }: LayerShape): string {
  const shared = shape.length === 3 ? [1, 2] : [];
  const all = attributes["num_parameters"] === 1 ? [...shared, shared.length + 1] : shared;
  const axes = all.length === 0 ? "" : `, shared_axes=[${all.join(", ")}]`;
  return `layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25)${axes})`;
}

/** `strides=2`, and nothing where it is what the library would take anyway. */
function optional(name: string, value: unknown, usual: string): readonly string[] {
  return sides(value) === usual ? [] : [`${name}=${sides(value)}`];
}

type Sides = readonly [top: number, left: number, bottom: number, right: number];

/**
 * Keras knows "valid" and "same"; other zeros are a layer of their own, which a maximum would take
 * for values.
 */
function paddingOf(layer: LayerShape): {
  readonly before: readonly string[];
  readonly words: readonly string[];
} {
  const given = sidesOf(layer.attributes["padding"]);
  if (given.every((side) => side === 0)) return { before: [], words: [] };
  const isAveraged = layer.kind === "avgpool2d" && layer.attributes["count_include_pad"] === true;
  if (!isAveraged && given.join() === sameSides(layer).join())
    return { before: [], words: ['padding="same"'] };
  if (layer.kind === "maxpool2d") throw unsupported(layer, "a maximum pooling with this padding");
  if (layer.kind === "avgpool2d" && !isAveraged)
    throw unsupported(layer, "an average that leaves out this padding");
  const [top, left, bottom, right] = given;
  const isEven = top === bottom && left === right;
  const all = isEven ? sides([top, left]) : `((${top}, ${bottom}), (${left}, ${right}))`;
  return { before: [`layers.ZeroPadding2D(${all})`], words: [] };
}

function sidesOf(given: unknown): Sides {
  const [top = 0, left = 0, bottom = top, right = left] = Array.isArray(given)
    ? given.map(Number)
    : [];
  return [top, left, bottom, right];
}

/** What "same" would be for this layer. */
function sameSides({ attributes, inputShapes }: LayerShape): readonly number[] {
  const [, height = 1, width = 1] = inputShapes[0] ?? [];
  return samePadding([height, width], {
    kernel_size: attributes["kernel_size"],
    stride: attributes["stride"],
    dilation: attributes["dilation"],
  });
}

function unsupported({ name }: LayerShape, what: string): LabError {
  return new LabError(
    "unsupported",
    `${name}: Keras has no layer for ${what}.`,
    "The other three representations and the other library show it.",
  );
}
