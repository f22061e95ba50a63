/**
 * conv2d on the GPU: which kernel for which shape.
 *
 *   tiles       a matrix product in workgroup memory: each number from memory is used 16 to 64
 * times. For real GPUs.
 *   quads       a patch of the image times a few channels, written out, shared by four lanes. For
 * software adapters with subgroups.
 *   registers   eight channels × a stretch of a row in registers: for other software adapters,
 * where workgroup memory is no
 *               faster than any other (0.4 against 2 to 3 GFLOP/s), and for groups of few channels
 * (depthwise), where a tile
 *               of the matrix product would be mostly empty.
 */
import {
  type CallContext,
  type Dispatch,
  type Kernels,
  linear,
} from "../../backends/webgpu/kernel";
import { masked } from "../../backends/webgpu/mask";
import { type Geometry, geometry, isFused, type Slope, taps } from "./conv2d.geometry";
import { filterInQuads, forwardInQuads, inputInQuads } from "./conv2d.quads";
import {
  filterInRegisters,
  type FirstStage,
  forwardInRegisters,
  inputInRegisters,
} from "./conv2d.registers";
import { filterInTiles, forwardInTiles, inputInTiles } from "./conv2d.tiles";
import totalSource from "./conv2d.total.wgsl?raw";

const FEW_CHANNELS = 4;

function forward(call: CallContext): readonly Dispatch[] {
  const shape = geometry(call, "y");
  const { N, O, I, J, G } = shape;
  if (N * O * I * J === 0) return [];
  const few = O / G < FEW_CHANNELS;
  if (call.quads && !few) return [forwardInQuads(call, shape)];
  const tiles = call.software || few ? null : forwardInTiles(call, shape);
  return [tiles ?? forwardInRegisters(call, shape)];
}

function backward(call: CallContext): readonly Dispatch[] {
  const shape = geometry(call, "dy");
  const wantsFilter = call.has("dw") || call.has("db");
  const { first, slope } = behindRelu(call, shape, wantsFilter);
  return [
    ...first,
    ...(call.has("dx") ? inputGradient(call, shape, slope) : []),
    ...(wantsFilter ? filterGradient(call, shape, slope) : []),
  ];
}

/**
 * On a software adapter, masks dy once where relu was fused and the filters' kernel would read each
 * cell more than twice; layers that only see one or two channels mask as they go, for they would
 * need as much memory again as their output takes.
 */
function behindRelu(
  call: CallContext,
  shape: Geometry,
  wantsFilter: boolean,
): { first: readonly Dispatch[]; slope: Slope } {
  if (!isFused(call)) return { first: [], slope: { dy: "dy", y: null, RELU: 0, free: 0 } };
  const often = shape.C / shape.G > 2 && (wantsFilter || call.quads);
  if (!call.software || !often) return { first: [], slope: { dy: "dy", y: "y", RELU: 1, free: 0 } };
  const { first, dy, free } = masked(shape.N * shape.O * shape.I * shape.J);
  return { first, slope: { dy, y: null, RELU: 0, free } };
}

function inputGradient(call: CallContext, shape: Geometry, slope: Slope): readonly Dispatch[] {
  const { N, C, H, W, G, SH, SW } = shape;
  if (N * C * H * W === 0) return [];
  const few = C / G < FEW_CHANNELS;
  if (call.quads && !few && SH * SW === 1) return [inputInQuads(shape, slope)];
  const tiles = call.software || few ? null : inputInTiles(shape, slope);
  return [tiles ?? inputInRegisters(shape, slope)];
}

function filterGradient(call: CallContext, shape: Geometry, slope: Slope): readonly Dispatch[] {
  const { O } = shape;
  const BIAS = call.has("db") ? 1 : 0;
  const K = taps(shape);
  const columns = K + BIAS;
  if (O * columns === 0) return [];
  const { PARTS, stage } = filterStage(call, shape, slope, BIAS);
  const total: Dispatch = {
    name: "conv2d.total",
    source: totalSource,
    entry: "main",
    constants: { BIAS },
    shape: { O, K, PARTS },
    operands: [
      { scratch: slope.free, words: PARTS * O * columns },
      call.has("dw") ? "dw" : null,
      BIAS === 1 ? "db" : null,
    ],
    groups: linear(O * columns),
    work: PARTS * O * columns,
  };
  return [stage, total];
}

function filterStage(call: CallContext, shape: Geometry, slope: Slope, BIAS: number): FirstStage {
  const { N, O, I, J, G } = shape;
  const few = O / G < FEW_CHANNELS || N * I * J === 0;
  if (call.quads && !few) return filterInQuads(shape, slope, BIAS);
  const tiles = call.software || few ? null : filterInTiles(shape, slope, BIAS);
  return tiles ?? filterInRegisters(call, shape, slope, BIAS);
}

export const kernels: Kernels = { forward, backward };
