/**
 * Reads a call's attributes, which the op's `normalise` has already completed. Throws "attribute"
 * when one is missing.
 */
import { check } from "../../core/errors";
import type { Attributes } from "../../core/op";
import type { Shape } from "../../core/shape";
import type { CallContext } from "./kernel";

export function real(attributes: Attributes, name: string, otherwise?: number): number {
  const value = attributes[name] ?? otherwise;
  check(typeof value === "number", "attribute", `${name} must be a number`);
  return value;
}

export function flag(attributes: Attributes, name: string, otherwise = false): boolean {
  const value = attributes[name] ?? otherwise;
  check(typeof value === "boolean", "attribute", `${name} must be true or false`);
  return value;
}

export function list(
  attributes: Attributes,
  name: string,
  otherwise: readonly number[],
): readonly number[] {
  const value = attributes[name] ?? otherwise;
  check(Array.isArray(value), "attribute", `${name} must be a list of numbers`);
  return value.map(Number);
}

/** [N, C, H, W] of a tensor of images. */
export function image(call: CallContext, slot: string): readonly [number, number, number, number] {
  const [n, c, h, w] = call.shape(slot);
  check(
    n !== undefined && c !== undefined && h !== undefined && w !== undefined,
    "shape",
    `${call.node}: ${slot} must be [images, channels, height, width]`,
  );
  return [n, c, h, w];
}

/**
 * The constants that every windowed kernel declares: image, result, kernel, stride, padding before,
 * dilation.
 */
export function windowConstants(attributes: Attributes): Record<string, number> {
  const [KH = 1, KW = 1] = list(attributes, "kernel_size", [1, 1]);
  const [SH = 1, SW = 1] = list(attributes, "stride", [1, 1]);
  const [PT = 0, PL = 0] = list(attributes, "padding", [0, 0]);
  const [DH = 1, DW = 1] = list(attributes, "dilation", [1, 1]);
  return { KH, KW, SH, SW, PT, PL, DH, DW };
}

/** `[outer, extent, inner]` around one axis: cells before it, along it and after it. */
export function around(shape: Shape, axis: number): readonly [number, number, number] {
  const product = (part: Shape): number => part.reduce((total, extent) => total * extent, 1);
  const at = axis < 0 ? axis + shape.length : axis;
  return [product(shape.slice(0, at)), shape[at] ?? 1, product(shape.slice(at + 1))];
}
