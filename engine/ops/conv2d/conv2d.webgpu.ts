/**
 * conv2d on the GPU: which kernel for which shape, and how its work is cut. Formulas in the .wgsl files; the measurements
 * behind the choices in docs/performance.md.
 */
import { type CallContext, type Dispatch, type Kernels, linear, type Operand, perCell } from "../../backends/webgpu/kernel";
import { image, real, windowConstants } from "../../backends/webgpu/settings";
import filterSource from "./conv2d.filter.wgsl?raw";
import maskSource from "./conv2d.mask.wgsl?raw";
import backwardSource from "./conv2d.registers.backward.wgsl?raw";
import slidingFilterSource from "./conv2d.registers.filter.wgsl?raw";
import forwardSource from "./conv2d.registers.wgsl?raw";
import stretch from "./stretch.wgsl?raw";

interface Geometry {
  readonly constants: Readonly<Record<string, number>>;
  readonly images: number;
  readonly groups: number;
  /** Floating-point operations of the forward pass; each gradient takes as many. */
  readonly work: number;
  readonly outputs: readonly [channels: number, height: number, width: number];
  readonly inputs: readonly [channels: number, height: number, width: number];
  /** Weights of one filter. */
  readonly taps: number;
}

function geometry(call: CallContext, result: string): Geometry {
  const [N, C, H, W] = image(call, call.has("x") ? "x" : "dx");
  const [, O, I, J] = image(call, result);
  const window = windowConstants(call.attributes);
  const G = real(call.attributes, "groups", 1);
  const taps = (C / G) * (window["KH"] ?? 1) * (window["KW"] ?? 1);
  const RELU = call.attributes["activation"] === "relu" ? 1 : 0;
  return {
    constants: { N, C, H, W, O, I, J, G, RELU, ...window },
    images: N,
    groups: G,
    work: N * O * I * J * taps * 2,
    outputs: [O, I, J],
    inputs: [C, H, W],
    taps,
  };
}

function forward(call: CallContext): readonly Dispatch[] {
  const { constants, images, groups, work, outputs } = geometry(call, "y");
  const [O, I, J] = outputs;
  if (images * O * I * J === 0) return [];
  const bias = call.has("b");
  const BLOCKS = blocksFor(J);
  return [
    {
      name: "conv2d.forward",
      source: `${forwardSource}\n${stretch}`,
      entry: "main",
      constants: { ...constants, BIAS: bias ? 1 : 0, BLOCKS },
      operands: ["x", "w", bias ? "b" : null, "y"],
      groups: linear(images * groups * Math.ceil(O / groups / 8) * I * Math.ceil(J / (4 * BLOCKS))),
      work,
    },
  ];
}

/** Blocks of four columns in a register tile: at most four, as even as the width allows. */
function blocksFor(width: number): number {
  const tiles = Math.ceil(width / 16);
  return Math.ceil(width / tiles / 4);
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
function masked(call: CallContext, { constants, images, outputs, groups, inputs }: Geometry, wantsFilter: boolean) {
  const [O, I, J] = outputs;
  const cells = images * O * I * J;
  if (constants["RELU"] !== 1) return { first: [], slope: { dy: "dy", y: null, RELU: 0, free: 0 } };
  const often = inputs[0] / groups > 2 && wantsFilter;
  if (!call.software || !often) return { first: [], slope: { dy: "dy", y: "y", RELU: 1, free: 0 } };
  const free = Math.ceil(cells / 64) * 64;
  const into = { scratch: 0, words: cells };
  return { first: perCell("conv2d.mask", maskSource, cells, ["dy", "y", into]), slope: { dy: into, y: null, RELU: 0, free } };
}

function inputGradient({ constants, images, groups, work, inputs }: Geometry, { dy, y, RELU }: Slope): readonly Dispatch[] {
  const [C, H, W] = inputs;
  if (images * C * H * W === 0) return [];
  const BLOCKS = blocksFor(W);
  return [
    {
      name: "conv2d.backward",
      source: `${backwardSource}\n${stretch}`,
      entry: "main",
      constants: { ...constants, RELU, BLOCKS },
      operands: [dy, "w", y, "dx"],
      groups: linear(images * groups * Math.ceil(C / groups / 8) * H * Math.ceil(W / (4 * BLOCKS))),
      work,
    },
  ];
}

/** Enough parts to keep a device busy, few enough that adding them stays cheap. */
function partsFor(lines: number, tiles: number, software: boolean): number {
  const wanted = Math.ceil((software ? 256 : 16384) / Math.max(1, tiles));
  const fewest = Math.ceil(lines / Math.max(1, Math.min(lines, wanted)));
  return Math.max(1, Math.ceil(lines / Math.max(1, fewest)));
}

interface FirstStage {
  readonly PARTS: number;
  readonly stage: Dispatch;
}

function filterGradient(call: CallContext, shape: Geometry, slope: Slope): readonly Dispatch[] {
  const { constants, outputs, taps } = shape;
  const [O] = outputs;
  const BIAS = call.has("db") ? 1 : 0;
  const columns = taps + BIAS;
  if (O * columns === 0) return [];
  const { KH = 1, KW = 1, SH = 1, SW = 1, DH = 1, DW = 1 } = constants;
  const slides = SH * SW * DH * DW === 1 && KH * KW > 1;
  const { PARTS, stage } = slides ? slidingParts(call, shape, slope, BIAS) : gatheredParts(call, shape, slope, BIAS);
  const total: Dispatch = {
    name: "conv2d.filter",
    source: filterSource,
    entry: "total",
    constants: stage.name === "conv2d.filter" ? stage.constants : { ...constants, RELU: 0, BIAS, PARTS },
    operands: [
      null,
      null,
      null,
      { scratch: slope.free, words: PARTS * O * columns },
      call.has("dw") ? "dw" : null,
      BIAS === 1 ? "db" : null,
    ],
    groups: linear(O * columns),
    work: PARTS * O * columns,
  };
  return [stage, total];
}

function slidingParts(call: CallContext, shape: Geometry, slope: Slope, BIAS: number): FirstStage {
  const { constants, images, groups, work, outputs, taps } = shape;
  const [O, I] = outputs;
  const { N = 0, C = 0, H = 0, W = 0, J = 0, KH = 1, KW = 1, PT = 0, PL = 0 } = constants;
  const US = Math.ceil(KH / Math.ceil(KH / 5));
  const VS = Math.ceil(KW / Math.ceil(KW / 8));
  const channels = taps / (KH * KW);
  const tiles = Math.ceil(KW / VS) * Math.ceil(KH / US) * channels * groups * Math.ceil(O / groups / 8);
  const PARTS = partsFor(images * I, tiles, call.software);
  const stage: Dispatch = {
    name: "conv2d.filter.sliding",
    source: slidingFilterSource,
    entry: "parts",
    constants: { N, C, H, W, O, I, J, KH, KW, PT, PL, G: groups, RELU: slope.RELU, BIAS, PARTS, US, VS },
    operands: [slope.dy, "x", slope.y, { scratch: slope.free, words: PARTS * O * (taps + BIAS) }],
    groups: linear(PARTS * tiles),
    work,
  };
  return { PARTS, stage };
}

function gatheredParts(call: CallContext, shape: Geometry, slope: Slope, BIAS: number): FirstStage {
  const { constants, images, groups, work, outputs, taps } = shape;
  const [O] = outputs;
  const tiles = groups * Math.ceil(O / groups / 4) * Math.ceil((taps + BIAS) / 4);
  const PARTS = partsFor(images, tiles, call.software);
  const stage: Dispatch = {
    name: "conv2d.filter",
    source: filterSource,
    entry: "parts",
    constants: { ...constants, RELU: slope.RELU, BIAS, PARTS },
    operands: [slope.dy, "x", slope.y, { scratch: slope.free, words: PARTS * O * (taps + BIAS) }, null, null],
    groups: linear(PARTS * tiles),
    work,
  };
  return { PARTS, stage };
}

export const kernels: Kernels = { forward, backward };
