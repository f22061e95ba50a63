/**
 * What the figure knows: a small convolution layer with every number in it, or a layer of the
 * trained LeNet-5, and how it is looked at. Shapes: x [C][H][W], w [O][C][f][f], b [O], target
 * [O][H′][W′].
 */
import { type Raw, type StateOf, table } from "../fields/table";
import type { PropertyValues } from "../widget";
import { ACTIVATIONS, FIELDS, VOLUME } from "./fields";
import { type Layer, presetOf, PRESETS, type PresetName } from "./presets";
import { type Filters, readFilters, readNumbers, readVolume, type Volume } from "./read";

export type VolumeState = StateOf<typeof FIELDS>;

export const fields = table(1, FIELDS, {
  legal,
  follow: (next, before) =>
    legal(
      before.grain === next.grain && before.direction === next.direction && before.of === next.of
        ? next
        : { ...next, at: 1 },
    ),
  shorthands: {
    preset: {
      property: {
        type: "choice",
        options: PRESETS,
        default: "volume",
        description:
          "Numbers to begin with: 6×6×3 with one or two 3×3×3 filters, 6×6×5 with two 1×1 filters, a layer of ten filters, one channel, or a convolution of the trained LeNet-5 on a digit.",
      },
      fields: (name, given) => presetFields(name, given),
      written: ({ source }) => (source === "own" ? "volume" : source),
    },
  },
  parts: ["preset", "channels", "filters", "counts", "notation", "update"],
});

/** The preset's numbers where an author gives none of their own that fit together. */
function presetFields(name: unknown, given: PropertyValues): Raw {
  const preset = presetOf(PRESETS.find((one): one is PresetName => one === name) ?? "volume");
  const [x, w] = [readVolume(given["x"]) ?? preset.x, readFilters(given["w"]) ?? preset.w];
  const fitting = fitsTogether(x, w) ? { x, w } : { x: preset.x, w: preset.w };
  const b = readNumbers(given["b"]);
  return {
    source: preset.source,
    ...fitting,
    b: b?.length === fitting.w.length ? b : fitting.w.map((_, at) => preset.b[at] ?? 0),
    activation: ACTIVATIONS.find((one) => one === given["activation"]) ?? preset.activation,
    learningRate: given["learningRate"] ?? preset.learningRate,
  };
}

function fitsTogether(x: Volume, w: Filters): boolean {
  return (
    w.every((filter) => filter.length === x.length) &&
    (w[0]?.[0]?.length ?? 0) <= Math.min(x[0]?.length ?? 0, x[0]?.[0]?.length ?? 0)
  );
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
const TRAINED: Readonly<Record<Exclude<VolumeState["source"], "own">, readonly [Extents, number]>> =
  {
    conv1: [{ ...sides(28, 28), channels: 1, filters: 6 }, 2],
    conv2: [{ ...sides(14, 10), channels: 6, filters: 16 }, 0],
  };

function sides(side: number, out: number): Omit<Extents, "channels" | "filters"> {
  return { height: side, width: side, kernel: 5, rows: out, columns: out };
}

/** Settings of the layer on show. */
export function settingsOf(
  state: VolumeState,
): Pick<VolumeState, "stride" | "padding" | "activation"> {
  return state.source === "own"
    ? state
    : { stride: 1, padding: TRAINED[state.source][1], activation: "relu" };
}

type Shaped = Pick<VolumeState, "x" | "w" | "stride" | "padding" | "source">;

export function extentsOf({ x, w, stride, padding, source }: Shaped): Extents {
  if (source !== "own") return TRAINED[source][0];
  const [height, width] = [x[0]?.length ?? 0, x[0]?.[0]?.length ?? 0];
  const kernel = w[0]?.[0]?.length ?? 0;
  const steps = (extent: number): number =>
    Math.floor((extent + 2 * padding - kernel) / stride) + 1;
  return {
    channels: x.length,
    height,
    width,
    filters: w.length,
    kernel,
    rows: steps(height),
    columns: steps(width),
  };
}

export function parameterCount(state: VolumeState): number {
  const { channels, filters, kernel } = extentsOf(state);
  return (channels * kernel * kernel + 1) * filters;
}

/** Parts of one output number on the time line. */
export function partsPerCell(state: VolumeState): number {
  const { channels, kernel } = extentsOf(state);
  if (state.direction === "backward") return 1;
  return { cell: 1, channel: channels, product: channels * kernel * kernel }[state.grain];
}

/** Cells that the time line walks through. */
export function cellsOnLine(state: VolumeState): number {
  const { channels, height, width, filters, kernel, rows, columns } = extentsOf(state);
  if (state.direction === "forward") return filters * rows * columns;
  return { w: filters * channels * kernel * kernel, b: filters, x: channels * height * width }[
    state.of
  ];
}

export function lengthOf(state: VolumeState): number {
  return cellsOnLine(state) * partsPerCell(state);
}

/** The nearest state whose tensors fit together and whose place there is. */
function legal(given: VolumeState): VolumeState {
  const layer: Layer = fitsTogether(given.x, given.w) ? given : VOLUME;
  const shaped = { ...given, x: layer.x, w: layer.w };
  const { channels, filters, kernel, rows, columns } = extentsOf(shaped);
  const sizes = extentsOf({ ...shaped, source: "own" });
  const { target } = given;
  const fits =
    target !== "zero" &&
    target.length === sizes.filters &&
    target[0]?.length === sizes.rows &&
    target[0]?.[0]?.length === sizes.columns;
  const state: VolumeState = {
    ...shaped,
    b: given.b.length === layer.w.length ? given.b : layer.w.map((_, at) => given.b[at] ?? 0),
    target: fits ? target : "zero",
    direction: given.source === "own" && rows * columns > 0 ? given.direction : "forward",
    view: given.view === "dense" && kernel !== 1 ? "flat" : given.view,
    channel: Math.min(given.channel, channels - 1),
    filter: Math.min(given.filter, filters - 1),
  };
  return { ...state, at: Math.min(state.at, lengthOf(state)) };
}
