/**
 * conv2d as matrix products in tiles of workgroup memory: for GPUs that have some. Formulas in the
 * .wgsl files.
 */
import type { CallContext, Dispatch } from "../../backends/webgpu/kernel";
import { partsOfSum, tiled } from "../../backends/webgpu/tiles";
import { type Geometry, isFused, type Slope, taps } from "./conv2d.geometry";
import backwardSource from "./conv2d.backward.wgsl?raw";
import filterSource from "./conv2d.filter.wgsl?raw";
import forwardSource from "./conv2d.wgsl?raw";

/** The extents that are constants of the kernels, and those that come in the uniform. */
function split({ N, C, H, W, O, I, J, G, KH, KW, SH, SW, PT, PL, DH, DW }: Geometry) {
  return {
    constants: { KH, KW, SH, SW, DH, DW },
    shape: { N, C, H, W, O, I, J, CG: C / G, OG: O / G, PT, PL },
  };
}

/** Each gives null where the grid would be too large. */
export function forwardInTiles(call: CallContext, shape: Geometry): Dispatch | null {
  const { N, O, I, J, G } = shape;
  const { constants, shape: extents } = split(shape);
  const bias = call.has("b");
  return tiled({
    name: "conv2d.tiles",
    source: forwardSource,
    rows: O / G,
    columns: N * I * J,
    depth: taps(shape),
    layers: G,
    constants: { ...constants, BIAS: bias ? 1 : 0, RELU: isFused(call) ? 1 : 0 },
    shape: extents,
    operands: ["x", "w", bias ? "b" : null, "y"],
  });
}

export function inputInTiles(shape: Geometry, { dy, y, RELU }: Slope): Dispatch | null {
  const { N, C, H, W, O, G, KH, KW } = shape;
  const { constants, shape: extents } = split(shape);
  return tiled({
    name: "conv2d.tiles.backward",
    source: backwardSource,
    rows: C / G,
    columns: N * H * W,
    depth: (O / G) * KH * KW,
    layers: G,
    constants: { ...constants, RELU },
    shape: extents,
    operands: [dy, "w", y, "dx"],
  });
}

/** The first stage of the filters' gradient; sums of parts go to scratch memory. */
export function filterInTiles(
  shape: Geometry,
  slope: Slope,
  BIAS: number,
): { readonly PARTS: number; readonly stage: Dispatch } | null {
  const { N, O, I, J, G } = shape;
  const { constants, shape: extents } = split(shape);
  const { I: _I, J: _J, ...others } = extents;
  const columns = taps(shape) + BIAS;
  const product = { rows: O / G, columns, depth: N * I * J, layers: G };
  const PARTS = partsOfSum(product.rows, product.columns, product.depth, product.layers);
  const stage = tiled({
    ...product,
    name: "conv2d.tiles.filter",
    source: filterSource,
    parts: PARTS,
    constants: { ...constants, I, J, BIAS, RELU: slope.RELU },
    shape: others,
    operands: [slope.dy, "x", slope.y, { scratch: slope.free, words: PARTS * O * columns }],
  });
  return stage === null ? null : { PARTS, stage };
}
