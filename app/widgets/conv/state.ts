/**
 * What the convolution figure knows, and how an untrusted value becomes one. All sizes in cells.
 *
 * Shorthands are read everywhere (links, `set` tags, properties): `stride: 2` is [2, 2]; `padding: 1` is [1, 1, 1, 1], `[1, 2]`
 * is [top and bottom, left and right], "valid" is none, "same" keeps the size. A combination in which the filter does not
 * fit is repaired by adding padding, then by cutting the filter: no illegal state exists.
 */
import { finite, inRange, isRecord, oneOf, truth } from "../untrusted";
import { FILTERS, INPUTS, LECTURE_INPUT, presetNamed, VERTICAL_EDGE, type Matrix } from "./presets";

export const LIMITS = { input: 16, filter: 7, stride: 4, padding: 6, dilation: 4, value: 1e6, layers: 12, picture: 64 } as const;

export type Pair = readonly [number, number];
export type Sides = readonly [number, number, number, number];

export const VIEWS = ["forward", "backward", "layers"] as const;
export const GRADIENTS = ["w", "x", "b"] as const;

export interface ConvState {
  readonly input: Matrix;
  readonly filter: Matrix;
  readonly bias: number;
  /** [down, across]. */
  readonly stride: Pair;
  /** [top, left, bottom, right]. */
  readonly padding: Sides;
  readonly dilation: Pair;
  /** Turn the filter by 180° first: convolution as mathematics defines it. */
  readonly flip: boolean;
  readonly view: (typeof VIEWS)[number];
  /** Whose gradient the backward view walks through. */
  readonly of: (typeof GRADIENTS)[number];
  /** Place on the time line: how many cells have been computed; the current one is the last of them. */
  readonly at: number;
  /** The input or filter cell that is asked "where do you go?". */
  readonly asked: { readonly tensor: "input" | "filter"; readonly row: number; readonly column: number } | null;
  /** ∂L/∂y: what the layer above sends back. Cells beyond it count as 1. */
  readonly errors: Matrix;
  /** Show every output at once, not only those reached. */
  readonly all: boolean;
  /** Colour the input by how often each cell is used. */
  readonly uses: boolean;
  /** Say what the filter is. */
  readonly facts: boolean;
  /** How many layers the layers view shows, and the side of the picture that goes in. */
  readonly layers: number;
  readonly picture: number;
}

export const START: ConvState = {
  input: LECTURE_INPUT,
  filter: VERTICAL_EDGE,
  bias: 0,
  stride: [1, 1],
  padding: [0, 0, 0, 0],
  dilation: [1, 1],
  flip: false,
  view: "forward",
  of: "w",
  at: 0,
  asked: null,
  errors: Array.from({ length: LIMITS.input }, (_, row) =>
    Array.from({ length: LIMITS.input }, (__, column) => ((3 * row + 4 * column + 3) % 5) - 2),
  ),
  all: false,
  uses: false,
  facts: false,
  layers: 10,
  picture: 28,
};

/** Rows and columns of the output; a count below 1 means that the filter does not fit. */
export function outputSize({
  input,
  filter,
  stride,
  padding,
  dilation,
}: Pick<ConvState, "input" | "filter" | "stride" | "padding" | "dilation">): Pair {
  const [top, left, bottom, right] = padding;
  const count = (size: number, pad: number, kernel: number, spread: number, step: number): number =>
    Math.floor((size + pad - spread * (kernel - 1) - 1) / step) + 1;
  return [
    count(input.length, top + bottom, filter.length, dilation[0], stride[0]),
    count(input[0]?.length ?? 0, left + right, filter[0]?.length ?? 0, dilation[1], stride[1]),
  ];
}

/** How many cells the time line walks through. */
export function stepsOf(state: ConvState): number {
  if (state.view === "layers") return state.layers;
  if (state.view === "forward") return area(outputSize(state));
  return state.of === "b" ? 1 : area(sizeOf(state.of === "w" ? state.filter : state.input));
}

export function sizeOf(matrix: Matrix): Pair {
  return [matrix.length, matrix[0]?.length ?? 0];
}

export function seek(state: ConvState, at: number): ConvState {
  const to = Math.max(0, Math.min(stepsOf(state), Math.round(at)));
  return to === state.at && state.asked === null ? state : { ...state, at: to, asked: null };
}

/** The errors as large as the output: cut, or filled up with 1. */
export function errorsOf(state: ConvState): Matrix {
  const [rows, columns] = outputSize(state);
  return Array.from({ length: Math.max(0, rows) }, (_, row) =>
    Array.from({ length: Math.max(0, columns) }, (__, column) => state.errors[row]?.[column] ?? 1),
  );
}

export function restore(untrusted: unknown, fallback: ConvState): ConvState {
  const given = isRecord(untrusted) ? untrusted : {};
  const input = matrixFrom(given["input"], LIMITS.input) ?? presetNamed(INPUTS, given["input"])?.matrix ?? fallback.input;
  const filter = matrixFrom(given["filter"], LIMITS.filter) ?? presetNamed(FILTERS, given["filter"])?.matrix ?? fallback.filter;
  const stride = pair(given["stride"], LIMITS.stride) ?? fallback.stride;
  const dilation = pair(given["dilation"], LIMITS.dilation) ?? fallback.dilation;
  const padding = paddingOf(given["padding"], filter, stride, dilation) ?? fallback.padding;
  const state: ConvState = {
    ...fitting({ input, filter, stride, dilation, padding }),
    bias: finite(given["bias"], fallback.bias),
    flip: truth(given["flip"], fallback.flip),
    view: oneOf(given["view"], VIEWS, fallback.view),
    of: oneOf(given["of"], GRADIENTS, fallback.of),
    errors: matrixFrom(given["errors"], LIMITS.input + 2 * LIMITS.padding) ?? fallback.errors,
    all: truth(given["all"], fallback.all),
    uses: truth(given["uses"], fallback.uses),
    facts: truth(given["facts"], fallback.facts),
    layers: inRange(given["layers"], 1, LIMITS.layers, fallback.layers),
    picture: inRange(given["picture"], 1, LIMITS.picture, fallback.picture),
    at: 0,
    asked: null,
  };
  const placed = { ...state, at: Math.min(stepsOf(state), inRange(given["at"], 0, 4096, fallback.at)) };
  // Whoever moves along the time line without asking anew has stopped asking.
  const moved = placed.at !== fallback.at && sameAsked(given["asked"], fallback.asked);
  return { ...placed, asked: moved ? null : askedOf("asked" in given ? given["asked"] : fallback.asked, placed) };
}

type Geometry = Pick<ConvState, "input" | "filter" | "stride" | "dilation" | "padding">;

/** The nearest legal geometry: less dilation, then more padding, then a smaller filter. */
function fitting(wanted: Geometry): Geometry {
  const [rows, columns] = outputSize(wanted);
  if (rows >= 1 && columns >= 1) return wanted;
  const close = { ...wanted, dilation: [1, 1] as const };
  const [top, left, bottom, right] = close.padding;
  const [height, width] = sizeOf(close.input);
  const lack = (kernel: number, room: number): number => Math.max(0, kernel - room);
  const down = lack(close.filter.length, height + top + bottom);
  const across = lack(close.filter[0]?.length ?? 1, width + left + right);
  const add = (side: number, more: number): number => Math.min(LIMITS.padding, side + more);
  const padding: Sides = [
    add(top, Math.ceil(down / 2)),
    add(left, Math.ceil(across / 2)),
    add(bottom, Math.floor(down / 2)),
    add(right, Math.floor(across / 2)),
  ];
  const filter = close.filter.slice(0, height + padding[0] + padding[2]).map((row) => row.slice(0, width + padding[1] + padding[3]));
  return { ...close, padding, filter };
}

function sameAsked(given: unknown, asked: ConvState["asked"]): boolean {
  return given === undefined || given === asked || JSON.stringify(given) === JSON.stringify(asked);
}

function askedOf(value: unknown, state: ConvState): ConvState["asked"] {
  if (!isRecord(value) || state.view !== "forward") return null;
  const tensor = oneOf(value["tensor"], ["input", "filter"], "input");
  const [rows, columns] = sizeOf(state[tensor]);
  return { tensor, row: inRange(value["row"], 0, rows - 1, 0), column: inRange(value["column"], 0, columns - 1, 0) };
}

/** A full rectangle of at most `extent` rows and columns of acceptable numbers, or null. */
export function matrixFrom(value: unknown, extent: number): Matrix | null {
  if (!Array.isArray(value) || value.length < 1 || value.length > extent) return null;
  const rows = value.map((row: unknown) => (Array.isArray(row) ? row.map((cell: unknown) => finite(cell, Number.NaN, LIMITS.value)) : []));
  const columns = rows[0]?.length ?? 0;
  if (columns < 1 || columns > extent || rows.some((row) => row.length !== columns)) return null;
  return rows.every((row) => row.every((cell) => !Number.isNaN(cell))) ? rows : null;
}

function pair(value: unknown, most: number): Pair | null {
  const [down, across = down]: readonly unknown[] = Array.isArray(value) ? value : [value];
  return whole(down, 1, most) && whole(across, 1, most) ? [down, across] : null;
}

function paddingOf(value: unknown, filter: Matrix, stride: Pair, dilation: Pair): Sides | null {
  if (value === "valid") return [0, 0, 0, 0];
  if (value === "same") return samePadding(filter, stride, dilation);
  const [top, left = top, bottom = top, right = left]: readonly unknown[] = Array.isArray(value) ? value : [value];
  const side = (given: unknown): given is number => whole(given, 0, LIMITS.padding);
  return side(top) && side(left) && side(bottom) && side(right) ? [top, left, bottom, right] : null;
}

/** The padding that keeps the size at stride 1; what is left over goes to the bottom and the right, as in PyTorch. */
export function samePadding(filter: Matrix, stride: Pair, dilation: Pair): Sides | null {
  if (stride[0] !== 1 || stride[1] !== 1) return null;
  const [kh, kw] = sizeOf(filter);
  const [down, across] = [dilation[0] * (kh - 1), dilation[1] * (kw - 1)];
  const sides: Sides = [Math.floor(down / 2), Math.floor(across / 2), Math.ceil(down / 2), Math.ceil(across / 2)];
  return sides.every((side) => side <= LIMITS.padding) ? sides : null;
}

function whole(value: unknown, min: number, max: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;
}

function area([rows, columns]: Pair): number {
  return Math.max(0, rows) * Math.max(0, columns);
}
