/**
 * What one number sees, layer by layer: its window in the maps of each layer before it, down to the
 * picture. Layers that change each number by itself are passed over.
 */
import type { Shape } from "../core/shape";
import type { Patch } from "./receptive";
import { layerNamed, type LayerShape, type NetworkShapes } from "./shapes";

export interface Seen {
  /** A layer, or "input". */
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly patch: Patch;
}

/**
 * From the layer itself to the picture; null where a layer on the way reads more than one other.
 */
export function seenBack(
  network: NetworkShapes,
  name: string,
  row: number,
  column: number,
): readonly Seen[] | null {
  const seen: Seen[] = [];
  let layer = layerNamed(network, name);
  let patch: Patch = { top: row, left: column, bottom: row + 1, right: column + 1 };
  const add = (of: string, shape: Shape): void => {
    const [, rows, columns] = shape;
    if (rows !== undefined && columns !== undefined) seen.push({ name: of, rows, columns, patch });
  };
  while (layer !== undefined) {
    const [source] = layer.inputs;
    const [read = []] = layer.inputShapes;
    if (source === undefined || layer.inputs.length > 1) return null;
    if (layer.name === name || windowOf(layer) !== undefined) add(layer.name, layer.shape);
    patch = before(layer, patch, read);
    if (source === "input") add(source, read);
    layer = layerNamed(network, source);
  }
  return seen;
}

function windowOf({ definition, attributes }: LayerShape) {
  return definition.window?.(attributes);
}

/** The part of the maps that a layer reads for a part of its own. */
function before(layer: LayerShape, { top, left, bottom, right }: Patch, read: Shape): Patch {
  const [, height = 1, width = 1] = read;
  const window = windowOf(layer);
  const isPointwise = String(layer.shape) === String(read) && !READS_ALL.has(layer.kind);
  if (window === undefined)
    return isPointwise
      ? { top, left, bottom, right }
      : { top: 0, left: 0, bottom: height, right: width };
  const along = (axis: 0 | 1, first: number, end: number, extent: number): [number, number] => {
    const [step, pad] = [window.stride[axis] ?? 1, window.padding[axis] ?? 0];
    const reach = ((window.kernel[axis] ?? 1) - 1) * (window.dilation[axis] ?? 1) + 1;
    const cut = (at: number): number => Math.max(0, Math.min(extent, at));
    return [cut(first * step - pad), cut((end - 1) * step - pad + reach)];
  };
  const rows = along(0, top, bottom, height);
  const columns = along(1, left, right, width);
  return { top: rows[0], bottom: rows[1], left: columns[0], right: columns[1] };
}

/** As large as what they read, and each number of it sees all. */
const READS_ALL: ReadonlySet<string> = new Set(["softmax", "log_softmax", "linear"]);
