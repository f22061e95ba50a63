/**
 * Receptive fields: which pixels of the input one cell of a layer can see.
 *
 *   size' = size + (f − 1)·d·jump      jump' = jump·s      start' = start − p·jump
 *
 * `start` is the first pixel that cell (0, 0) sees (negative: in the padding); the next cell begins
 * `jump` pixels on. A layer that reads all cells (linear, global pooling) sees the union, and so
 * does one that adds planes of different sizes. Pairs are [height, width], in pixels.
 */
import type { OpDefinition } from "../core/op";
import type { Attributes } from "../core/op";
import type { Shape } from "../core/shape";

export interface ReceptiveField {
  readonly size: readonly [number, number];
  readonly jump: readonly [number, number];
  readonly start: readonly [number, number];
}

/** Rows top … bottom−1 and columns left … right−1 of the input, cut to the image. */
export interface Patch {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Ops whose every output cell reads whole planes. */
const READS_ALL: ReadonlySet<string> = new Set([
  "linear",
  "global_avgpool2d",
  "global_maxpool2d",
  "softmax",
  "log_softmax",
  "adaptive_avgpool2d",
]);

/** Ops behind which a place no longer says where it lies in the image. */
const UNCUT: ReadonlySet<string> = new Set(["flatten", "unflatten", "upsample"]);

export const PIXEL: ReceptiveField = { size: [1, 1], jump: [1, 1], start: [0, 0] };

/**
 * The field of a layer from those of its inputs; `shapes` are the inputs' shapes without the batch.
 */
export function fieldAfter(
  definition: OpDefinition,
  attributes: Attributes,
  inputs: readonly ReceptiveField[],
  shapes: readonly Shape[],
): ReceptiveField {
  const repeats = new Set(shapes.map((shape) => shape.slice(1).join("×"))).size > 1;
  const joined = union(
    repeats ? inputs.map((field, at) => whole(field, shapes[at] ?? [])) : inputs,
  );
  if (READS_ALL.has(definition.name) || UNCUT.has(definition.name)) {
    return whole(joined, shapes[0] ?? []);
  }
  const window = definition.window?.(attributes);
  if (window === undefined) return joined;
  const along = (axis: 0 | 1): [number, number, number] => {
    const jump = joined.jump[axis];
    const reach = ((window.kernel[axis] ?? 1) - 1) * (window.dilation[axis] ?? 1) * jump;
    return [
      joined.size[axis] + reach,
      jump * (window.stride[axis] ?? 1),
      joined.start[axis] - (window.padding[axis] ?? 0) * jump,
    ];
  };
  const [height, width] = [along(0), along(1)];
  return { size: [height[0], width[0]], jump: [height[1], width[1]], start: [height[2], width[2]] };
}

/** What cell (row, column) sees of an input of `height` × `width` pixels. */
export function patchAt(
  field: ReceptiveField,
  row: number,
  column: number,
  height: number,
  width: number,
): Patch {
  const top = field.start[0] + row * field.jump[0];
  const left = field.start[1] + column * field.jump[1];
  const cut = (value: number, limit: number): number => Math.max(0, Math.min(limit, value));
  return {
    top: cut(top, height),
    left: cut(left, width),
    bottom: cut(top + field.size[0], height),
    right: cut(left + field.size[1], width),
  };
}

function whole(field: ReceptiveField, shape: Shape): ReceptiveField {
  const [rows, columns] = shape.length === 3 ? [shape[1] ?? 1, shape[2] ?? 1] : [1, 1];
  return {
    size: [
      field.size[0] + (rows - 1) * field.jump[0],
      field.size[1] + (columns - 1) * field.jump[1],
    ],
    jump: [0, 0],
    start: field.start,
  };
}

function union(fields: readonly ReceptiveField[]): ReceptiveField {
  const along = (axis: 0 | 1): [number, number, number] => {
    const first = Math.min(...fields.map((field) => field.start[axis]));
    const last = Math.max(...fields.map((field) => field.start[axis] + field.size[axis]));
    return [last - first, Math.max(...fields.map((field) => field.jump[axis])), first];
  };
  const [height, width] = [along(0), along(1)];
  return { size: [height[0], width[0]], jump: [height[1], width[1]], start: [height[2], width[2]] };
}
