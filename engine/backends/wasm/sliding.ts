/**
 * A convolution of x, or of dy for dx: the direct kernel, or Winograd's where it multiplies less
 * and that pays (measured; the table is in docs/performance.md). Both pack the weights first.
 */
import type { Axis } from "../../core/window";
import {
  type Convolution,
  frame,
  geometryOf,
  multiplications,
  paddedSize,
  paddedTo,
  pixelTable,
  tapCount,
  tapTable,
} from "./convolution";
import type { Site } from "./kernel";
import { offsets, structure, table, zeros } from "./tables";

export interface Sliding {
  readonly x: number;
  readonly y: number;
  readonly bias: number | null;
  readonly relu: boolean;
  /**
   * The weights of a forward pass are read backwards, channels and filters exchanged: dx from dy.
   */
  readonly mirrored: boolean;
}

/** The pixels of a strip in conv2d.as.ts, plus the rows that the inner loop may write beyond it. */
const BUFFER_WORDS = (48 + 6) * 8;

export function slide(site: Site, shape: Convolution, sliding: Sliding): void {
  if (winogradPays(site, shape)) winograd(site, shape, sliding);
  else if (rowsPay(shape, sliding.mirrored)) alongRows(site, shape, sliding);
  else direct(site, shape, sliding);
}

function direct(site: Site, shape: Convolution, { x, y, bias, relu, mirrored }: Sliding): void {
  const geometry = geometryOf(site, shape);
  const blocks = shape.groups * Math.ceil(shape.outputs / 8);
  const taps = tapCount(shape);
  const kernel = mirrored ? "conv2d_flip" : "conv2d_pack";
  const packed = site.packed("w", kernel, blocks * 8 * taps, {
    kernel,
    args: [geometry],
    count: blocks,
    work: (mirrored ? 64 : 8) * taps,
  });
  const parts = partsOf(site, shape);
  const operands = [
    x,
    packed,
    bias ?? zeros(site),
    Number(bias !== null),
    y,
    geometry,
    pixelTable(site, shape),
    tapTable(site, shape),
  ];
  site.launch(
    "conv2d_forward",
    [...operands, Number(relu), frame(site, shape), site.private(BUFFER_WORDS), parts],
    shape.images * parts,
    multiplications(shape) / 8 / parts,
  );
}

/** A single image is shared by all threads, a batch is dealt out. */
function partsOf(site: Site, { images }: Convolution): number {
  return images >= 2 * site.threads ? 1 : site.threads;
}

/** From this many channels and filters on the transforms cost less than the products they save. */
const WINOGRAD_CHANNELS = 16;
/**
 * Tiles of one matrix product: enough to use the packed weights often, few enough for V and M to
 * stay in the cache.
 */
const WINOGRAD_TILES = 48;

/** SPREAD of winograd.as.ts. */
const SPREAD_WORDS = 32;

function winogradPays(
  site: Site,
  { inputs, outputs, rows, columns, images }: Convolution,
): boolean {
  const small = [rows, columns].every(
    ({ kernel, stride, dilation }) => kernel === 3 && stride === 1 && dilation === 1,
  );
  const enough = inputs >= WINOGRAD_CHANNELS && outputs >= WINOGRAD_CHANNELS;
  const tiles = (images * rows.count * columns.count) / 4;
  return small && enough && tiles >= (site.isConstant("w") ? WINOGRAD_TILES / 4 : WINOGRAD_TILES);
}

/** Filters as Winograd's products want them, eight outputs beside one another. */
function winogradFilters(
  site: Site,
  { groups, inputs, outputs }: Convolution,
  geometry: number,
  mirrored: boolean,
): number {
  const blocks = Math.ceil(outputs / 8);
  const [laneStep, channelStep, last] = mirrored ? [9, 9 * outputs, 8] : [9 * inputs, 9, 0];
  return site.packed(
    "w",
    `winograd ${mirrored}`,
    groups * 16 * (blocks * 8 * inputs + SPREAD_WORDS),
    {
      kernel: "winograd_pack",
      args: [geometry, laneStep, channelStep, last],
      count: groups * blocks,
      work: 8 * 64 * inputs,
    },
  );
}

function winograd(site: Site, shape: Convolution, { x, y, bias, relu, mirrored }: Sliding): void {
  const { inputs, outputs, rows, columns, images } = shape;
  const [down, across] = [Math.ceil(rows.count / 2), Math.ceil(columns.count / 2)];
  const atOnce = Math.min(down, Math.max(1, Math.ceil(WINOGRAD_TILES / across)));
  const most = atOnce * across;
  const whole = paddedTo(shape, 2 * down + 2, 2 * across + 2);
  const geometry = geometryOf(site, whole);
  const blocks = Math.ceil(outputs / 8);
  const packed = winogradFilters(site, shape, geometry, mirrored);
  const parts = partsOf(site, shape);
  const place = structure(site, [down, across, atOnce]);
  const added = [bias ?? zeros(site), Number(bias !== null)];
  const operands = [x, packed, ...added, y, geometry, place, offsets(site, most, 1)];
  const intermediates = [
    site.private(16 * inputs * (most + 4)),
    site.private(16 * blocks * 8 * (most + 6)),
    site.private(2 * 8 * (2 * across + 4)),
  ];
  site.launch(
    "winograd_forward",
    [
      ...operands,
      offsets(site, inputs, most + 4),
      zeros(site),
      Number(relu),
      frame(site, whole),
      ...intermediates,
      parts,
    ],
    images * parts,
    multiplications(shape) / 16 / parts,
  );
}

/** Filters that conv2d_rows has in registers at a time. */
const FILTERS_AT_ONCE = 6;

/** Do pixels fill the lanes better than filters would? */
function rowsPay(shape: Convolution, mirrored: boolean): boolean {
  return rowsCost(shape, mirrored) < multiplications(shape);
}

/**
 * Multiplications of conv2d_rows for one image, empty lanes included; only where neighbouring
 * pixels read neighbouring cells.
 */
function rowsCost(shape: Convolution, mirrored: boolean): number {
  const { groups, outputs, rows, columns } = shape;
  if (columns.stride !== 1) return Number.POSITIVE_INFINITY;
  const rest = outputs % FILTERS_AT_ONCE;
  const filters = outputs - rest + Math.ceil(rest / 2) * 2; // pieces of six, four and two
  return (
    groups *
    tapCount(shape) *
    filters *
    Math.ceil(columns.count / 8) *
    8 *
    rows.count *
    (mirrored ? rowsThatCount(rows) : 1)
  );
}

/** Multiplications of `slide` for one image of dy, when it makes dx. */
export function slidingCost(site: Site, shape: Convolution): number {
  return winogradPays(site, shape)
    ? multiplications(shape) / 2
    : Math.min(multiplications(shape), rowsCost(shape, true));
}

/** The share of kernel rows that meet the image rather than the zeros above and below it. */
function rowsThatCount({ size, kernel, stride, before, dilation, count }: Axis): number {
  let met = 0;
  for (let at = 0; at < count; at++) {
    for (let tap = 0; tap < kernel; tap++) {
      const row = at * stride - before + tap * dilation;
      if (row >= 0 && row < size) met++;
    }
  }
  return count === 0 ? 1 : met / (count * kernel);
}

function alongRows(site: Site, shape: Convolution, { x, y, bias, relu, mirrored }: Sliding): void {
  const { steps, packed } = rowsOfFilters(site, shape, mirrored);
  const parts = partsOf(site, shape);
  const operands = [
    x,
    packed,
    bias ?? zeros(site),
    Number(bias !== null),
    y,
    geometryOf(site, shape),
    steps,
    Number(relu),
    Number(mirrored),
  ];
  site.launch(
    "conv2d_rows",
    [...operands, frame(site, shape), site.private(FILTERS_AT_ONCE * 8), parts],
    shape.images * parts,
    multiplications(shape) / 8 / parts,
  );
}

/**
 * Filters in the order of a padded row's cells, and how far it is from one of these to the next.
 */
function rowsOfFilters(
  site: Site,
  shape: Convolution,
  mirrored: boolean,
): { readonly steps: number; readonly packed: number } {
  const { groups, outputs, rows, columns } = shape;
  const taps = tapCount(shape);
  const { steps, order } = rowTables(site, shape, mirrored);
  const blocks = groups * Math.ceil(outputs / 4); // plain SIMD has four filters at a time
  const step = (mirrored ? rows.kernel * columns.kernel : taps) * 4;
  const packed = site.packed(
    "w",
    `along rows ${mirrored}`,
    (blocks + groups) * FILTERS_AT_ONCE * taps,
    {
      kernel: "conv2d_pack_rows",
      args: [geometryOf(site, shape), step, order],
      count: blocks,
      work: 8 * taps,
    },
  );
  return { steps, packed };
}

/** Tap by tap along a row: where it is in the padded image, and in the filter. */
function rowTables(
  site: Site,
  shape: Convolution,
  mirrored: boolean,
): { readonly steps: number; readonly order: number } {
  const { inputs, outputs, rows, columns } = shape;
  const taps = tapCount(shape);
  const area = rows.kernel * columns.kernel;
  const [height, width] = [paddedSize(rows), paddedSize(columns)];
  // k -> kernel row, channel, kernel column
  const place = (k: number): readonly [number, number, number] => {
    const column = k % columns.kernel;
    const rest = (k - column) / columns.kernel;
    return [Math.floor(rest / inputs), rest % inputs, column];
  };
  const key = `${inputs} ${rows.kernel} ${columns.kernel}`;
  const steps = table(
    site,
    `row steps ${key} ${rows.dilation} ${columns.dilation} ${height} ${width}`,
    taps,
    (k) => {
      const [u, c, v] = place(k);
      return (c * height + u * rows.dilation) * width + v * columns.dilation;
    },
  );
  const order = table(site, `row order ${key} ${mirrored ? outputs : 0}`, taps, (k) => {
    const [u, c, v] = place(k);
    const tap = u * columns.kernel + v;
    return mirrored ? c * outputs * area + area - 1 - tap : c * area + tap;
  });
  return { steps, order };
}
