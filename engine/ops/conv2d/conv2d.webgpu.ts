/**
 * conv2d on the GPU: which kernel for which shape, and how its work is cut. Formulas in the .wgsl files; the measurements
 * behind the choices in docs/performance.md.
 */
import { type CallContext, type Dispatch, type Kernels, linear, type Operand, perCell } from "../../backends/webgpu/kernel";
import { image, real, windowConstants } from "../../backends/webgpu/settings";
import maskSource from "./conv2d.mask.wgsl?raw";
import backwardSource from "./conv2d.registers.backward.wgsl?raw";
import slidingSource from "./conv2d.registers.filter.wgsl?raw";
import gatheredSource from "./conv2d.registers.gathered.wgsl?raw";
import forwardSource from "./conv2d.registers.wgsl?raw";
import totalSource from "./conv2d.total.wgsl?raw";
import stretch from "./stretch.wgsl?raw";

/** Extents in the order of the kernels' struct Shape. */
interface Geometry {
  readonly N: number;
  readonly C: number;
  readonly H: number;
  readonly W: number;
  readonly O: number;
  readonly I: number;
  readonly J: number;
  readonly G: number;
  readonly KH: number;
  readonly KW: number;
  readonly SH: number;
  readonly SW: number;
  readonly PT: number;
  readonly PL: number;
  readonly DH: number;
  readonly DW: number;
}

const CHANNELS_PER_TILE = 8;

function geometry(call: CallContext, result: string): Geometry {
  const [N, C, H, W] = image(call, call.has("x") ? "x" : "dx");
  const [, O, I, J] = image(call, result);
  const { KH = 1, KW = 1, SH = 1, SW = 1, PT = 0, PL = 0, DH = 1, DW = 1 } = windowConstants(call.attributes);
  return { N, C, H, W, O, I, J, G: real(call.attributes, "groups", 1), KH, KW, SH, SW, PT, PL, DH, DW };
}

/** Weights of one filter. */
function taps({ C, G, KH, KW }: Geometry): number {
  return (C / G) * KH * KW;
}

/** Floating-point operations of the forward pass; each gradient takes as many. */
function work(shape: Geometry): number {
  return 2 * shape.N * shape.O * shape.I * shape.J * taps(shape);
}

/** Blocks of four columns in a register tile: at most four, as even as the width allows. */
function blocksFor(width: number): number {
  const tiles = Math.ceil(width / 16);
  return Math.ceil(width / tiles / 4);
}

function isFused(call: CallContext): boolean {
  return call.attributes["activation"] === "relu";
}

function forward(call: CallContext): readonly Dispatch[] {
  const shape = geometry(call, "y");
  const { N, O, I, J, G, SW, DW } = shape;
  if (N * O * I * J === 0) return [];
  const bias = call.has("b");
  const BLOCKS = blocksFor(J);
  const CHANNELS = Math.min(CHANNELS_PER_TILE, O / G);
  return [
    {
      name: "conv2d.forward",
      source: `${forwardSource}\n${stretch}`,
      entry: "main",
      constants: { BIAS: bias ? 1 : 0, RELU: isFused(call) ? 1 : 0, SLIDES: SW * DW === 1 ? 1 : 0, CHANNELS, BLOCKS },
      shape: { ...shape },
      operands: ["x", "w", bias ? "b" : null, "y"],
      groups: linear(N * G * Math.ceil(O / G / CHANNELS) * I * Math.ceil(J / (4 * BLOCKS))),
      work: work(shape),
    },
  ];
}

/** dy as the gradients' kernels read it: with y beside it when they have to mask it, and where free scratch memory begins. */
interface Slope {
  readonly dy: Operand;
  readonly y: Operand;
  readonly RELU: number;
  readonly free: number;
}

function backward(call: CallContext): readonly Dispatch[] {
  const shape = geometry(call, "dy");
  const wantsFilter = call.has("dw") || call.has("db");
  const { first, slope } = masked(call, shape, wantsFilter);
  return [...first, ...(call.has("dx") ? inputGradient(shape, slope) : []), ...(wantsFilter ? filterGradient(call, shape, slope) : [])];
}

/** Masks dy once where relu was fused and the filter's kernel would read each cell more than twice. */
function masked(call: CallContext, shape: Geometry, wantsFilter: boolean): { first: readonly Dispatch[]; slope: Slope } {
  if (!isFused(call)) return { first: [], slope: { dy: "dy", y: null, RELU: 0, free: 0 } };
  const cells = shape.N * shape.O * shape.I * shape.J;
  const often = shape.C / shape.G > 2 && wantsFilter;
  if (!call.software || !often) return { first: [], slope: { dy: "dy", y: "y", RELU: 1, free: 0 } };
  const into = { scratch: 0, words: cells };
  const first = perCell("conv2d.mask", maskSource, cells, ["dy", "y", into]);
  return { first, slope: { dy: into, y: null, RELU: 0, free: Math.ceil(cells / 64) * 64 } };
}

function inputGradient(shape: Geometry, { dy, y, RELU }: Slope): readonly Dispatch[] {
  const { N, C, H, W, G, SW, DW, PL, J } = shape;
  if (N * C * H * W === 0) return [];
  const columns = Math.ceil(W / SW);
  const BLOCKS = blocksFor(columns);
  const CHANNELS = Math.min(CHANNELS_PER_TILE, C / G);
  const slides = SW * DW === 1;
  const alone = slides && PL === 0 && W <= 4 * BLOCKS;
  const FILLED = alone ? Math.min(BLOCKS, Math.ceil(J / 4)) : BLOCKS;
  return [
    {
      name: "conv2d.backward",
      source: `${backwardSource}\n${stretch}`,
      entry: "main",
      constants: { RELU, SLIDES: slides ? 1 : 0, ALONE: alone ? 1 : 0, CHANNELS, BLOCKS, FILLED },
      shape: { ...shape },
      operands: [dy, "w", y, "dx"],
      groups: linear(N * G * Math.ceil(C / G / CHANNELS) * H * SW * Math.ceil(columns / (4 * BLOCKS))),
      work: work(shape),
    },
  ];
}

function filterGradient(call: CallContext, shape: Geometry, slope: Slope): readonly Dispatch[] {
  const { O, KH, KW, SH, SW, DH, DW } = shape;
  const BIAS = call.has("db") ? 1 : 0;
  const K = taps(shape);
  const columns = K + BIAS;
  if (O * columns === 0) return [];
  const slides = SH * SW * DH * DW === 1 && KH * KW > 1;
  const { PARTS, stage } = slides ? slidingParts(call, shape, slope, BIAS) : gatheredParts(call, shape, slope, BIAS);
  const total: Dispatch = {
    name: "conv2d.total",
    source: totalSource,
    entry: "main",
    constants: { BIAS },
    shape: { O, K, PARTS },
    operands: [{ scratch: slope.free, words: PARTS * O * columns }, call.has("dw") ? "dw" : null, BIAS === 1 ? "db" : null],
    groups: linear(O * columns),
    work: PARTS * O * columns,
  };
  return [stage, total];
}

/** Into how many parts the rows of dy are cut: enough to keep a device busy, few enough that adding them stays cheap. */
function partsFor(call: CallContext, lines: number, tiles: number): number {
  const wanted = Math.ceil((call.software ? 256 : 16384) / Math.max(1, tiles));
  const each = Math.ceil(lines / Math.max(1, Math.min(lines, wanted)));
  return Math.max(1, Math.ceil(lines / Math.max(1, each)));
}

interface FirstStage {
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
    operands: [slope.dy, "x", slope.y, { scratch: slope.free, words: PARTS * O * (taps(shape) + BIAS) }],
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

export const kernels: Kernels = { forward, backward };
