/** `nn.…`: what PyTorch's layers say. An op without settings is read by the name that it writes. */
import type { AttributeValue } from "../../core/op";
import { ops } from "../../ops";
import type { Arguments } from "./arguments";
import { layer, type Meaning, unusual } from "./meaning";

/** Reads the arguments in the order that the library gives them. */
export type Rule = (read: (...order: readonly string[]) => Arguments) => readonly Meaning[];

/** "SiLU" and "silu", of each op without settings: what its `torch` writes, and its name. */
export const PLAIN: readonly (readonly [type: string, op: string])[] = Object.values(ops).flatMap(
  ({ name, defaults, torch }) => {
    if (Object.keys(defaults).length > 0) return [];
    const [, type] = /^nn\.(\w+)\(\)$/.exec(torch({}, {})) ?? [];
    return type === undefined ? [] : [[type, name] as const];
  },
);

export const TORCH_LAYERS: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(PLAIN.map(([type, op]) => [type, plain(op)])),
  Conv2d: (read) => convolution(read(...CONVOLUTION), true),
  LazyConv2d: (read) => convolution(read(...CONVOLUTION.slice(1)), false),
  Linear: (read) => linear(read("in_features", "out_features", "bias"), true),
  LazyLinear: (read) => linear(read("out_features", "bias"), false),
  MaxPool2d(read) {
    const given = read(
      "kernel_size",
      "stride",
      "padding",
      "dilation",
      "return_indices",
      "ceil_mode",
    );
    given.only("return_indices", false);
    const dilation = given.pair("dilation", 1);
    return [layer({ op: "maxpool2d", ...pool(given), ...unusual({ dilation: [dilation, 1] }) }, 3)];
  },
  AvgPool2d(read) {
    const given = read(
      "kernel_size",
      "stride",
      "padding",
      "ceil_mode",
      "count_include_pad",
      "divisor_override",
    );
    given.only("divisor_override", null);
    const counted = given.flag("count_include_pad", true);
    const unlike = unusual({ count_include_pad: [counted, true] });
    return [layer({ op: "avgpool2d", ...pool(given), ...unlike }, 3)];
  },
  AdaptiveAvgPool2d: (read) => [
    layer({ op: "adaptive_avgpool2d", output_size: outputSize(read("output_size")) }, 3),
  ],
  AdaptiveMaxPool2d(read) {
    const given = read("output_size", "return_indices");
    given.only("return_indices", false);
    const size = outputSize(given);
    if (size.some((side) => side !== 1))
      throw given.problem(
        given.find("output_size")?.at,
        "AdaptiveMaxPool2d is understood here for output_size 1 only",
      );
    return [layer({ op: "global_maxpool2d" }, 3)];
  },
  ZeroPad2d: (read) => [pad(read("padding"), 0)],
  ConstantPad2d(read) {
    const given = read("padding", "value");
    return [pad(given, given.number("value", 0))];
  },
  BatchNorm1d: (read) => batchNorm(read(...NORM), 1, true),
  BatchNorm2d: (read) => batchNorm(read(...NORM), 3, true),
  LazyBatchNorm1d: (read) => batchNorm(read(...NORM.slice(1)), 1, false),
  LazyBatchNorm2d: (read) => batchNorm(read(...NORM.slice(1)), 3, false),
  GroupNorm(read) {
    const given = read("num_groups", "num_channels", "eps", "affine");
    const settings = {
      op: "groupnorm",
      num_groups: given.whole("num_groups"),
      num_features: given.whole("num_channels"),
      ...unusual({
        eps: [given.number("eps", 1e-5), 1e-5],
        affine: [given.flag("affine", true), true],
      }),
    };
    return [layer(settings)];
  },
  Dropout: (read) => [layer({ op: "dropout", p: read("p", "inplace").number("p", 0.5) })],
  Softmax: (read) => [layer({ op: "softmax", axis: read("dim").whole("dim", 1) })],
  LogSoftmax: (read) => [layer({ op: "log_softmax", axis: read("dim").whole("dim", 1) })],
  Flatten(read) {
    const given = read("start_dim", "end_dim");
    given.only("start_dim", 1);
    given.only("end_dim", -1);
    return [layer({ op: "flatten" })];
  },
  Unflatten(read) {
    const given = read("dim", "unflattened_size");
    given.only("dim", 1);
    return [layer({ op: "unflatten", unflattened_size: picture(given) }, 1)];
  },
  LeakyReLU: (read) => [
    layer({
      op: "leaky_relu",
      negative_slope: read("negative_slope", "inplace").number("negative_slope", 0.01),
    }),
  ],
  PReLU(read) {
    const given = read("num_parameters", "init");
    given.only("init", 0.25);
    return [layer({ op: "prelu", num_parameters: given.whole("num_parameters", 1) })];
  },
  ELU: (read) => [layer({ op: "elu", alpha: read("alpha", "inplace").number("alpha", 1) })],
  GELU(read) {
    const approximate = read("approximate").choice("approximate", ["none", "tanh"]);
    return [layer({ op: "gelu", ...(approximate === "tanh" ? { approximate } : {}) })];
  },
  Softplus(read) {
    const given = read("beta", "threshold");
    given.only("beta", 1);
    given.only("threshold", 20);
    return [layer({ op: "softplus" })];
  },
  LocalResponseNorm(read) {
    const given = read("size", "alpha", "beta", "k");
    return [
      layer({
        op: "local_response_norm",
        size: given.whole("size"),
        alpha: given.number("alpha", 1e-4),
        beta: given.number("beta", 0.75),
        k: given.number("k", 1),
      }),
    ];
  },
};

const CONVOLUTION = [
  "in_channels",
  "out_channels",
  "kernel_size",
  "stride",
  "padding",
  "dilation",
  "groups",
  "bias",
  "padding_mode",
];
const NORM = ["num_features", "eps", "momentum", "affine", "track_running_stats"];

function plain(op: string): Rule {
  return (read) => {
    read("inplace").flag("inplace", false);
    return [layer({ op })];
  };
}

function convolution(given: Arguments, hasInput: boolean): readonly Meaning[] {
  const stride = given.pair("stride", 1);
  const settings = {
    op: "conv2d",
    ...(hasInput ? { in_channels: given.whole("in_channels") } : {}),
    out_channels: given.whole("out_channels"),
    kernel_size: given.pair("kernel_size"),
    stride,
  };
  const padding = given.find("padding");
  given.only("padding_mode", "zeros");
  const rest = unusual({
    dilation: [given.pair("dilation", 1), 1],
    groups: [given.whole("groups", 1), 1],
    bias: [given.flag("bias", true), true],
  });
  if (padding?.value.kind !== "text")
    return [layer({ ...settings, padding: given.pair("padding", 0), ...rest }, 3)];
  if (given.choice("padding", ["valid", "same"]) === "valid")
    return [layer({ ...settings, padding: 0, ...rest }, 3)];
  if (stride !== 1)
    throw given.problem(padding.at, 'PyTorch allows padding="same" only with stride 1');
  return [{ kind: "same", settings: { ...settings, ...rest }, rank: 3 }];
}

function linear(given: Arguments, hasInput: boolean): readonly Meaning[] {
  const settings = {
    op: "linear",
    ...(hasInput ? { in_features: given.whole("in_features") } : {}),
    out_features: given.whole("out_features"),
  };
  return [layer({ ...settings, ...unusual({ bias: [given.flag("bias", true), true] }) }, 1)];
}

function pool(given: Arguments): Readonly<Record<string, AttributeValue>> {
  const kernel_size = given.pair("kernel_size");
  const padding = given.pair("padding", 0);
  const both = [kernel_size].flat();
  for (const [axis, side] of [padding].flat().entries())
    if (2 * side > (both[axis] ?? both[0] ?? 0))
      throw given.problem(
        given.find("padding")?.at,
        `PyTorch pads a pooling by at most half of its window: ${Math.floor((both[axis] ?? 0) / 2)} here, not ${side}`,
      );
  return {
    kernel_size,
    stride: given.value("stride") === undefined ? kernel_size : given.pair("stride"),
    padding,
    ...unusual({ ceil_mode: [given.flag("ceil_mode", false), false] }),
  };
}

/** −1 stands for None: the size that comes in. */
function picture(given: Arguments): readonly number[] {
  const found = given.find("unflattened_size");
  const items = found?.value.kind === "list" ? found.value.items : [];
  const sides = items.flatMap((one) => (one.kind === "number" && !one.isFloat ? [one.value] : []));
  if (sides.length === 3 && items.length === 3) return sides;
  throw given.problem(found?.at, "unflattened_size takes channels, height and width in brackets");
}

function outputSize(given: Arguments): readonly number[] {
  const found = given.find("output_size");
  const items =
    found?.value.kind === "list" ? found.value.items : found && [found.value, found.value];
  const sizes = (items ?? []).map((one) =>
    one.kind === "none" ? -1 : one.kind === "number" && !one.isFloat ? one.value : 0,
  );
  if (sizes.length === 2 && sizes.every((side) => side === -1 || side > 0)) return sizes;
  throw given.problem(
    found?.at,
    "output_size takes one whole number, or two in brackets: height and width",
  );
}

/** PyTorch's order is left, right, top, bottom. */
function pad(given: Arguments, value: number): Meaning {
  const found = given.find("padding");
  const items = found?.value.kind === "list" ? found.value.items : found && [found.value];
  const parts = (items ?? []).map((one) => (one.kind === "number" ? one.value : Number.NaN));
  const [left = 0, right = left, top = left, bottom = left] = parts;
  const fits = parts.every((part) => Number.isInteger(part) && part >= 0);
  if ((parts.length !== 1 && parts.length !== 4) || !fits)
    throw given.problem(
      found?.at,
      "padding takes one whole number, or four in brackets: left, right, top, bottom",
    );
  return { kind: "pad", sides: [top, left, bottom, right], value };
}

function batchNorm(given: Arguments, rank: 1 | 3, hasInput: boolean): readonly Meaning[] {
  const settings = {
    op: "batchnorm",
    ...(hasInput ? { num_features: given.whole("num_features") } : {}),
    ...unusual({
      eps: [given.number("eps", 1e-5), 1e-5],
      momentum: [given.number("momentum", 0.1), 0.1],
      affine: [given.flag("affine", true), true],
    }),
  };
  given.only("track_running_stats", true);
  return [layer(settings, rank)];
}
