/**
 * conv2d on WebAssembly: which kernel computes what.
 *
 *   forward   a convolution (backends/wasm/sliding.ts: directly, or Winograd's)
 *   dw        conv2d_filter
 *   dx        as a convolution of dy with flipped weights where the stride is 1, or by
 * conv2d_spread (any stride), whichever
 *             multiplies less: near a wide frame the convolution meets many zeros
 *   db        conv2d_bias
 */
import {
  type Convolution,
  convolutionOf,
  frame,
  framedCells,
  geometryOf,
  mirrored,
  pixelTable,
  tapCount,
  tapTable,
} from "../../backends/wasm/convolution";
import type { Kernels, Site } from "../../backends/wasm/kernel";
import { slide, slidingCost } from "../../backends/wasm/sliding";
import { offsets, zeros } from "../../backends/wasm/tables";

export const kernels: Kernels = { conv2d: { forward, backward } };

/** Where the columns of conv2d_spread should fit: half of a usual second-level cache. */
const COLUMN_WORDS = 64 * 1024;
/** Pixels of the images that are one product of the filter gradient, and cells of their frames. */
const PIXELS_TOGETHER = 128;
const FRAME_WORDS = 6 * 1024;

function forward(site: Site): void {
  const bias = site.has("b") ? site.pointer("b") : null;
  slide(site, convolutionOf(site, "x", "w"), {
    x: site.pointer("x"),
    y: site.pointer("y"),
    bias,
    relu: site.relu,
    mirrored: false,
  });
}

function backward(site: Site): void {
  const count = site.size("dy");
  let dy = site.pointer("dy");
  if (site.relu) {
    const into = site.scratch(count);
    site.launch("relu_backward", [site.pointer("y"), dy, into], count);
    dy = into;
  }
  if (site.has("dx")) inputGradient(site, dy);
  if (site.has("dw")) filterGradient(site, dy);
  if (site.has("db")) {
    const [images = 0, filters = 0, height = 0, width = 0] = site.shape("dy");
    site.launch(
      "conv2d_bias",
      [dy, site.pointer("db"), images, filters, height * width],
      filters,
      images * height * width,
    );
  }
}

function inputGradient(site: Site, dy: number): void {
  const shape = convolutionOf(site, "dx", "w");
  const mirror = mirrored(shape);
  if (mirror === null || slidingCost(site, mirror) > spreadCost(shape)) spread(site, shape, dy);
  else
    slide(site, mirror, { x: dy, y: site.pointer("dx"), bias: null, relu: false, mirrored: true });
}

function filterGradient(site: Site, dy: number): void {
  const shape = convolutionOf(site, "x", "dw");
  const { images, groups, outputs } = shape;
  const taps = tapCount(shape);
  if (filterRowsPay(shape)) return filterGradientAlongRows(site, shape, dy);
  const pixels = shape.rows.count * shape.columns.count;
  const blocks = groups * Math.ceil(outputs / 8);
  const together = imagesTogether(shape);
  const sums = site.scratch(blocks * (taps + 6) * 8);
  site.launch(
    "conv2d_filter",
    [
      site.pointer("x"),
      dy,
      site.pointer("dw"),
      images,
      together,
      geometryOf(site, shape),
      pixelTable(site, shape, together),
      tapTable(site, shape),
      frame(site, shape, together),
      site.private(together * pixels * 8),
      sums,
    ],
    blocks,
    images * taps * pixels,
  );
}

/** As many as have the pixels of a larger map together, and fit into the first cache. */
function imagesTogether(shape: Convolution): number {
  const pixels = shape.rows.count * shape.columns.count;
  const fitting = Math.floor(FRAME_WORDS / framedCells(shape));
  return Math.max(1, Math.min(shape.images, fitting, Math.floor(PIXELS_TOGETHER / pixels)));
}

/**
 * Do pixels fill the lanes of the filter gradient better than filters would? Four filters of 14×14:
 * 47 µs, where conv2d_filter takes 65; five and six gain nothing.
 */
function filterRowsPay({ outputs, columns }: Convolution): boolean {
  return (
    outputs <= 4 &&
    columns.kernel === 3 &&
    columns.stride === 1 &&
    columns.dilation === 1 &&
    columns.count >= 8
  );
}

function filterGradientAlongRows(site: Site, shape: Convolution, dy: number): void {
  const { images, groups, inputs, outputs, rows, columns } = shape;
  const sums = groups * inputs * rows.kernel * Math.ceil(outputs / 2) * 24;
  site.launch(
    "conv2d_filter_rows",
    [
      site.pointer("x"),
      dy,
      site.pointer("dw"),
      images,
      geometryOf(site, shape),
      frame(site, shape),
      site.scratch(sums),
    ],
    groups * inputs,
    images * rows.kernel * 3 * rows.count * columns.count,
  );
}

function spread(site: Site, shape: Convolution, dy: number): void {
  const { images, groups, inputs, outputs, rows, columns } = shape;
  const area = rows.kernel * columns.kernel;
  const pixels = Math.ceil((rows.count * columns.count) / 8) * 8;
  const parts = Math.max(1, Math.min(inputs, Math.ceil((inputs * area * pixels) / COLUMN_WORDS)));
  const share = Math.ceil(inputs / parts);
  site.launch(
    "conv2d_spread",
    [
      dy,
      site.pointer("w"),
      site.pointer("dx"),
      geometryOf(site, shape),
      offsets(site, share * area, 1),
      offsets(site, outputs, inputs * area),
      zeros(site),
      site.private((share * area + 6) * pixels),
      parts,
    ],
    images * groups * parts,
    (share * area * pixels * (outputs + 6)) / 8,
  );
}

/**
 * The same for conv2d_spread; short sums and adding the columns cost about as much as sixteen
 * multiplications per cell (measured).
 */
function spreadCost(shape: Convolution): number {
  return (
    shape.groups *
    tapCount(shape) *
    Math.ceil((shape.rows.count * shape.columns.count) / 8) *
    8 *
    (shape.outputs + 16)
  );
}
