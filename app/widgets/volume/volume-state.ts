/**
 * The state of the volume figure: a small convolution layer with every number in it, and where its time line stands.
 * Shapes: x [C][H][W], w [O][C][f][f], b [O], target [O][H′][W′]. Untrusted values are repaired field by field.
 */
import { size as cells } from "../../../engine/core/shape";
import { conv2d } from "../../../engine/ops/conv2d/conv2d";
import type { VolumeExtents } from "../../figures/volume/arrange";
import { decode } from "../digit-lab/picture";
import { finite, inRange, isRecord, oneOf, truth } from "../untrusted";

export const LIMITS = { channels: 8, extent: 12, filters: 10, kernel: 5, stride: 3, padding: 2, magnitude: 1000, picture: 1600 } as const;
export const GRAINS = ["cell", "channel", "product"] as const;
export const DIRECTIONS = ["forward", "backward"] as const;
export const GRADIENTS = ["w", "b", "x"] as const;
export const VIEWS = ["flat", "tilted", "dense"] as const;
export const ACTIVATIONS = ["none", "relu"] as const;

/** Where the numbers come from: the state itself, or a convolution of the trained LeNet-5 on a handwritten digit. */
export const SOURCES = ["own", "conv1", "conv2"] as const;

export type Sheet = readonly (readonly number[])[];
export type Volume = readonly Sheet[];

export interface VolumeState {
  readonly source: (typeof SOURCES)[number];
  /** The digit that a trained layer looks at, as the digit lab writes it; "" is a three. */
  readonly picture: string;
  readonly x: Volume;
  readonly w: readonly Volume[];
  readonly b: readonly number[];
  /** What the output should be; every cell, or "zero" for 0 everywhere. Only the gradients need it. */
  readonly target: Volume | "zero";
  readonly stride: number;
  readonly padding: number;
  readonly activation: (typeof ACTIVATIONS)[number];
  readonly grain: (typeof GRAINS)[number];
  readonly direction: (typeof DIRECTIONS)[number];
  /** Whose gradient the backward time line walks through. */
  readonly of: (typeof GRADIENTS)[number];
  readonly at: number;
  /** "dense": filters of one pixel as the rows of a matrix. */
  readonly view: (typeof VIEWS)[number];
  /** Sheets peeled apart; else piled up, with one in front. */
  readonly apart: boolean;
  /** The channel and the filter in front, where the step does not say which. */
  readonly channel: number;
  readonly filter: number;
  /** Under each channel, what it adds to every output. */
  readonly shares: boolean;
  /** Every sum written out in full, however many there are. */
  readonly all: boolean;
  readonly learningRate: number;
}

export interface Extents {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly filters: number;
  readonly kernel: number;
  /** Of the output. */
  readonly rows: number;
  readonly columns: number;
}

/** The trained layers, as LeNet-5 has them; both slide by 1 and end in ReLU. */
const TRAINED: Readonly<Record<Exclude<VolumeState["source"], "own">, Extents & { readonly padding: number }>> = {
  conv1: { channels: 1, height: 28, width: 28, filters: 6, kernel: 5, rows: 28, columns: 28, padding: 2 },
  conv2: { channels: 6, height: 14, width: 14, filters: 16, kernel: 5, rows: 10, columns: 10, padding: 0 },
};

/** Settings of the layer on show. */
export function settingsOf(state: VolumeState): Pick<VolumeState, "stride" | "padding" | "activation"> {
  return state.source === "own" ? state : { stride: 1, padding: TRAINED[state.source].padding, activation: "relu" };
}

type Shaped = Pick<VolumeState, "x" | "w" | "stride" | "padding" | "source">;

export function extentsOf({ x, w, stride, padding, source }: Shaped): Extents {
  if (source !== "own") return TRAINED[source];
  const height = x[0]?.length ?? 0;
  const width = x[0]?.[0]?.length ?? 0;
  const kernel = w[0]?.[0]?.length ?? 0;
  const steps = (extent: number): number => Math.floor((extent + 2 * padding - kernel) / stride) + 1;
  return { channels: x.length, height, width, filters: w.length, kernel, rows: steps(height), columns: steps(width) };
}

/** What the layer learns: the cells of the weights and biases that the op itself asks for. */
export function parameterCount(state: VolumeState): number {
  const { channels, height, width, filters: out_channels, kernel } = extentsOf(state);
  const attributes = conv2d.normalise({ out_channels, kernel_size: kernel });
  const shapes = Object.values(conv2d.parameters?.([1, channels, height, width], attributes) ?? {});
  return shapes.reduce((sum, shape) => sum + cells(shape), 0);
}

/** As it is drawn: every sheet of the input with its padding. */
export function drawnExtents(state: VolumeState): VolumeExtents {
  const { height, width, rows, columns, ...same } = extentsOf(state);
  const extra = 2 * settingsOf(state).padding;
  return { ...same, rows: height + extra, columns: width + extra, outRows: rows, outColumns: columns };
}

/** Repairs anything into a state whose tensors fit together. */
export function restoreVolume(untrusted: unknown, fallback: VolumeState): VolumeState {
  const given = isRecord(untrusted) ? untrusted : {};
  const x = volume(given["x"], LIMITS.channels, LIMITS.extent) ?? fallback.x;
  const w = filters(given["w"]) ?? fallback.w;
  const fits =
    w.every((filter) => filter.length === x.length) && (w[0]?.[0]?.length ?? 0) <= Math.min(x[0]?.length ?? 0, x[0]?.[0]?.length ?? 0);
  const tensors = fits ? { x, w } : { x: fallback.x, w: fallback.w };
  const source = oneOf(given["source"], SOURCES, fallback.source);
  const shaped = {
    ...tensors,
    source,
    stride: inRange(given["stride"], 1, LIMITS.stride, fallback.stride),
    padding: inRange(given["padding"], 0, LIMITS.padding, fallback.padding),
  };
  const b = numbers(given["b"], tensors.w.length) ?? tensors.w.map((_, at) => fallback.b[at] ?? 0);
  const { channels, filters: count, kernel } = extentsOf(shaped);
  const view = oneOf(given["view"], VIEWS, fallback.view);
  const state: VolumeState = {
    ...shaped,
    picture: pictureIn(given["picture"]) ?? fallback.picture,
    b,
    target: fitting(given["target"] ?? fallback.target, { ...shaped, source: "own" }),
    activation: oneOf(given["activation"], ACTIVATIONS, fallback.activation),
    grain: oneOf(given["grain"], GRAINS, fallback.grain),
    direction: source === "own" ? oneOf(given["direction"], DIRECTIONS, fallback.direction) : "forward",
    of: oneOf(given["of"], GRADIENTS, fallback.of),
    at: 0,
    view: view === "dense" && kernel !== 1 ? "flat" : view,
    apart: truth(given["apart"], fallback.apart),
    channel: inRange(given["channel"], 0, channels - 1, Math.min(fallback.channel, channels - 1)),
    filter: inRange(given["filter"], 0, count - 1, Math.min(fallback.filter, count - 1)),
    shares: truth(given["shares"], fallback.shares),
    all: truth(given["all"], fallback.all),
    learningRate: Math.max(0, finite(given["learningRate"], fallback.learningRate, 10)),
  };
  return { ...state, at: inRange(given["at"], 0, lengthOf(state), Math.min(lengthOf(state), fallback.at)) };
}

/** Parts of one output number on the time line. */
export function partsPerCell(state: VolumeState): number {
  const { channels, kernel } = extentsOf(state);
  return { cell: 1, channel: channels, product: channels * kernel * kernel }[state.grain];
}

/** Cells that the time line walks through. */
export function cellsOnLine(state: VolumeState): number {
  const { channels, height, width, filters: count, kernel, rows, columns } = extentsOf(state);
  if (state.direction === "forward") return count * rows * columns;
  return { w: count * channels * kernel * kernel, b: count, x: channels * height * width }[state.of];
}

export function lengthOf(state: VolumeState): number {
  return cellsOnLine(state) * (state.direction === "forward" ? partsPerCell(state) : 1);
}

/** Which cell is being worked on (flat, in storage order) and how many of its parts are done; null at the start. */
export function cursorOf(state: VolumeState): { readonly cell: number; readonly parts: number } | null {
  if (state.at <= 0) return null;
  const parts = state.direction === "forward" ? partsPerCell(state) : 1;
  return { cell: Math.floor((state.at - 1) / parts), parts: ((state.at - 1) % parts) + 1 };
}

/** The place on the time line where cell `cell` is complete. */
export function atCell(state: VolumeState, cell: number): number {
  return (cell + 1) * (state.direction === "forward" ? partsPerCell(state) : 1);
}

function pictureIn(value: unknown): string | null {
  return typeof value === "string" && value.length <= LIMITS.picture && (value === "" || decode(value) !== null) ? value : null;
}

function fitting(value: unknown, shaped: Shaped): Volume | "zero" {
  const target = volume(value, LIMITS.filters, LIMITS.extent + 2 * LIMITS.padding);
  const { filters: count, rows, columns } = extentsOf(shaped);
  return target !== null && target.length === count && target[0]?.length === rows && target[0]?.[0]?.length === columns ? target : "zero";
}

/** Rectangular, within the limits, finite; else null. */
function volume(value: unknown, most: number, extent: number): Volume | null {
  if (!Array.isArray(value) || value.length < 1 || value.length > most) return null;
  const first: unknown = value[0];
  const rows = Array.isArray(first) ? first.length : 0;
  const columns = Array.isArray(first) && Array.isArray(first[0]) ? first[0].length : 0;
  if (rows < 1 || rows > extent || columns < 1 || columns > extent) return null;
  const sheets = value.map((sheet: unknown) =>
    Array.isArray(sheet) && sheet.length === rows ? sheet.map((row: unknown) => numbers(row, columns)) : [],
  );
  const whole = sheets.map((sheet) => sheet.flatMap((row) => (row === null ? [] : [row])));
  return whole.every((sheet) => sheet.length === rows) ? whole : null;
}

function filters(value: unknown): readonly Volume[] | null {
  if (!Array.isArray(value) || value.length < 1 || value.length > LIMITS.filters) return null;
  const made = value.flatMap((one: unknown) => {
    const filter = volume(one, LIMITS.channels, LIMITS.kernel);
    return filter === null ? [] : [filter];
  });
  const size = made[0]?.[0]?.length ?? 0;
  const same = made.every(
    (filter) => filter.length === made[0]?.length && filter.every((sheet) => sheet.length === size && sheet[0]?.length === size),
  );
  return made.length === value.length && same ? made : null;
}

function numbers(value: unknown, count: number): readonly number[] | null {
  if (!Array.isArray(value) || value.length !== count) return null;
  const row = value.map((one) => finite(one, Number.NaN, LIMITS.magnitude));
  return row.every(Number.isFinite) ? row : null;
}
