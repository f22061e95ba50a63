/**
 * Model code -> NetworkSpec: `nn.Conv2d(3, 10, 3, stride=2, padding=1)`, a short `nn.Sequential(…)`, or the same in Keras. What
 * PyTorch does not say (the size of the picture) comes from the caller. Throws LabError "format" in the reader's words.
 */
import { check, LabError } from "../../../../engine/core/errors";
import type { LayerSpec, NetworkSpec } from "../../../../engine/graph/spec";
import { nearest } from "../../../../engine/graph/suggest";
import { Arguments } from "./layers";
import { type Call, parsePython, placeIn, type Value } from "./python";

type Settings = Omit<LayerSpec, "name">;
type Rule = (read: (order: readonly string[]) => Arguments) => readonly Settings[];

const LARGEST = 64;

export function readCode(text: string, input: readonly number[]): NetworkSpec {
  const model = parsePython(text);
  const calls = layersOf(text, model);
  check(calls.length <= LARGEST, "limit", `There are ${calls.length} layers; at most ${LARGEST} are read.`);
  const settings = calls.flatMap((call) => layer(text, call));
  const size =
    settings.flatMap((one) => (one.op === "input" ? [one["shape"] as readonly number[]] : []))[0] ?? withChannels(input, settings);
  const layers = settings.filter((one) => one.op !== "input");
  check(layers.length > 0, "format", "There is no layer in this code.");
  return { format: 1, name: "model", input: size, layers: named(layers) };
}

/** PyTorch's first layer says how many channels the picture has; the size of the picture stays. */
function withChannels(input: readonly number[], settings: readonly Settings[]): readonly number[] {
  const first = settings[0];
  const channels = first?.["in_channels"];
  if (typeof channels === "number" && input.length === 3) return [channels, ...input.slice(1)];
  const features = first?.["in_features"];
  return typeof features === "number" ? [features] : input;
}

function layersOf(text: string, model: Call): readonly Call[] {
  if (model.name !== "Sequential") return [model];
  const items = model.positional.flatMap((item) => (item.kind === "list" ? item.items : [item]));
  return items.map((item: Value) => {
    if (item.kind !== "call") throw new LabError("format", `${placeIn(text, item.at)}: a layer was expected.`);
    return item;
  });
}

function layer(text: string, call: Call): readonly Settings[] {
  const rule = RULES[call.name];
  if (rule === undefined) {
    const close = nearest(call.name, Object.keys(RULES));
    throw new LabError(
      "format",
      `${placeIn(text, call.at)}: ${call.full} is not understood here${close === undefined ? "" : `; did you mean ${close}?`}`,
      `Known: ${Object.keys(RULES).join(", ")}.`,
    );
  }
  let read: Arguments | null = null;
  const settings = rule((order) => (read = new Arguments(text, call, order)));
  (read as Arguments | null)?.done();
  return settings;
}

const PLAIN =
  (op: string): Rule =>
  (read) => {
    read([]);
    return [{ op }];
  };

/** Keras names the activation inside the layer; the lecture draws it as a box of its own. */
function activated(read: Arguments, settings: Settings): readonly Settings[] {
  const word = read.word("activation");
  if (word === null || word === "linear") return [settings];
  check(
    ["relu", "sigmoid", "tanh", "softmax", "softplus", "elu"].includes(word),
    "format",
    `the activation “${word}” is not understood here.`,
  );
  return [settings, { op: word }];
}

function kerasPadding(read: Arguments, kernel: number | readonly [number, number]): number | readonly [number, number] {
  const word = read.word("padding") ?? "valid";
  check(word === "valid" || word === "same", "format", `padding is "valid" or "same" in Keras, not “${word}”.`);
  if (word === "valid") return 0;
  return typeof kernel === "number" ? (kernel - 1) / 2 : [(kernel[0] - 1) / 2, (kernel[1] - 1) / 2];
}

function pool(op: "maxpool2d" | "avgpool2d"): Rule {
  return (read) => {
    const given = read(["kernel_size", "stride", "padding"]);
    const kernel = given.pair("kernel_size");
    return [
      {
        op,
        kernel_size: kernel,
        stride: given.value("stride") === undefined ? kernel : given.pair("stride"),
        padding: given.pair("padding", 0),
      },
    ];
  };
}

function kerasPool(op: "maxpool2d" | "avgpool2d"): Rule {
  return (read) => {
    const given = read(["pool_size", "strides", "padding"]);
    const kernel = given.pair("pool_size", 2);
    return [
      {
        op,
        kernel_size: kernel,
        stride: given.value("strides") === undefined ? kernel : given.pair("strides"),
        padding: kerasPadding(given, kernel),
      },
    ];
  };
}

const RULES: Readonly<Record<string, Rule>> = {
  Conv2d(read) {
    const given = read(["in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation", "groups", "bias"]);
    const word = given.value("padding")?.kind === "text" ? given.word("padding") : null;
    const settings = {
      in_channels: given.whole("in_channels"),
      out_channels: given.whole("out_channels"),
      kernel_size: given.pair("kernel_size"),
      stride: given.pair("stride", 1),
      padding: word ?? given.pair("padding", 0),
    };
    const rest = { dilation: given.pair("dilation", 1), groups: given.whole("groups", 1), bias: given.flag("bias", true) };
    return [
      {
        op: "conv2d",
        ...settings,
        ...(rest.dilation === 1 ? {} : { dilation: rest.dilation }),
        ...(rest.groups === 1 ? {} : { groups: rest.groups }),
        ...(rest.bias ? {} : { bias: false }),
      },
    ];
  },
  Linear(read) {
    const given = read(["in_features", "out_features", "bias"]);
    return [
      {
        op: "linear",
        in_features: given.whole("in_features"),
        out_features: given.whole("out_features"),
        ...(given.flag("bias", true) ? {} : { bias: false }),
      },
    ];
  },
  MaxPool2d: pool("maxpool2d"),
  AvgPool2d: pool("avgpool2d"),
  BatchNorm2d(read) {
    const given = read(["num_features"]);
    return [{ op: "batchnorm", num_features: given.whole("num_features") }];
  },
  Dropout(read) {
    const given = read(["p"]);
    return [{ op: "dropout", p: given.number("p", 0.5) }];
  },
  Softmax(read) {
    const given = read(["dim"]);
    given.value("dim");
    return [{ op: "softmax" }];
  },
  Flatten: PLAIN("flatten"),
  ReLU: PLAIN("relu"),
  Sigmoid: PLAIN("sigmoid"),
  Tanh: PLAIN("tanh"),
  Input(read) {
    const shape = read(["shape"]).numbers("shape");
    check(shape !== null && shape.length === 3, "format", "Input takes the shape (height, width, channels).");
    const [height = 1, width = 1, channels = 1] = shape;
    return [{ op: "input", shape: [channels, height, width] }];
  },
  Conv2D(read) {
    const given = read(["filters", "kernel_size", "strides", "padding"]);
    const kernel = given.pair("kernel_size");
    const settings = {
      op: "conv2d",
      out_channels: given.whole("filters"),
      kernel_size: kernel,
      stride: given.pair("strides", 1),
      padding: kerasPadding(given, kernel),
      ...(given.flag("use_bias", true) ? {} : { bias: false }),
    };
    return activated(given, settings);
  },
  Dense(read) {
    const given = read(["units"]);
    return activated(given, { op: "linear", out_features: given.whole("units") });
  },
  MaxPooling2D: kerasPool("maxpool2d"),
  AveragePooling2D: kerasPool("avgpool2d"),
  BatchNormalization: PLAIN("batchnorm"),
};

/** conv1, relu1, conv2 …: each kind counted by itself. */
function named(layers: readonly Settings[]): LayerSpec[] {
  const counts = new Map<string, number>();
  const short: Readonly<Record<string, string>> = { conv2d: "conv", maxpool2d: "pool", avgpool2d: "pool", linear: "fc", batchnorm: "bn" };
  return layers.map((settings) => {
    const base = short[settings.op as string] ?? String(settings.op);
    const count = (counts.get(base) ?? 0) + 1;
    counts.set(base, count);
    return { ...settings, op: String(settings.op), name: `${base}${count}` };
  });
}
