/**
 * `layers.…`: what Keras's layers say. Sizes are height, width, channels; an activation may stand
 * inside a layer. Older names of a layer are aliases.
 */
import { KERAS_ACTIVATIONS } from "../keras-activations";
import type { Arguments } from "./arguments";
import { layer, type Meaning, type Settings, unusual } from "./meaning";
import type { Rule } from "./torch-layers";

const WORDS = ["linear", ...Object.keys(KERAS_ACTIVATIONS)];

const RULES: Readonly<Record<string, Rule>> = {
  InputLayer(read) {
    const given = read("input_shape", "batch_size", "dtype");
    const name = given.value("input_shape") === undefined ? "shape" : "input_shape";
    return [input(given, name)];
  },
  Conv2D(read) {
    const given = read(
      "filters",
      "kernel_size",
      "strides",
      "padding",
      "data_format",
      "dilation_rate",
      "groups",
      "activation",
      "use_bias",
      "kernel_initializer",
      "bias_initializer",
    );
    channelsLast(given);
    const [stride, dilation] = [given.pair("strides", 1), given.pair("dilation_rate", 1)];
    if (stride !== 1 && dilation !== 1)
      throw given.problem(
        given.find("dilation_rate")?.at,
        "Keras has no convolution with strides and dilation_rate above 1 together",
      );
    const settings = {
      op: "conv2d",
      out_channels: given.whole("filters"),
      kernel_size: given.pair("kernel_size"),
      stride,
      ...unusual({
        dilation: [dilation, 1],
        groups: [given.whole("groups", 1), 1],
        bias: [given.flag("use_bias", true), true],
      }),
    };
    initialisers(given);
    return [...inputShape(given), padded(given, settings), ...activated(given)];
  },
  Dense(read) {
    const given = read("units", "activation", "use_bias", "kernel_initializer", "bias_initializer");
    const settings = {
      op: "linear",
      out_features: given.whole("units"),
      ...unusual({ bias: [given.flag("use_bias", true), true] }),
    };
    initialisers(given);
    return [...inputShape(given), layer(settings, 1), ...activated(given)];
  },
  MaxPooling2D: (read) => pool("maxpool2d", read("pool_size", "strides", "padding", "data_format")),
  AveragePooling2D: (read) =>
    pool("avgpool2d", read("pool_size", "strides", "padding", "data_format")),
  GlobalAveragePooling2D: (read) =>
    globalPool("adaptive_avgpool2d", read("data_format", "keepdims")),
  GlobalMaxPooling2D: (read) => globalPool("global_maxpool2d", read("data_format", "keepdims")),
  ZeroPadding2D: (read) => zeroPadding(read("padding", "data_format")),
  BatchNormalization(read) {
    const given = read("axis", "momentum", "epsilon", "center", "scale");
    given.only("axis", -1, 3);
    for (const name of STATISTICS) given.find(name);
    const momentum = Number((1 - given.number("momentum", 0.99)).toPrecision(12));
    const settings = {
      op: "batchnorm",
      ...unusual({
        eps: [given.number("epsilon", 1e-3), 1e-5],
        momentum: [momentum, 0.1],
        affine: [isAffine(given), true],
      }),
    };
    return [...inputShape(given), layer(settings)];
  },
  GroupNormalization(read) {
    const given = read("groups", "axis", "epsilon", "center", "scale");
    given.only("axis", -1, 3);
    const [eps, affine] = [given.number("epsilon", 1e-3), isAffine(given)];
    const settings = unusual({ eps: [eps, 1e-5], affine: [affine, true] });
    return [layer({ op: "groupnorm", num_groups: given.whole("groups", 32), ...settings })];
  },
  Flatten(read) {
    const given = read("data_format");
    channelsLast(given);
    return [...inputShape(given), layer({ op: "flatten" })];
  },
  Dropout(read) {
    const given = read("rate", "noise_shape", "seed");
    given.only("noise_shape", null);
    given.find("seed");
    return [...inputShape(given), layer({ op: "dropout", p: given.number("rate", 0.5) })];
  },
  GaussianNoise(read) {
    const given = read("stddev", "seed");
    given.find("seed");
    return [...inputShape(given), layer({ op: "noise", std: given.number("stddev", 0.1) })];
  },
  Activation(read) {
    const given = read("activation");
    if (given.value("activation") === undefined)
      throw given.problem(undefined, `Activation takes one of ${WORDS.join(", ")}`);
    return [...inputShape(given), ...activated(given)];
  },
  ReLU(read) {
    const given = read("max_value", "negative_slope", "threshold");
    given.only("max_value", null);
    given.only("threshold", 0);
    const slope = given.number("negative_slope", 0);
    return [
      ...inputShape(given),
      layer(slope === 0 ? { op: "relu" } : { op: "leaky_relu", negative_slope: slope }),
    ];
  },
  LeakyReLU(read) {
    const given = read("negative_slope");
    const name = given.value("alpha") === undefined ? "negative_slope" : "alpha";
    return [layer({ op: "leaky_relu", negative_slope: given.number(name, 0.3) })];
  },
  PReLU(read) {
    const given = read("alpha_initializer", "alpha_regularizer", "alpha_constraint", "shared_axes");
    for (const name of ["alpha_initializer", "alpha_regularizer", "alpha_constraint"])
      given.find(name);
    const found = given.value("shared_axes");
    const axes = found?.value.kind === "list" ? found.value.items : [];
    const shared = axes.map((one) => (one.kind === "number" ? one.value : 0)).toSorted();
    return [layer({ op: "prelu", shared_axes: shared })];
  },
  ELU: (read) => [layer({ op: "elu", alpha: read("alpha").number("alpha", 1) })],
  Softmax(read) {
    read("axis").only("axis", -1);
    return [layer({ op: "softmax" })];
  },
  Identity(read) {
    read();
    return [layer({ op: "identity" })];
  },
};

export const KERAS_LAYERS: Readonly<Record<string, Rule>> = {
  ...RULES,
  ...aliases({
    Convolution2D: "Conv2D",
    MaxPool2D: "MaxPooling2D",
    AvgPool2D: "AveragePooling2D",
    GlobalAvgPool2D: "GlobalAveragePooling2D",
    GlobalMaxPool2D: "GlobalMaxPooling2D",
  }),
};

/** Layers that prepare or augment pictures: in use they do nothing to a network. */
export const KERAS_DATA_LAYERS: ReadonlySet<string> = new Set([
  "Rescaling",
  "RandomFlip",
  "RandomRotation",
  "RandomZoom",
  "RandomTranslation",
  "RandomContrast",
  "RandomBrightness",
]);

const STATISTICS = [
  "beta_initializer",
  "gamma_initializer",
  "moving_mean_initializer",
  "moving_variance_initializer",
];

function aliases(names: Readonly<Record<string, string>>): Record<string, Rule> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([alias, name]) => {
      const rule = RULES[name];
      return rule === undefined ? [] : [[alias, rule]];
    }),
  );
}

function channelsLast(given: Arguments): void {
  given.only("data_format", "channels_last", null);
}

function initialisers(given: Arguments): void {
  given.find("kernel_initializer");
  given.find("bias_initializer");
}

/** Shapes without the batch: (39, 39, 3), (28, 28), or (784,); None is whatever the picture has. */
export function input(given: Arguments, name: string): Meaning {
  const found = given.value(name);
  const items = found?.value.kind === "list" ? found.value.items : found && [found.value];
  const sides = (items ?? []).map((one) =>
    one.kind === "none" ? null : one.kind === "number" && !one.isFloat ? one.value : 0,
  );
  const [height = 0, width = 0, channels = 1] = sides;
  if (sides.some((side) => side === 0) || sides.length < 1 || sides.length > 3)
    throw given.problem(
      found?.at,
      `${given.full} takes the shape (height, width, channels), or (features,)`,
    );
  return { kind: "input", shape: sides.length === 1 ? [height] : [channels, height, width] };
}

function inputShape(given: Arguments): readonly Meaning[] {
  if (given.value("input_shape") !== undefined) return [input(given, "input_shape")];
  return given.value("input_dim") === undefined ? [] : [input(given, "input_dim")];
}

/** Keras names the activation inside the layer; a network has it as a layer of its own. */
function activated(given: Arguments): readonly Meaning[] {
  const found = given.value("activation");
  if (found?.value.kind === "library") {
    const word = found.value.path.split(".").at(-1) ?? "";
    const settings = Object.hasOwn(KERAS_ACTIVATIONS, word) ? KERAS_ACTIVATIONS[word] : undefined;
    if (settings !== undefined) return [layer(settings)];
  }
  if (found?.value.kind === "module" && found.value.type === "layer") return found.value.meanings;
  const word = given.choice("activation", WORDS);
  const settings = word === null ? undefined : KERAS_ACTIVATIONS[word];
  return settings === undefined ? [] : [layer(settings)];
}

function padded(given: Arguments, settings: Settings): Meaning {
  return given.choice("padding", ["valid", "same"]) === "same"
    ? { kind: "same", settings, rank: 3 }
    : layer({ ...settings, padding: 0 }, 3);
}

function pool(op: string, given: Arguments): readonly Meaning[] {
  channelsLast(given);
  const kernel_size = given.pair("pool_size", 2);
  const stride = given.value("strides") === undefined ? kernel_size : given.pair("strides");
  return [...inputShape(given), padded(given, { op, kernel_size, stride })];
}

function globalPool(op: string, given: Arguments): readonly Meaning[] {
  channelsLast(given);
  const settings: Settings = op === "adaptive_avgpool2d" ? { op, output_size: 1 } : { op };
  return given.flag("keepdims", false)
    ? [layer(settings, 3)]
    : [layer(settings, 3), layer({ op: "flatten" })];
}

/** One number, (height, width), or ((top, bottom), (left, right)). */
function zeroPadding(given: Arguments): readonly Meaning[] {
  channelsLast(given);
  const found = given.value("padding");
  const items = found?.value.kind === "list" ? found.value.items : undefined;
  const all = items === undefined ? given.whole("padding", 1) : 0;
  const numbers = (items ?? []).flatMap((side) =>
    (side.kind === "list" ? side.items : [side, side]).map((one) =>
      one.kind === "number" ? one.value : Number.NaN,
    ),
  );
  const [top = all, bottom = all, left = all, right = all] = numbers;
  const sides = [top, left, bottom, right];
  const fits = sides.every((side) => Number.isInteger(side) && side >= 0);
  if ((items !== undefined && numbers.length !== 4) || !fits)
    throw given.problem(
      found?.at,
      "padding takes one whole number, (height, width), or ((top, bottom), (left, right))",
    );
  return [...inputShape(given), { kind: "pad", sides, value: 0 }];
}

function isAffine(given: Arguments): boolean {
  const [center, scale] = [given.flag("center", true), given.flag("scale", true)];
  if (center === scale) return center;
  const at = given.find(center ? "scale" : "center")?.at;
  throw given.problem(at, "center and scale are understood here together only");
}
