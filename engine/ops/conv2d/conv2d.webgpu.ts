/**
 * conv2d on the GPU: which kernel for which shape.
 *
 *   tiles       a matrix product in workgroup memory: each number from memory is used 16 to 64 times. For real GPUs.
 *   registers   eight channels × a stretch of a row in registers: for the software adapter, where workgroup memory is no
 *               faster than any other (0.4 against 2 to 3 GFLOP/s), and for groups of few channels (depthwise), where a tile
 *               of the matrix product would be mostly empty.
 */
import { type CallContext, type Dispatch, type Kernels, linear, perCell } from "../../backends/webgpu/kernel";
import { type Geometry, geometry, isFused, type Slope, taps } from "./conv2d.geometry";
import maskSource from "./conv2d.mask.wgsl?raw";
import { filterInRegisters, forwardInRegisters, inputInRegisters } from "./conv2d.registers";
import { filterInTiles, forwardInTiles, inputInTiles } from "./conv2d.tiles";
import totalSource from "./conv2d.total.wgsl?raw";

const FEW_CHANNELS = 4;

function forward(call: CallContext): readonly Dispatch[] {
  const shape = geometry(call, "y");
  const { N, O, I, J, G } = shape;
  if (N * O * I * J === 0) return [];
  const tiles = call.software || O / G < FEW_CHANNELS ? null : forwardInTiles(call, shape);
  return [tiles ?? forwardInRegisters(call, shape)];
}

function backward(call: CallContext): readonly Dispatch[] {
  const shape = geometry(call, "dy");
  const wantsFilter = call.has("dw") || call.has("db");
  const { first, slope } = masked(call, shape, wantsFilter);
  return [
    ...first,
    ...(call.has("dx") ? inputGradient(call, shape, slope) : []),
    ...(wantsFilter ? filterGradient(call, shape, slope) : []),
  ];
}

/** On the software adapter, masks dy once where relu was fused and the filters' kernel would read each cell more than twice. */
function masked(call: CallContext, shape: Geometry, wantsFilter: boolean): { first: readonly Dispatch[]; slope: Slope } {
  if (!isFused(call)) return { first: [], slope: { dy: "dy", y: null, RELU: 0, free: 0 } };
  const cells = shape.N * shape.O * shape.I * shape.J;
  const often = shape.C / shape.G > 2 && wantsFilter;
  if (!call.software || !often) return { first: [], slope: { dy: "dy", y: "y", RELU: 1, free: 0 } };
  const into = { scratch: 0, words: cells };
  const first = perCell("conv2d.mask", maskSource, cells, ["dy", "y", into]);
  return { first, slope: { dy: into, y: null, RELU: 0, free: Math.ceil(cells / 64) * 64 } };
}

function inputGradient(call: CallContext, shape: Geometry, slope: Slope): readonly Dispatch[] {
  const { N, C, H, W, G } = shape;
  if (N * C * H * W === 0) return [];
  const tiles = call.software || C / G < FEW_CHANNELS ? null : inputInTiles(shape, slope);
  return [tiles ?? inputInRegisters(shape, slope)];
}

function filterGradient(call: CallContext, shape: Geometry, slope: Slope): readonly Dispatch[] {
  const { N, O, I, J, G } = shape;
  const BIAS = call.has("db") ? 1 : 0;
  const K = taps(shape);
  const columns = K + BIAS;
  if (O * columns === 0) return [];
  const tiles = call.software || O / G < FEW_CHANNELS || N * I * J === 0 ? null : filterInTiles(shape, slope, BIAS);
  const { PARTS, stage } = tiles ?? filterInRegisters(call, shape, slope, BIAS);
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

export const kernels: Kernels = { forward, backward };
