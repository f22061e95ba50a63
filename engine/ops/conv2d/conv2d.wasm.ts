/**
 * conv2d on WebAssembly: which kernel of conv2d.as.ts computes what.
 *
 *   forward   pack the weights, then conv2d_forward
 *   dw        conv2d_filter
 *   dx        as a convolution of dy with flipped weights where the stride is 1, or by conv2d_spread (any stride), whichever
 *             multiplies less: near a wide frame the convolution meets many zeros
 *   db        conv2d_bias
 */
import { type Axis, plane } from "../../core/window";
import type { Kernels, Site } from "../../backends/wasm/kernel";
import { offsets, structure, table, zeros } from "../../backends/wasm/tables";

export const kernels: Kernels = { conv2d: { forward, backward } };

/** The pixels of a strip in conv2d.as.ts, plus the rows that the inner loop may write beyond it. */
const BUFFER_WORDS = (48 + 6) * 8;
/** Where the columns of conv2d_spread should fit: half of a usual second-level cache. */
const COLUMN_WORDS = 64 * 1024;

interface Convolution {
  readonly images: number;
  readonly groups: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly rows: Axis;
  readonly columns: Axis;
}

function forward(site: Site): void {
  const shape = convolution(site, "x", "w");
  const { groups, outputs } = shape;
  const blocks = groups * Math.ceil(outputs / 8);
  const geometry = geometryOf(site, shape);
  const taps = tapCount(shape);
  const packed = site.packed("w", blocks * 8 * taps, { kernel: "conv2d_pack", args: [geometry], count: blocks, work: 8 * taps });
  slide(site, shape, geometry, { x: site.pointer("x"), packed, y: site.pointer("y"), bias: site.has("b") ? site.pointer("b") : null });
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
    site.launch("conv2d_bias", [dy, site.pointer("db"), images, filters, height * width], filters, images * height * width);
  }
}

function inputGradient(site: Site, dy: number): void {
  const shape = convolution(site, "dx", "w");
  const mirror = mirrored(shape);
  if (mirror === null || multiplications(mirror) > spreadCost(shape)) {
    spread(site, shape, dy);
    return;
  }
  const blocks = mirror.groups * Math.ceil(mirror.outputs / 8);
  const taps = tapCount(mirror);
  const packed = site.packed("w", blocks * 8 * taps, {
    kernel: "conv2d_flip",
    args: [geometryOf(site, shape)],
    count: blocks,
    work: 64 * taps,
  });
  slide(site, mirror, geometryOf(site, mirror), { x: dy, packed, y: site.pointer("dx"), bias: null });
}

function filterGradient(site: Site, dy: number): void {
  const shape = convolution(site, "x", "dw");
  const { images, groups, outputs } = shape;
  const taps = tapCount(shape);
  const pixels = shape.rows.count * shape.columns.count;
  const blocks = groups * Math.ceil(outputs / 8);
  const sums = site.scratch(blocks * (taps + 6) * 8);
  site.launch(
    "conv2d_filter",
    [
      site.pointer("x"),
      dy,
      site.pointer("dw"),
      images,
      geometryOf(site, shape),
      pixelTable(site, shape),
      tapTable(site, shape),
      frame(site, shape),
      site.private(pixels * 8),
      sums,
    ],
    blocks,
    images * taps * pixels,
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

interface Sliding {
  readonly x: number;
  readonly packed: number;
  readonly y: number;
  readonly bias: number | null;
}

function slide(site: Site, shape: Convolution, geometry: number, { x, packed, y, bias }: Sliding): void {
  const relu = site.relu && site.call.pass === "forward";
  const parts = shape.images >= 2 * site.threads ? 1 : site.threads;
  site.launch(
    "conv2d_forward",
    [
      x,
      packed,
      bias ?? zeros(site),
      Number(bias !== null),
      y,
      geometry,
      pixelTable(site, shape),
      tapTable(site, shape),
      Number(relu),
      frame(site, shape),
      site.private(BUFFER_WORDS),
      parts,
    ],
    shape.images * parts,
    multiplications(shape) / 8 / parts,
  );
}

/** The convolution of a call; `image` and `weights` name the slots whose shapes tell it. */
function convolution(site: Site, image: string, weights: string): Convolution {
  const groups = site.number("groups");
  const [outputs = 0, inputs = 0, kh = 0, kw = 0] = site.shape(weights);
  const { rows, columns, images } = plane("conv2d", site.shape(image), {
    kernel_size: [kh, kw],
    stride: site.pair("stride"),
    padding: site.numbers("padding"),
    dilation: site.pair("dilation"),
  });
  return { images, groups, inputs, outputs: outputs / groups, rows, columns };
}

/** The convolution of dy that gives dx, or null where there is none: a stride, or more padding than the kernel reaches. */
function mirrored({ images, groups, inputs, outputs, rows, columns }: Convolution): Convolution | null {
  const [over, across] = [mirroredAxis(rows), mirroredAxis(columns)];
  return over === null || across === null ? null : { images, groups, inputs: outputs, outputs: inputs, rows: over, columns: across };
}

function mirroredAxis({ size, kernel, stride, before, dilation, count }: Axis): Axis | null {
  const reach = dilation * (kernel - 1);
  const after = size + before - count;
  if (stride !== 1 || before > reach || after < 0) return null;
  return { size: count, kernel, stride: 1, before: reach - before, after, dilation, count: size };
}

function tapCount({ inputs, rows, columns }: Convolution): number {
  return inputs * rows.kernel * columns.kernel;
}

/** Multiplications of conv2d_forward for one image, empty lanes included. */
function multiplications(shape: Convolution): number {
  return shape.groups * tapCount(shape) * Math.ceil(shape.outputs / 8) * 8 * shape.rows.count * shape.columns.count;
}

/** The same for conv2d_spread; adding a column costs about as much as six multiplications a cell (measured). */
function spreadCost(shape: Convolution): number {
  return shape.groups * tapCount(shape) * Math.ceil((shape.rows.count * shape.columns.count) / 8) * 8 * (shape.outputs + 6);
}

function paddedSize({ size, before, after }: Axis): number {
  return size + before + after;
}

/** Geometry of conv2d.as.ts. */
function geometryOf(site: Site, { groups, inputs, outputs, rows, columns }: Convolution): number {
  const extents = [groups * inputs, rows.size, columns.size, rows.before, columns.before, paddedSize(rows), paddedSize(columns)];
  const counts = [groups, inputs, outputs, inputs * rows.kernel * columns.kernel, rows.count * columns.count];
  const window = [rows.kernel, columns.kernel, rows.stride, columns.stride, rows.dilation, columns.dilation, rows.count, columns.count];
  return structure(site, [...extents, ...counts, ...window]);
}

/** Where the window of each output pixel starts in the padded plane. */
function pixelTable(site: Site, { rows, columns }: Convolution): number {
  const across = paddedSize(columns);
  const key = `pixels ${rows.count} ${columns.count} ${rows.stride} ${columns.stride} ${across}`;
  return table(site, key, rows.count * columns.count, (pixel) => {
    const column = pixel % columns.count;
    return ((pixel - column) / columns.count) * rows.stride * across + column * columns.stride;
  });
}

/** Where each tap lies from the start of a window. */
function tapTable(site: Site, shape: Convolution): number {
  const { rows, columns } = shape;
  const [height, width] = [paddedSize(rows), paddedSize(columns)];
  const area = rows.kernel * columns.kernel;
  const key = `taps ${tapCount(shape)} ${rows.kernel} ${columns.kernel} ${rows.dilation} ${columns.dilation} ${height} ${width}`;
  return table(site, key, tapCount(shape), (tap) => {
    const row = Math.floor((tap % area) / columns.kernel) * rows.dilation;
    return (Math.floor(tap / area) * height + row) * width + (tap % columns.kernel) * columns.dilation;
  });
}

/** Memory for one padded image a thread. */
function frame(site: Site, { groups, inputs, rows, columns }: Convolution): ReturnType<Site["private"]> {
  const needed = paddedSize(rows) !== rows.size || paddedSize(columns) !== columns.size;
  return site.private(needed ? groups * inputs * paddedSize(rows) * paddedSize(columns) : 0);
}
