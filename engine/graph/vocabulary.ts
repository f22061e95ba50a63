/**
 * What a layer of a spec may be called, beyond the ops themselves.
 *
 * Batch normalisation may be written with PyTorch's two names, each for its own kind of input.
 * Losses are ops too, but a recipe names them, not a layer.
 */
import { LabError } from "../core/errors";
import type { OpDefinition } from "../core/op";
import type { Shape } from "../core/shape";
import { knownOps } from "../ops/known";

const ALIASES: Readonly<Record<string, string>> = {
  batchnorm1d: "batchnorm",
  batchnorm2d: "batchnorm",
};
const LOSSES: ReadonlySet<string> = new Set(["cross_entropy", "mse"]);

/** Settings that the compiler makes, not the reader. */
const INTERNAL: ReadonlySet<string> = new Set(["training", "count", "salt", "activation"]);

/**
 * Settings that state what the input must be, as PyTorch's constructors want them; checked, never
 * needed.
 */
export const EXPECTATIONS: ReadonlySet<string> = new Set([
  "in_channels",
  "in_features",
  "num_features",
]);

/** Blocks with their settings; blocks.ts says which layers each of them is. */
const BLOCKS: Readonly<Record<string, readonly string[]>> = {
  depthwise_separable: ["out_channels", "kernel_size", "stride", "padding", "dilation", "bias"],
};

/** Settings of a block of this name, or undefined where there is none. */
export function blockSettings(kind: string): readonly string[] | undefined {
  return Object.hasOwn(BLOCKS, kind) ? BLOCKS[kind] : undefined;
}

/** What a spec may say a layer is: kinds of layers, and blocks of them. */
export function specKinds(): readonly string[] {
  return [...layerKinds(), ...Object.keys(BLOCKS)];
}

/** Throws "shape" where PyTorch's layer of this name does not take an input of this shape. */
export function checkKind(kind: string, shape: Shape): void {
  const isImage = shape.length === 3;
  if (kind === "batchnorm1d" && isImage)
    throw new LabError(
      "shape",
      `batchnorm1d reads features, but its input is an image [${shape.join(", ")}]`,
      "Images are normalised by batchnorm2d.",
    );
  if (kind === "batchnorm2d" && !isImage)
    throw new LabError(
      "shape",
      `batchnorm2d reads images, but its input is [${shape.join(", ")}]`,
      "Features are normalised by batchnorm1d.",
    );
}

export function layerKinds(): readonly string[] {
  return [...Object.keys(knownOps), ...Object.keys(ALIASES)].filter((name) => !LOSSES.has(name));
}

/** The op that computes layers of this kind, or undefined. */
export function opFor(kind: string): OpDefinition | undefined {
  if (LOSSES.has(kind)) return undefined;
  const name = Object.hasOwn(ALIASES, kind) ? ALIASES[kind] : kind;
  return name !== undefined && Object.hasOwn(knownOps, name) ? knownOps[name] : undefined;
}

/** Settings that a layer of this kind knows. */
export function settingsOf(definition: OpDefinition): readonly string[] {
  return [
    ...Object.keys(definition.defaults).filter((name) => !INTERNAL.has(name)),
    ...EXPECTATIONS,
  ];
}

/** Slots that read other layers (not parameters, not running statistics). */
export function dataSlots(definition: OpDefinition, inputs: number): readonly string[] {
  if (definition.name === "concat") return Array.from({ length: inputs }, (_, at) => `x${at}`);
  return definition.inputs
    .filter((slot) => slot.parameter !== true && slot.buffer !== true)
    .map((slot) => slot.name);
}
