/** Settings of a layer, on their way into a node. */
import { LabError } from "../core/errors";
import type { LayerShape } from "../graph/shapes";

export function number({ attributes, name }: LayerShape, key: string): number {
  const value = attributes[key];
  if (typeof value !== "number") throw new LabError("attribute", `${name}: ${key} is no number`);
  return value;
}

export function whole(layer: LayerShape, key: string): number {
  return Math.round(number(layer, key));
}

export function wholes({ attributes, name }: LayerShape, key: string): readonly number[] {
  const value = attributes[key];
  if (typeof value !== "object")
    throw new LabError("attribute", `${name}: ${key} is no list of numbers`);
  return value;
}

/** A setting that ONNX has as a float, under its name there. */
export function real(layer: LayerShape, key: string, name: string) {
  return { [name]: { float: number(layer, key) } };
}
