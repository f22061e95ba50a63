/**
 * What a layer does, in the lecture's letters: f filter size, s stride, p padding; for the drawing
 * and for the boxes.
 */
import { t, word } from "../../language/words";
import type { LayerShape } from "../../../engine/graph/shapes";
import type { NetworkSpec } from "../../../engine/graph/spec";
import type { LayerBox } from "../../figures/volume-boxes/LayerBoxes";
import type { BoxVolume } from "../../figures/volume-boxes/drawing";

const TITLES: Readonly<Record<string, string>> = {
  conv2d: "CONV",
  maxpool2d: "MAX POOL",
  avgpool2d: "AVG POOL",
  adaptive_avgpool2d: "GLOBAL AVG",
  linear: "DENSE",
  batchnorm: "BATCH NORM",
  relu: "ReLU",
  leaky_relu: "leaky ReLU",
  elu: "ELU",
};

/** The lecture writes height × width × channels. */
export function sizeText(shape: readonly number[]): string {
  const [channels, height, width] = shape;
  return height === undefined ? String(channels) : `${height}×${width}×${channels}`;
}

/** A setting in both directions as one word: 3, "3×5", or all four sides of a padding. */
export function settingText(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  const [top, left, bottom = top, right = left] = value.map(String);
  if (top !== bottom || left !== right) return `${top},${left},${bottom},${right}`;
  return top === left ? String(top) : `${top}×${left}`;
}

export function titleOf(kind: string): string {
  return word(TITLES[kind] ?? kind);
}

/** On the arrow of the drawing: the first line stands above it. */
function madeBy({ kind, attributes }: LayerShape): readonly string[] {
  const get = (name: string): string => settingText(attributes[name]);
  switch (kind) {
    case "conv2d":
      return [
        filters(get("out_channels")),
        `f=${get("kernel_size")}, s=${get("stride")}`,
        `p=${get("padding")}`,
      ];
    case "maxpool2d":
    case "avgpool2d":
      return [
        kind === "maxpool2d" ? t("max pool") : t("avg pool"),
        `f=${get("kernel_size")}, s=${get("stride")}`,
        ...padded(get("padding")),
      ];
    case "linear":
      return [word("dense")];
    case "adaptive_avgpool2d":
      return ["average"];
    case "batchnorm":
      return [t("batch norm")];
    case "relu":
      return ["ReLU"];
    default:
      return [kind];
  }
}

function padded(padding: string): readonly string[] {
  return padding === "0" ? [] : [`p=${padding}`];
}

function filters(many: string): string {
  return t("{count, plural, one {# filter} other {# filters}}", { count: Number(many) });
}

/**
 * Layers that change numbers and not the shape: the drawing writes them on the arrow of the volume
 * before.
 */
export const POINTWISE: ReadonlySet<string> = new Set([
  "relu",
  "leaky_relu",
  "elu",
  "sigmoid",
  "tanh",
  "softplus",
  "batchnorm",
  "dropout",
  "softmax",
  "identity",
]);

/** The picture, and one volume for every layer that changes the shape. */
export function drawnVolumes(
  { input }: NetworkSpec,
  layers: readonly LayerShape[],
): readonly BoxVolume[] {
  const volumes: BoxVolume[] = [{ layer: null, shape: input, size: sizeText(input), made: [] }];
  for (const layer of layers) {
    const last = volumes.at(-1);
    if (last === undefined || last.layer === null || !POINTWISE.has(layer.kind))
      volumes.push({
        layer: layer.name,
        shape: layer.shape,
        size: sizeText(layer.shape),
        made: madeBy(layer),
      });
    else
      volumes[volumes.length - 1] = {
        ...last,
        made: [...last.made, madeBy(layer)[0] ?? layer.kind],
      };
  }
  return volumes;
}

/**
 * The volume in the drawing that a layer belongs to: its own, or the one that it is written beside.
 */
export function volumeOf(
  volumes: readonly BoxVolume[],
  layers: readonly LayerShape[],
  name: string | null,
): string | null {
  const upTo = layers.slice(0, layers.findIndex((layer) => layer.name === name) + 1).toReversed();
  return upTo.find((layer) => volumes.some((volume) => volume.layer === layer.name))?.name ?? null;
}

export function boxesOf(
  { input }: NetworkSpec,
  layers: readonly LayerShape[],
): readonly LayerBox[] {
  return [
    { layer: null, title: "INPUT", lines: [], size: sizeText(input) },
    ...layers.map((layer) => ({
      layer: layer.name,
      title: titleOf(layer.kind),
      lines: boxLines(layer),
      size: sizeText(layer.shape),
    })),
  ];
}

function boxLines({ kind, attributes }: LayerShape): readonly string[] {
  const get = (name: string): string => settingText(attributes[name]);
  const square = (f: string): string => (f.includes("×") ? f : `${f}×${f}`);
  switch (kind) {
    case "conv2d":
      return [
        t("{get} of {square}", { get: get("out_channels"), square: square(get("kernel_size")) }),
        `s=${get("stride")}, p=${get("padding")}`,
      ];
    case "maxpool2d":
    case "avgpool2d":
      return [
        square(get("kernel_size")),
        [`s=${get("stride")}`, ...padded(get("padding"))].join(", "),
      ];
    case "dropout":
      return [`p=${get("p")}`];
    default:
      return [];
  }
}
