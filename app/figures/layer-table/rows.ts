/**
 * What the table of layers says of each layer. Everything follows from the spec (engine/graph).
 * Pure.
 */
import { marked } from "../../language/numerals";
import { t } from "../../language/words";
import { size, WORD } from "../../../engine/core/shape";
import type { LayerShape, NetworkShapes } from "../../../engine/graph/shapes";
import { fieldText, once } from "../network-map/counts";

export interface Row {
  readonly name: string;
  readonly kind: string;
  /** "5×5", or nothing where no window slides. */
  readonly kernel: string;
  readonly stride: string;
  readonly padding: string;
  /** "6×28×28", as in PyTorch: channels, height, width. */
  readonly output: string;
  readonly parameters: number;
  readonly multiplyAdds: number;
  /** Bytes of the output of one example. */
  readonly memory: number;
  /** "16×16 every 4", in pixels of the input. */
  readonly field: string;
}

export function rowsOf({ layers }: NetworkShapes): readonly Row[] {
  return layers.map((layer) => ({
    name: layer.name,
    kind: kindOf(layer),
    ...windowOf(layer),
    output: layer.shape.join("×"),
    parameters: layer.parameterCount,
    multiplyAdds: layer.multiplyAdds,
    memory: size(layer.shape) * WORD,
    field: fieldText(layer),
  }));
}

function kindOf({ kind, attributes }: LayerShape): string {
  const groups = attributes["groups"];
  return typeof groups === "number" && groups > 1
    ? t("{kind}, {groups} groups", { kind, groups })
    : kind;
}

function windowOf({
  definition,
  attributes,
}: LayerShape): Pick<Row, "kernel" | "stride" | "padding"> {
  const window = definition.window?.(attributes);
  if (window === undefined) return { kernel: "", stride: "", padding: "" };
  const pad = attributes["padding"];
  const sides = Array.isArray(pad) ? pad.map(Number) : [...window.padding];
  return { kernel: window.kernel.join("×"), stride: once(window.stride), padding: once(sides) };
}

export function bytes(count: number): string {
  // What rounds to a thousand of a unit is one of the next.
  const reaches = (unit: number): boolean => count >= 0.9995 * unit;
  const of = (unit: number): string => marked((count / unit).toPrecision(3));
  if (reaches(1e9)) return t("{value} GB", { value: of(1e9) });
  if (reaches(1e6)) return t("{value} MB", { value: of(1e6) });
  if (reaches(1e3)) return t("{value} kB", { value: of(1e3) });
  return t("{count} bytes", { count });
}
