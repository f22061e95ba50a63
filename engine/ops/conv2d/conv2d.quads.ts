/**
 * conv2d in quads, for software adapters with subgroups of four (texts and reasons:
 * conv2d.quads.slide.ts, conv2d.quads.filter.ts). What the tests would lose without them is
 * measured in docs/performance.md.
 */
import { type CallContext, type Dispatch, linear } from "../../backends/webgpu/kernel";
import { type Geometry, isFused, type Slope, taps, work } from "./conv2d.geometry";
import { filterSource } from "./conv2d.quads.filter";
import type { Patch } from "./conv2d.patch";
import { slideSource } from "./conv2d.quads.slide";
import type { FirstStage } from "./conv2d.registers";

/**
 * Beyond nine taps a turn of the loop takes one row of the filter: more would only make the text
 * long.
 */
const isWhole = ({ KH, KW }: Geometry): boolean => KH * KW <= 9;

function patchOf(shape: Geometry, tile: Pick<Patch, "rows" | "columns" | "channels">): Patch {
  const { KH, KW, SH, SW, DH, DW } = shape;
  return { ...tile, KH, KW, SH, SW, DH, DW, whole: isWhole(shape) };
}

/** Layers of a network share a tile, and with it a pipeline, whatever their extents. */
function slidePatch(shape: Geometry): Patch {
  if (!isWhole(shape)) return patchOf(shape, { rows: 2, columns: 5, channels: 2 });
  return patchOf(shape, { rows: 4, columns: shape.J > 4 ? 8 : 4, channels: 2 });
}

const nameOf = (kind: string, { rows, columns, channels, KH, KW, SH, SW, DH, DW }: Patch): string =>
  `conv2d.quads.${kind} ${KH}×${KW} stride ${SH}×${SW} dilation ${DH}×${DW} tile ${rows}×${columns}×${channels}`;

type Numbers = Readonly<
  Record<"N" | "C" | "H" | "W" | "O" | "I" | "J" | "G" | "PT" | "PL", number>
>;
type Weights = Readonly<Record<"WG" | "WO" | "WC" | "FIRST" | "STEP", number>>;

function slide(
  patch: Patch,
  numbers: Numbers,
  weights: Weights,
  BIAS: number,
  RELU: number,
): Omit<Dispatch, "operands" | "work"> {
  const { N, O, I, J, G } = numbers;
  const places = N * G * Math.ceil(I / patch.rows) * Math.ceil(J / patch.columns);
  return {
    name: nameOf("slide", patch),
    source: slideSource(patch),
    entry: "main",
    constants: {},
    shape: { ...numbers, ...weights, BIAS, RELU },
    groups: linear(4 * places * Math.ceil(O / (4 * patch.channels))),
  };
}

export function forwardInQuads(call: CallContext, shape: Geometry): Dispatch {
  const { N, C, H, W, O, I, J, G, KH, KW, PT, PL } = shape;
  const K = KH * KW;
  const [c, o] = [C / G, O / G];
  const bias = call.has("b");
  const weights = { WG: o * c * K, WO: c * K, WC: K, FIRST: 0, STEP: 1 };
  const numbers = { N, C: c, H, W, O: o, I, J, G, PT, PL };
  return {
    ...slide(slidePatch(shape), numbers, weights, bias ? 1 : 0, isFused(call) ? 1 : 0),
    operands: ["x", "w", bias ? "b" : null, "y"],
    work: work(shape),
  };
}

/**
 * Stride 1 only: the convolution of dy with the filters turned by half, channels of x for channels
 * of y.
 */
export function inputInQuads(shape: Geometry, { dy }: Slope): Dispatch {
  const { N, C, H, W, O, I, J, G, KH, KW, PT, PL, DH, DW } = shape;
  const K = KH * KW;
  const [c, o] = [C / G, O / G];
  const weights = { WG: o * c * K, WO: K, WC: c * K, FIRST: K - 1, STEP: -1 };
  const numbers = {
    N,
    C: o,
    H: I,
    W: J,
    O: c,
    I: H,
    J: W,
    G,
    PT: (KH - 1) * DH - PT,
    PL: (KW - 1) * DW - PL,
  };
  return {
    ...slide(slidePatch({ ...shape, J: W }), numbers, weights, 0, 0),
    operands: [dy, "w", null, "dx"],
    work: work(shape),
  };
}

/** The first stage of the filters' gradient; sums of parts go to scratch memory. */
export function filterInQuads(shape: Geometry, slope: Slope, BIAS: number): FirstStage {
  const { N, C, H, W, O, I, J, G, PT, PL } = shape;
  const tile = isWhole(shape)
    ? { rows: 2, columns: 4, channels: 8 }
    : { rows: 2, columns: 5, channels: 6 };
  const patch = patchOf(shape, tile);
  const quads =
    Math.ceil(((C / G) * (patch.whole ? 1 : shape.KH)) / 4) * Math.ceil(O / G / patch.channels) * G;
  const patches = N * Math.ceil(I / patch.rows) * Math.ceil(J / patch.columns);
  const PARTS = Math.max(1, Math.min(patches, Math.ceil(QUADS_ENOUGH / quads)));
  const stage: Dispatch = {
    name: `${nameOf("filter", patch)} bias ${BIAS}`,
    source: filterSource({ ...patch, bias: BIAS === 1 }),
    entry: "parts",
    constants: {},
    shape: { N, C: C / G, H, W, O: O / G, I, J, G, PT, PL, PARTS, RELU: slope.RELU },
    operands: [
      slope.dy,
      "x",
      slope.y,
      { scratch: slope.free, words: PARTS * O * (taps(shape) + BIAS) },
    ],
    groups: linear(4 * PARTS * quads),
    work: work(shape),
  };
  return { PARTS, stage };
}

/** Quads that keep the cores of a processor busy. */
const QUADS_ENOUGH = 128;
