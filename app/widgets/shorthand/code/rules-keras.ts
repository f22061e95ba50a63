/** `layers.…`: what Keras's layers say. Sizes are height, width, channels; an activation may stand inside a layer. */
import type { Arguments } from "./layers";
import { layer, type Meaning, plain, type Rules, type Settings, unusual } from "./rules";

const ACTIVATIONS = ["linear", "relu", "sigmoid", "tanh", "softmax", "softplus", "elu", "leaky_relu"] as const;

export const KERAS: Rules = {
  Input: (read) => [input(read(["shape"]), "shape")],
  InputLayer(read) {
    const given = read(["shape", "input_shape"]);
    return [input(given, given.value("input_shape") === undefined ? "shape" : "input_shape")];
  },
  Conv2D(read) {
    const given = read(["filters", "kernel_size", "strides", "padding", "data_format", "dilation_rate", "groups"]);
    given.only("data_format", "channels_last");
    const settings = {
      op: "conv2d",
      out_channels: given.whole("filters"),
      kernel_size: given.pair("kernel_size"),
      stride: given.pair("strides", 1),
      ...unusual({
        dilation: [given.pair("dilation_rate", 1), 1],
        groups: [given.whole("groups", 1), 1],
        bias: [given.flag("use_bias", true), true],
      }),
    };
    return [...inputShape(given), padded(given, settings), ...activated(given)];
  },
  Dense(read) {
    const given = read(["units", "activation", "use_bias"]);
    const settings = { op: "linear", out_features: given.whole("units"), ...unusual({ bias: [given.flag("use_bias", true), true] }) };
    return [...inputShape(given), layer(settings), ...activated(given)];
  },
  MaxPooling2D: (read) => [pool("maxpool2d", read(["pool_size", "strides", "padding"]))],
  AveragePooling2D: (read) => [pool("avgpool2d", read(["pool_size", "strides", "padding"]))],
  GlobalAveragePooling2D(read) {
    const kept = read(["data_format", "keepdims"]).flag("keepdims", false);
    const pooled = layer({ op: "adaptive_avgpool2d", output_size: 1 });
    return kept ? [pooled] : [pooled, layer({ op: "flatten" })];
  },
  ZeroPadding2D: (read) => [zeroPadding(read(["padding"]))],
  BatchNormalization: plain("batchnorm"),
  Flatten(read) {
    return [...inputShape(read([])), layer({ op: "flatten" })];
  },
  Dropout(read) {
    return [layer({ op: "dropout", p: read(["rate"]).number("rate", 0.5) })];
  },
  Activation(read) {
    const given = read(["activation"]);
    const meanings = activated(given);
    if (meanings.length > 0) return meanings;
    throw given.problem(given.value("activation"), `Activation takes one of ${ACTIVATIONS.slice(1).join(", ")}`);
  },
  ReLU: plain("relu"),
  LeakyReLU(read) {
    return [layer({ op: "leaky_relu", negative_slope: read(["negative_slope"]).number("negative_slope", 0.3) })];
  },
  ELU(read) {
    return [layer({ op: "elu", alpha: read(["alpha"]).number("alpha", 1) })];
  },
  Softmax(read) {
    read(["axis"]).only("axis", -1);
    return [layer({ op: "softmax" })];
  },
};

/** Shapes without the batch: (39, 39, 3), or (784,). */
function input(given: Arguments, name: string): Meaning {
  const shape = given.numbers(name);
  const [height = 1, width = 1, channels = 1] = shape ?? [];
  const fits =
    shape !== null && (shape.length === 3 || shape.length === 1) && shape.every((extent) => Number.isInteger(extent) && extent > 0);
  if (!fits) throw given.problem(given.value(name), `${given.call.full} takes the shape (height, width, channels), or (features,)`);
  return { kind: "input", shape: shape.length === 1 ? [height] : [channels, height, width] };
}

function inputShape(given: Arguments): readonly Meaning[] {
  return given.value("input_shape") === undefined ? [] : [input(given, "input_shape")];
}

/** Keras names the activation inside the layer; the lecture draws it as a box of its own. */
function activated(given: Arguments): readonly Meaning[] {
  const word = given.choice("activation", ACTIVATIONS);
  if (word === null || word === "linear") return [];
  return [layer(word === "leaky_relu" ? { op: word, negative_slope: 0.2 } : { op: word })];
}

function padded(given: Arguments, settings: Settings): Meaning {
  return given.choice("padding", ["valid", "same"]) === "same" ? { kind: "same", settings } : layer({ ...settings, padding: 0 });
}

function pool(op: string, given: Arguments): Meaning {
  const kernel_size = given.pair("pool_size", 2);
  const strides = given.value("strides");
  const none = strides === undefined || (strides.kind === "truth" && strides.value === null);
  return padded(given, { op, kernel_size, stride: none ? kernel_size : given.pair("strides") });
}

/** One number, (height, width), or ((top, bottom), (left, right)). */
function zeroPadding(given: Arguments): Meaning {
  const value = given.value("padding");
  const sides = value?.kind === "list" ? value.items : [];
  const nested = sides.map((side) => (side.kind === "list" ? side.items : [side, side]));
  const numbers = nested.flat().map((side) => (side.kind === "number" ? side.value : Number.NaN));
  const [top, bottom, left, right] = numbers;
  if (value?.kind === "number" || value === undefined) {
    const all = given.whole("padding", 1);
    return { kind: "pad", padding: [all, all, all, all], value: 0 };
  }
  const four = numbers.length === 4 && numbers.every((side) => Number.isInteger(side) && side >= 0);
  if (!four || top === undefined || bottom === undefined || left === undefined || right === undefined)
    throw given.problem(value, "padding takes one whole number, (height, width), or ((top, bottom), (left, right))");
  return { kind: "pad", padding: [top, left, bottom, right], value: 0 };
}
