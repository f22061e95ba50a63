/** Reads attributes from a spec as the peers need them, and lists the parameters a spec owns. */
import { networkShapes } from "../../engine/graph/shapes";
import type { LayerSpec, NetworkSpec } from "../../engine/graph/spec";

export interface ParameterShape {
  readonly name: string;
  readonly shape: readonly number[];
  readonly kind: "weight" | "zero" | "one";
  readonly fanIn: number;
}

/** A square attribute as one whole number. */
export function integer(layer: LayerSpec, name: string, otherwise: number): number {
  const value = layer[name];
  if (value === undefined) return otherwise;
  if (typeof value === "number") return value;
  if (
    Array.isArray(value) &&
    typeof value[0] === "number" &&
    value.every((one) => one === value[0])
  )
    return value[0];
  throw new Error(`${layer.name}: the peers are only given square ${name}`);
}

export function pair(layer: LayerSpec, name: string): [number, number] {
  const value = integer(layer, name, 1);
  return [value, value];
}

/** Learned parameters, in layer order. */
export function parameterShapes(spec: NetworkSpec): ParameterShape[] {
  return networkShapes(spec).layers.flatMap((layer) =>
    Object.entries(layer.parameters).map(([slot, shape]): ParameterShape => {
      const kind = slot === "w" ? "weight" : slot === "gamma" ? "one" : "zero";
      return {
        name: `${layer.name}.${slot}`,
        shape,
        kind,
        fanIn: shape.slice(1).reduce((a, b) => a * b, 1),
      };
    }),
  );
}
