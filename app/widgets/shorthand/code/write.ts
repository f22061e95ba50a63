/** NetworkSpec -> model code in PyTorch or Keras, as somebody would write it by hand. */
import { networkShapes, type LayerShape } from "../../../../engine/graph/shapes";
import type { NetworkSpec } from "../../../../engine/graph/spec";

export type Dialect = "pytorch" | "keras";

export function writeCode(spec: NetworkSpec, dialect: Dialect): string {
  const { layers } = networkShapes(spec);
  return dialect === "pytorch" ? writeTorch(layers) : writeKeras(spec, layers);
}

function writeTorch(layers: readonly LayerShape[]): string {
  const lines = layers.map((layer) => torchLayer(layer));
  return lines.length === 1 ? (lines[0] ?? "") : `nn.Sequential(\n${lines.map((line) => `    ${line},`).join("\n")}\n)`;
}

function torchLayer({ kind, attributes, inputShapes }: LayerShape): string {
  const channels = inputShapes[0]?.[0] ?? 1;
  const get = (name: string): unknown => attributes[name];
  const optional = (name: string, plain: string): string => (written(get(name)) === plain ? "" : `, ${name}=${written(get(name))}`);
  switch (kind) {
    case "conv2d":
      return `nn.Conv2d(${channels}, ${written(get("out_channels"))}, ${written(get("kernel_size"))}${optional("stride", "1")}${optional("padding", "0")}${optional("dilation", "1")}${optional("groups", "1")}${get("bias") === false ? ", bias=False" : ""})`;
    case "linear":
      return `nn.Linear(${channels}, ${written(get("out_features"))}${get("bias") === false ? ", bias=False" : ""})`;
    case "maxpool2d":
    case "avgpool2d": {
      const stride = written(get("stride")) === written(get("kernel_size")) ? "" : `, stride=${written(get("stride"))}`;
      return `nn.${kind === "maxpool2d" ? "MaxPool2d" : "AvgPool2d"}(${written(get("kernel_size"))}${stride}${optional("padding", "0")})`;
    }
    case "batchnorm":
      return `nn.BatchNorm2d(${channels})`;
    case "dropout":
      return `nn.Dropout(${written(get("p"))})`;
    case "softmax":
      return "nn.Softmax(dim=1)";
    default:
      return `nn.${TORCH[kind] ?? kind}()`;
  }
}

const TORCH: Readonly<Record<string, string>> = { relu: "ReLU", sigmoid: "Sigmoid", tanh: "Tanh", flatten: "Flatten" };
const FOLDED: ReadonlySet<string> = new Set(["relu", "sigmoid", "tanh", "softmax"]);

function writeKeras(spec: NetworkSpec, layers: readonly LayerShape[]): string {
  const [channels = 1, height = 1, width = 1] = spec.input;
  const lines = [`keras.Input((${height}, ${width}, ${channels}))`];
  for (const [at, layer] of layers.entries()) {
    const before = layers[at - 1];
    if (FOLDED.has(layer.kind) && (before?.kind === "conv2d" || before?.kind === "linear")) continue;
    const next = layers[at + 1];
    const activation =
      next !== undefined && FOLDED.has(next.kind) && (layer.kind === "conv2d" || layer.kind === "linear")
        ? `, activation="${next.kind}"`
        : "";
    lines.push(kerasLayer(layer, activation));
  }
  return `keras.Sequential([\n${lines.map((line) => `    ${line},`).join("\n")}\n])`;
}

function kerasLayer({ kind, attributes }: LayerShape, activation: string): string {
  const get = (name: string): string => written(attributes[name]);
  const strides = get("stride") === "1" ? "" : `, strides=${get("stride")}`;
  switch (kind) {
    case "conv2d":
      return `layers.Conv2D(${get("out_channels")}, ${get("kernel_size")}${strides}${kerasPadding(get("padding"), get("kernel_size"))}${activation})`;
    case "linear":
      return `layers.Dense(${get("out_features")}${activation})`;
    case "maxpool2d":
    case "avgpool2d":
      return `layers.${kind === "maxpool2d" ? "MaxPooling2D" : "AveragePooling2D"}(${get("kernel_size")}${get("stride") === get("kernel_size") ? "" : `, strides=${get("stride")}`}${kerasPadding(get("padding"), get("kernel_size"))})`;
    case "batchnorm":
      return "layers.BatchNormalization()";
    case "dropout":
      return `layers.Dropout(${get("p")})`;
    case "flatten":
      return "layers.Flatten()";
    default:
      return `layers.Activation("${kind}")`;
  }
}

/** Keras knows only two words; any other padding is said in a comment, so that nothing is silently wrong. */
function kerasPadding(padding: string, kernel: string): string {
  if (padding === "0") return "";
  return Number(kernel) === 2 * Number(padding) + 1 ? ', padding="same"' : `, padding="valid"  # PyTorch: padding=${padding}`;
}

/** A number for a square setting, a tuple otherwise. */
function written(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  if (value.every((one) => one === value[0])) return String(value[0]);
  return value.length === 4 && value[0] === value[2] && value[1] === value[3] ? `(${value[0]}, ${value[1]})` : `(${value.join(", ")})`;
}
