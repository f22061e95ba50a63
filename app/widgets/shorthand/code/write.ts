/** NetworkSpec -> model code in PyTorch or Keras, as somebody would write it by hand. */
import { LabError } from "../../../../engine/core/errors";
import { networkShapes, type LayerShape } from "../../../../engine/graph/shapes";
import type { NetworkSpec } from "../../../../engine/graph/spec";
import { samePadding } from "./rules";

export type Dialect = "pytorch" | "keras";

/** Throws LabError "unsupported" where the library has no such layer. */
export function writeCode(spec: NetworkSpec, dialect: Dialect): string {
  const { layers } = networkShapes(spec);
  if (dialect === "keras") return sequence("keras.Sequential([", kerasLines(spec, layers), "])");
  const lines = layers.flatMap(torchLines);
  return lines.length === 1 ? (lines[0] ?? "") : sequence("nn.Sequential(", lines, ")");
}

function sequence(open: string, lines: readonly string[], close: string): string {
  return `${open}\n${lines.map((line) => `    ${line},`).join("\n")}\n${close}`;
}

type Sides = readonly [top: number, left: number, bottom: number, right: number];

function sidesOf(attributes: LayerShape["attributes"]): Sides {
  const given = attributes["padding"];
  const [top = 0, left = 0, bottom = top, right = left] = Array.isArray(given) ? given.map(Number) : [];
  return [top, left, bottom, right];
}

const isZero = (sides: Sides): boolean => sides.every((side) => side === 0);
const isEven = ([top, left, bottom, right]: Sides): boolean => top === bottom && left === right;

/** `, stride=2`, and nothing where it is what the library would take anyway. */
function optional(name: string, value: unknown, usual: string): string {
  return written(value) === usual ? "" : `, ${name}=${written(value)}`;
}

function torchLines(layer: LayerShape): readonly string[] {
  const { kind, attributes, inputShapes } = layer;
  const channels = inputShapes[0]?.[0] ?? 1;
  const get = (name: string): unknown => attributes[name];
  const sides = sidesOf(attributes);
  const padding = isEven(sides) ? optional("padding", sides.slice(0, 2), "0") : "";
  const bias = get("bias") === false ? ", bias=False" : "";
  switch (kind) {
    case "conv2d":
      return [
        ...torchPad(sides, "0"),
        `nn.Conv2d(${channels}, ${written(get("out_channels"))}, ${written(get("kernel_size"))}${optional("stride", get("stride"), "1")}${padding}${optional("dilation", get("dilation"), "1")}${optional("groups", get("groups"), "1")}${bias})`,
      ];
    case "linear":
      return [`nn.Linear(${channels}, ${written(get("out_features"))}${bias})`];
    case "maxpool2d":
    case "avgpool2d": {
      const rest = `${optional("stride", get("stride"), written(get("kernel_size")))}${padding}${get("ceil_mode") === true ? ", ceil_mode=True" : ""}`;
      const without = get("count_include_pad") === false && !isZero(sides) ? ", count_include_pad=False" : "";
      if (without !== "" && !isEven(sides)) throw unsupported(layer, "an average that leaves out padding on one side only", "PyTorch");
      const name = kind === "maxpool2d" ? "MaxPool2d" : "AvgPool2d";
      return [
        ...torchPad(sides, kind === "maxpool2d" ? 'float("-inf")' : "0"),
        `nn.${name}(${written(get("kernel_size"))}${rest}${without})`,
      ];
    }
    default:
      return [torchPlain(layer, channels)];
  }
}

/** PyTorch's layers pad both sides alike; anything else is a layer of its own before them. */
function torchPad(sides: Sides, value: string): readonly string[] {
  if (isEven(sides)) return [];
  const [top, left, bottom, right] = sides;
  const all = `(${left}, ${right}, ${top}, ${bottom})`;
  return [value === "0" ? `nn.ZeroPad2d(${all})` : `nn.ConstantPad2d(${all}, ${value})`];
}

const TORCH: Readonly<Record<string, string>> = {
  relu: "ReLU",
  sigmoid: "Sigmoid",
  tanh: "Tanh",
  flatten: "Flatten",
  softplus: "Softplus",
  identity: "Identity",
};

function torchPlain(layer: LayerShape, channels: number): string {
  const { kind, attributes, shape } = layer;
  const get = (name: string): string => written(attributes[name]);
  switch (kind) {
    case "batchnorm":
      return `nn.BatchNorm${shape.length === 3 ? "2d" : "1d"}(${channels})`;
    case "dropout":
      return `nn.Dropout(${get("p")})`;
    case "softmax":
      return "nn.Softmax(dim=1)";
    case "leaky_relu":
      return `nn.LeakyReLU(${get("negative_slope")})`;
    case "elu":
      return `nn.ELU(${get("alpha")})`;
    case "adaptive_avgpool2d":
      return `nn.AdaptiveAvgPool2d(${written(shape.slice(1))})`;
    default:
      if (TORCH[kind] === undefined) throw unsupported(layer, `${kind} as one layer`, "PyTorch");
      return `nn.${TORCH[kind]}()`;
  }
}

const FOLDED: ReadonlySet<string> = new Set(["relu", "sigmoid", "tanh", "softmax", "softplus"]);
const HOLDS: ReadonlySet<string> = new Set(["conv2d", "linear"]);

function kerasLines(spec: NetworkSpec, layers: readonly LayerShape[]): readonly string[] {
  const [channels = 1, height, width] = spec.input;
  const lines = [
    height === undefined || width === undefined ? `keras.Input((${channels},))` : `keras.Input((${height}, ${width}, ${channels}))`,
  ];
  for (const [at, layer] of layers.entries()) {
    const before = layers[at - 1];
    const next = layers[at + 1];
    if (FOLDED.has(layer.kind) && before !== undefined && HOLDS.has(before.kind)) continue;
    if (layer.kind === "flatten" && before?.kind === "adaptive_avgpool2d") continue;
    const activation = next !== undefined && FOLDED.has(next.kind) && HOLDS.has(layer.kind) ? `, activation="${next.kind}"` : "";
    lines.push(...kerasLayer(layer, activation, next?.kind === "flatten"));
  }
  return lines;
}

function kerasLayer(layer: LayerShape, activation: string, flattened: boolean): readonly string[] {
  const { kind, attributes, shape } = layer;
  const get = (name: string): string => written(attributes[name]);
  const bias = attributes["bias"] === false ? ", use_bias=False" : "";
  switch (kind) {
    case "conv2d": {
      const padding = kerasPadding(layer);
      return [
        ...padding.before,
        `layers.Conv2D(${get("out_channels")}, ${get("kernel_size")}${optional("strides", attributes["stride"], "1")}${padding.said}${optional("dilation_rate", attributes["dilation"], "1")}${optional("groups", attributes["groups"], "1")}${activation}${bias})`,
      ];
    }
    case "linear":
      return [`layers.Dense(${get("out_features")}${activation}${bias})`];
    case "maxpool2d":
    case "avgpool2d": {
      if (attributes["ceil_mode"] === true) throw unsupported(layer, "ceil_mode", "Keras");
      const padding = kerasPadding(layer);
      const strides = optional("strides", attributes["stride"], get("kernel_size"));
      return [
        ...padding.before,
        `layers.${kind === "maxpool2d" ? "MaxPooling2D" : "AveragePooling2D"}(${get("kernel_size")}${strides}${padding.said})`,
      ];
    }
    case "adaptive_avgpool2d":
      if (shape[1] !== 1 || shape[2] !== 1) throw unsupported(layer, "averaging to more than one number", "Keras");
      return [`layers.GlobalAveragePooling2D(${flattened ? "" : "keepdims=True"})`];
    default:
      return [kerasPlain(layer)];
  }
}

function kerasPlain(layer: LayerShape): string {
  const { kind, attributes } = layer;
  const get = (name: string): string => written(attributes[name]);
  switch (kind) {
    case "batchnorm":
      return "layers.BatchNormalization()";
    case "dropout":
      return `layers.Dropout(${get("p")})`;
    case "flatten":
      return "layers.Flatten()";
    case "leaky_relu":
      return `layers.LeakyReLU(${get("negative_slope")})`;
    case "elu":
      return `layers.ELU(${get("alpha")})`;
    default:
      if (!FOLDED.has(kind)) throw unsupported(layer, `${kind} as one layer`, "Keras");
      return `layers.Activation("${kind}")`;
  }
}

/** Keras knows "valid" and "same"; other zeros are a layer of their own, which a maximum would take for values. */
function kerasPadding(layer: LayerShape): { readonly before: readonly string[]; readonly said: string } {
  const sides = sidesOf(layer.attributes);
  if (isZero(sides)) return { before: [], said: "" };
  const averaged = layer.kind === "avgpool2d" && layer.attributes["count_include_pad"] === true;
  if (!averaged && written(sides) === written(sameSides(layer))) return { before: [], said: ', padding="same"' };
  if (layer.kind === "maxpool2d") throw unsupported(layer, "a maximum pooling with this padding", "Keras");
  if (layer.kind === "avgpool2d" && !averaged) throw unsupported(layer, "an average that leaves out this padding", "Keras");
  const [top, left, bottom, right] = sides;
  const all = isEven(sides) ? written([top, left]) : `((${top}, ${bottom}), (${left}, ${right}))`;
  return { before: [`layers.ZeroPadding2D(${all})`], said: "" };
}

/** What "same" would be for this layer. */
function sameSides({ attributes, inputShapes }: LayerShape): readonly number[] {
  const [, height = 1, width = 1] = inputShapes[0] ?? [];
  const get = (name: string, axis: number): number => {
    const value: unknown = attributes[name] ?? 1;
    return Number(Array.isArray(value) ? value[axis] : value);
  };
  const [rows = [0, 0], columns = [0, 0]] = [height, width].map((n, axis) =>
    samePadding(n, get("kernel_size", axis), get("stride", axis), get("dilation", axis)),
  );
  return [rows[0] ?? 0, columns[0] ?? 0, rows[1] ?? 0, columns[1] ?? 0];
}

function unsupported({ name }: LayerShape, what: string, library: string): LabError {
  return new LabError(
    "unsupported",
    `${name}: ${library} has no layer for ${what}.`,
    "The other three representations and the other library show it.",
  );
}

/** A number for a square setting, a tuple otherwise. */
function written(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return value.every((one) => one === value[0]) ? String(value[0]) : `(${value.join(", ")})`;
}
