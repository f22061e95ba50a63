/**
 * What a layer of a spec may be called, beyond the ops themselves.
 *
 * Batch normalisation may be written with PyTorch's two names. Losses are ops too, but a recipe names them, not a layer.
 */
import type { OpDefinition } from "../core/op";
import { ops } from "../ops";

const ALIASES: Readonly<Record<string, string>> = { batchnorm1d: "batchnorm", batchnorm2d: "batchnorm" };
const LOSSES: ReadonlySet<string> = new Set(["cross_entropy", "mse"]);

/** Settings that the compiler makes, not the reader. */
const INTERNAL: ReadonlySet<string> = new Set(["training", "count", "salt", "activation"]);

/** Settings that state what the input must be, as PyTorch's constructors want them; checked, never needed. */
export const EXPECTATIONS: ReadonlySet<string> = new Set(["in_channels", "in_features", "num_features"]);

export function layerKinds(): readonly string[] {
  return [...Object.keys(ops), ...Object.keys(ALIASES)].filter((name) => !LOSSES.has(name));
}

/** The op that computes layers of this kind, or undefined. */
export function opFor(kind: string): OpDefinition | undefined {
  if (LOSSES.has(kind)) return undefined;
  const name = Object.hasOwn(ALIASES, kind) ? ALIASES[kind] : kind;
  return name !== undefined && Object.hasOwn(ops, name) ? ops[name] : undefined;
}

/** Settings that a layer of this kind knows. */
export function settingsOf(definition: OpDefinition): readonly string[] {
  return [...Object.keys(definition.defaults).filter((name) => !INTERNAL.has(name)), ...EXPECTATIONS];
}

/** Slots that read other layers (not parameters, not running statistics). */
export function dataSlots(definition: OpDefinition, inputs: number): readonly string[] {
  if (definition.name === "concat") return Array.from({ length: inputs }, (_, at) => `x${at}`);
  return definition.inputs.filter((slot) => slot.parameter !== true && slot.buffer !== true).map((slot) => slot.name);
}
