/** The layers that can be put in, what they are called, and what they are set to at first. Pure. */
import type { AttributeValue } from "../../../engine/core/op";
import { freshName } from "../../../engine/graph/change";
import type { LayerShape } from "../../../engine/graph/shapes";
import type { LayerSpec, NetworkSpec } from "../../../engine/graph/spec";
import { blockSettings, EXPECTATIONS, opFor, settingsOf } from "../../../engine/graph/vocabulary";

export const KINDS: Readonly<
  Record<
    string,
    { readonly title: string; readonly settings?: Readonly<Record<string, AttributeValue>> }
  >
> = {
  conv2d: {
    title: "convolution",
    settings: { out_channels: 8, kernel_size: 3, stride: 1, padding: 1 },
  },
  relu: { title: "ReLU" },
  maxpool2d: { title: "max pooling", settings: { kernel_size: 2, stride: 2 } },
  avgpool2d: { title: "average pooling", settings: { kernel_size: 2, stride: 2 } },
  global_avgpool2d: { title: "mean of each map" },
  upsample: { title: "enlargement", settings: { scale_factor: 2 } },
  batchnorm: { title: "batch normalisation" },
  dropout: { title: "dropout", settings: { p: 0.5 } },
  flatten: { title: "flatten" },
  linear: { title: "dense", settings: { out_features: 10 } },
  softmax: { title: "softmax" },
  add: { title: "sum of two" },
  mul: { title: "product of two" },
  concat: { title: "channels of two together" },
  leaky_relu: { title: "leaky ReLU" },
  elu: { title: "ELU" },
  gelu: { title: "GELU" },
  silu: { title: "SiLU" },
  sigmoid: { title: "sigmoid" },
  tanh: { title: "tanh" },
};

export function newLayer(spec: NetworkSpec, kind: string): LayerSpec {
  return { name: freshName(spec, kind), op: kind, ...KINDS[kind]?.settings };
}

export interface LayerSetting {
  readonly key: string;
  readonly label: string;
  readonly value: AttributeValue;
}

/** What can be set on a layer of this kind. */
export function settingKeys(op: string): readonly string[] {
  const definition = opFor(op);
  const all = definition === undefined ? (blockSettings(op) ?? []) : settingsOf(definition);
  return all.filter((key) => !EXPECTATIONS.has(key));
}

/** The settings of a layer as they hold: written on it, or the op's own. */
export function settingsOfLayer(layer: LayerSpec, shape: LayerShape | null): LayerSetting[] {
  return settingKeys(layer.op).flatMap((key) => {
    const value = layer[key] ?? shape?.attributes[key] ?? opFor(layer.op)?.defaults[key];
    if (!isValue(value)) return [];
    return [{ key, label: key.replaceAll("_", " "), value }];
  });
}

function isValue(value: unknown): value is AttributeValue {
  return (
    typeof value === "number" ||
    typeof value === "boolean" ||
    typeof value === "string" ||
    (Array.isArray(value) && value.every((part) => typeof part === "number"))
  );
}

/** "3×3, 16 filters, stride 2": what makes a layer of its kind this one. */
export function settingsText(layer: LayerSpec, shape: LayerShape | null): string {
  const told = settingsOfLayer(layer, shape).filter(
    ({ key, value }) =>
      TOLD.has(key) || JSON.stringify(value) !== JSON.stringify(opFor(layer.op)?.defaults[key]),
  );
  return told
    .map(({ key, label, value }) => `${SHORT[key] ?? label} ${valueText(value)}`)
    .join(", ");
}

const TOLD: ReadonlySet<string> = new Set(["out_channels", "out_features", "kernel_size", "p"]);
const SHORT: Readonly<Record<string, string>> = {
  out_channels: "filters",
  out_features: "units",
  kernel_size: "kernel",
};

/** As it is typed: "3", "3×5", "0, 1, 0, 1". */
export function valueText(value: AttributeValue): string {
  if (typeof value !== "object") return String(value);
  const [first] = value;
  if (value.every((part) => part === first)) return String(first ?? "");
  const [top, left, bottom, right] = value;
  if (value.length === 4 && top === bottom && left === right) return `${top}×${left}`;
  return value.join(value.length === 2 ? "×" : ", ");
}

/** What was typed as a setting; null for what is no number or list of them. */
export function valueIn(text: string): AttributeValue | null {
  const parts = text.split(/[×x*,;\s]+/i).filter((part) => part !== "");
  const numbers = parts.map((part) => (/^-?\d*\.?\d+(e-?\d+)?$/i.test(part) ? Number(part) : null));
  const [first = null] = numbers;
  if (first === null || numbers.length > 4 || numbers.includes(null)) return null;
  return numbers.length === 1 ? first : numbers.map(Number);
}
