/** `nn.…`: what PyTorch's layers say. */
import type { Arguments } from "./layers";
import { layer, type Meaning, plain, type Rule, type Rules, unusual } from "./rules";

export const TORCH: Rules = {
  Conv2d(read) {
    const given = read(["in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation", "groups", "bias", "padding_mode"]);
    const settings = {
      op: "conv2d",
      in_channels: given.whole("in_channels"),
      out_channels: given.whole("out_channels"),
      kernel_size: given.pair("kernel_size"),
      stride: given.pair("stride", 1),
    };
    const padding = torchPadding(given, settings.stride);
    given.only("padding_mode", "zeros");
    const rest = unusual({
      dilation: [given.pair("dilation", 1), 1],
      groups: [given.whole("groups", 1), 1],
      bias: [given.flag("bias", true), true],
    });
    if (padding === "same") return [{ kind: "same", settings: { ...settings, ...rest } }];
    return [layer({ ...settings, padding, ...rest })];
  },
  Linear(read) {
    const given = read(["in_features", "out_features", "bias"]);
    const settings = { op: "linear", in_features: given.whole("in_features"), out_features: given.whole("out_features") };
    return [layer({ ...settings, ...unusual({ bias: [given.flag("bias", true), true] }) })];
  },
  MaxPool2d(read) {
    const given = read(["kernel_size", "stride", "padding", "dilation", "return_indices", "ceil_mode"]);
    given.only("dilation", 1);
    given.only("return_indices", false);
    return [layer({ op: "maxpool2d", ...torchPool(given), ...unusual({ ceil_mode: [given.flag("ceil_mode", false), false] }) })];
  },
  AvgPool2d(read) {
    const given = read(["kernel_size", "stride", "padding", "ceil_mode", "count_include_pad"]);
    const rest = unusual({
      ceil_mode: [given.flag("ceil_mode", false), false],
      count_include_pad: [given.flag("count_include_pad", true), true],
    });
    return [layer({ op: "avgpool2d", ...torchPool(given), ...rest })];
  },
  AdaptiveAvgPool2d(read) {
    return [layer({ op: "adaptive_avgpool2d", output_size: read(["output_size"]).pair("output_size") })];
  },
  ZeroPad2d: (read) => [pad(read(["padding"]), 0)],
  ConstantPad2d(read) {
    const given = read(["padding", "value"]);
    const value = given.value("value");
    if (value?.kind === "number") return [pad(given, value.value)];
    const [infinity] = value?.kind === "call" && value.name === "float" ? value.positional : [];
    if (infinity?.kind === "text" && infinity.value === "-inf") return [pad(given, Number.NEGATIVE_INFINITY)];
    throw given.problem(value, 'value is a number, or float("-inf")');
  },
  BatchNorm2d: batchNorm,
  BatchNorm1d: batchNorm,
  Dropout(read) {
    return [layer({ op: "dropout", p: read(["p", "inplace"]).number("p", 0.5) })];
  },
  Softmax(read) {
    read(["dim"]).only("dim", 1);
    return [layer({ op: "softmax" })];
  },
  Flatten(read) {
    const given = read(["start_dim", "end_dim"]);
    given.only("start_dim", 1);
    given.only("end_dim", -1);
    return [layer({ op: "flatten" })];
  },
  LeakyReLU(read) {
    return [layer({ op: "leaky_relu", negative_slope: read(["negative_slope", "inplace"]).number("negative_slope", 0.01) })];
  },
  ELU(read) {
    return [layer({ op: "elu", alpha: read(["alpha", "inplace"]).number("alpha", 1) })];
  },
  ReLU(read) {
    read(["inplace"]);
    return [layer({ op: "relu" })];
  },
  Sigmoid: plain("sigmoid"),
  Tanh: plain("tanh"),
  Softplus: plain("softplus"),
  Identity: plain("identity"),
};

/** `torch.randn(1, 3, 39, 39)`: the size of what goes in. */
export const TORCH_INPUTS: ReadonlySet<string> = new Set(["randn", "rand", "zeros", "ones"]);

function torchPadding(given: Arguments, stride: number | readonly [number, number]): "same" | number | readonly [number, number] {
  if (given.value("padding")?.kind !== "text") return given.pair("padding", 0);
  if (given.choice("padding", ["valid", "same"]) === "valid") return 0;
  if (stride !== 1) throw given.problem(given.value("padding"), 'PyTorch allows padding="same" only with stride 1');
  return "same";
}

function torchPool(given: Arguments): {
  kernel_size: number | readonly number[];
  stride: number | readonly number[];
  padding: number | readonly number[];
} {
  const kernel_size = given.pair("kernel_size");
  const stride = given.value("stride");
  const none = stride === undefined || (stride.kind === "truth" && stride.value === null);
  return { kernel_size, stride: none ? kernel_size : given.pair("stride"), padding: given.pair("padding", 0) };
}

/** PyTorch's order is left, right, top, bottom. */
function pad(given: Arguments, value: number): Meaning {
  const parts = given.numbers("padding") ?? [];
  const [left = 0, right = left, top = left, bottom = left] = parts;
  if ((parts.length !== 1 && parts.length !== 4) || !parts.every((part) => Number.isInteger(part) && part >= 0))
    throw given.problem(given.value("padding"), "padding takes one whole number, or four in brackets: left, right, top, bottom");
  return { kind: "pad", padding: [top, left, bottom, right], value };
}

function batchNorm(read: Parameters<Rule>[0]): readonly Meaning[] {
  return [layer({ op: "batchnorm", num_features: read(["num_features", "eps", "momentum"]).whole("num_features") })];
}
