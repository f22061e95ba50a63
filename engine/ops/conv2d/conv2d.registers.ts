/**
 * conv2d in register tiles: for the software adapter, and on any device for few channels a group.
 */
import { type CallContext, type Dispatch, linear } from "../../backends/webgpu/kernel";
import { type Geometry, isFused, type Slope, taps, work } from "./conv2d.geometry";
import backwardSource from "./conv2d.registers.backward.wgsl?raw";
import slidingSource from "./conv2d.registers.filter.wgsl?raw";
import gatheredSource from "./conv2d.registers.gathered.wgsl?raw";
import forwardSource from "./conv2d.registers.wgsl?raw";
import stretch from "./stretch.wgsl?raw";

const CHANNELS_PER_TILE = 8;

/**
 * Blocks of four cells in a register tile, at most four, as even as the width allows; narrow images
 * go in pairs.
 */
function tileFor(
  width: number,
  images: number,
): { readonly BLOCKS: number; readonly PAIRED: number; readonly across: number } {
  const across = Math.ceil(width / Math.ceil(width / 16) / 4);
  const PAIRED = across <= 2 && images > 1 ? 1 : 0;
  return { BLOCKS: across * (1 + PAIRED), PAIRED, across };
}

export function forwardInRegisters(call: CallContext, shape: Geometry): Dispatch {
  const { N, O, I, J, G, SW, DW } = shape;
  const bias = call.has("b");
  const { BLOCKS, PAIRED, across } = tileFor(J, N);
  const CHANNELS = Math.min(CHANNELS_PER_TILE, O / G);
  return {
    name: "conv2d.forward",
    source: `${forwardSource}\n${stretch}`,
    entry: "main",
    constants: {
      BIAS: bias ? 1 : 0,
      RELU: isFused(call) ? 1 : 0,
      SLIDES: SW * DW === 1 ? 1 : 0,
      CHANNELS,
      BLOCKS,
      PAIRED,
    },
    shape: { ...shape },
    operands: ["x", "w", bias ? "b" : null, "y"],
    groups: linear(
      Math.ceil(N / (1 + PAIRED)) *
        G *
        Math.ceil(O / G / CHANNELS) *
        I *
        Math.ceil(J / (4 * across)),
    ),
    work: work(shape),
  };
}

export function inputInRegisters(shape: Geometry, { dy, y, RELU }: Slope): Dispatch {
  const { N, C, H, W, G, SW, DH, DW, PL, J } = shape;
  const columns = Math.ceil(W / SW);
  const { BLOCKS, PAIRED, across } = tileFor(columns, N);
  const CHANNELS = Math.min(CHANNELS_PER_TILE, C / G);
  const slides = DH * DW === 1;
  const alone = slides && PAIRED === 0 && PL === 0 && columns <= 4 * BLOCKS;
  const FILLED = alone ? Math.min(BLOCKS, Math.ceil(J / 4)) : BLOCKS;
  return {
    name: "conv2d.backward",
    source: `${backwardSource}\n${stretch}`,
    entry: "main",
    constants: {
      RELU,
      SLIDES: slides ? 1 : 0,
      ALONE: alone ? 1 : 0,
      CHANNELS,
      BLOCKS,
      PAIRED,
      FILLED,
    },
    shape: { ...shape },
    operands: [dy, "w", y, "dx"],
    groups: linear(
      Math.ceil(N / (1 + PAIRED)) *
        G *
        Math.ceil(C / G / CHANNELS) *
        H *
        SW *
        Math.ceil(columns / (4 * across)),
    ),
    work: work(shape),
  };
}

/**
 * Into how many parts the rows of dy are cut: enough to keep a device busy, few enough that adding
 * them stays cheap.
 */
function partsFor(call: CallContext, lines: number, tiles: number): number {
  const wanted = Math.ceil((call.software ? 256 : 16384) / Math.max(1, tiles));
  const each = Math.ceil(lines / Math.max(1, Math.min(lines, wanted)));
  return Math.max(1, Math.ceil(lines / Math.max(1, each)));
}

export interface FirstStage {
  readonly PARTS: number;
  readonly stage: Dispatch;
}

function slidingParts(call: CallContext, shape: Geometry, slope: Slope, BIAS: number): FirstStage {
  const { N, C, H, W, O, I, J, G, KH, KW, PT, PL } = shape;
  const US = Math.ceil(KH / Math.ceil(KH / 3));
  const VS = Math.ceil(KW / Math.ceil(KW / 8));
  const CHANNELS = Math.min(CHANNELS_PER_TILE, O / G);
  const tiles = Math.ceil(KW / VS) * Math.ceil(KH / US) * (C / G) * G * Math.ceil(O / G / CHANNELS);
  const PARTS = partsFor(call, N * I, tiles);
  const stage: Dispatch = {
    name: "conv2d.filter.sliding",
    source: slidingSource,
    entry: "parts",
    constants: { RELU: slope.RELU, BIAS, CHANNELS, US, VS },
    shape: { N, C, H, W, O, I, J, G, KH, KW, PT, PL, PARTS },
    operands: [
      slope.dy,
      "x",
      slope.y,
      { scratch: slope.free, words: PARTS * O * (taps(shape) + BIAS) },
    ],
    groups: linear(PARTS * tiles),
    work: work(shape),
  };
  return { PARTS, stage };
}

function gatheredParts(call: CallContext, shape: Geometry, slope: Slope, BIAS: number): FirstStage {
  const { N, O, I, G } = shape;
  const columns = taps(shape) + BIAS;
  const CHANNELS = Math.min(CHANNELS_PER_TILE, O / G);
  const tiles = G * Math.ceil(O / G / CHANNELS) * Math.ceil(columns / 4);
  const PARTS = partsFor(call, N * I, tiles);
  const stage: Dispatch = {
    name: "conv2d.filter.gathered",
    source: gatheredSource,
    entry: "parts",
    constants: { RELU: slope.RELU, BIAS, CHANNELS },
    shape: { ...shape, PARTS },
    operands: [slope.dy, "x", slope.y, { scratch: slope.free, words: PARTS * O * columns }],
    groups: linear(PARTS * tiles),
    work: work(shape),
  };
  return { PARTS, stage };
}

/** The first stage of the filters' gradient; sums of parts go to scratch memory. */
export function filterInRegisters(
  call: CallContext,
  shape: Geometry,
  slope: Slope,
  BIAS: number,
): FirstStage {
  const { KH, KW, SH, SW, DH, DW } = shape;
  const slides = SH * SW * DH * DW === 1 && KH * KW > 1;
  return slides ? slidingParts(call, shape, slope, BIAS) : gatheredParts(call, shape, slope, BIAS);
}
