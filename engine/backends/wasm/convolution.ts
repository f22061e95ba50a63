/**
 * A convolution's extents as the kernels need them (assembly/convolution.ts), the tables of its
 * pixels and taps, and the convolution of dy that gives dx.
 */
import { type Axis, plane } from "../../core/window";
import type { Private, Site } from "./kernel";
import { structure, table } from "./tables";

export interface Convolution {
  readonly images: number;
  readonly groups: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly rows: Axis;
  readonly columns: Axis;
}

/** The convolution of a call; `image` and `weights` name the slots whose shapes tell it. */
export function convolutionOf(site: Site, image: string, weights: string): Convolution {
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

/**
 * The convolution of dy that gives dx, or null where there is none: a stride, or more padding than
 * the kernel reaches.
 */
export function mirrored({
  images,
  groups,
  inputs,
  outputs,
  rows,
  columns,
}: Convolution): Convolution | null {
  const [over, across] = [mirroredAxis(rows), mirroredAxis(columns)];
  return over === null || across === null
    ? null
    : { images, groups, inputs: outputs, outputs: inputs, rows: over, columns: across };
}

function mirroredAxis({ size, kernel, stride, before, dilation, count }: Axis): Axis | null {
  const reach = dilation * (kernel - 1);
  const after = size + before - count;
  if (stride !== 1 || before > reach || after < 0) return null;
  return { size: count, kernel, stride: 1, before: reach - before, after, dilation, count: size };
}

export function tapCount({ inputs, rows, columns }: Convolution): number {
  return inputs * rows.kernel * columns.kernel;
}

/** Multiplications of conv2d_forward for one image, empty lanes included. */
export function multiplications(shape: Convolution): number {
  return (
    shape.groups *
    tapCount(shape) *
    Math.ceil(shape.outputs / 8) *
    8 *
    shape.rows.count *
    shape.columns.count
  );
}

export function paddedSize({ size, before, after }: Axis): number {
  return size + before + after;
}

/** Geometry of conv2d.as.ts. */
export function geometryOf(
  site: Site,
  { groups, inputs, outputs, rows, columns }: Convolution,
): number {
  const extents = [
    groups * inputs,
    rows.size,
    columns.size,
    rows.before,
    columns.before,
    paddedSize(rows),
    paddedSize(columns),
  ];
  const counts = [
    groups,
    inputs,
    outputs,
    inputs * rows.kernel * columns.kernel,
    rows.count * columns.count,
  ];
  const window = [
    rows.kernel,
    columns.kernel,
    rows.stride,
    columns.stride,
    rows.dilation,
    columns.dilation,
    rows.count,
    columns.count,
  ];
  return structure(site, [...extents, ...counts, ...window]);
}

/**
 * Where the window of each output pixel starts in the padded plane, in one padded image after the
 * other.
 */
export function pixelTable(site: Site, shape: Convolution, images = 1): number {
  const { rows, columns } = shape;
  const across = paddedSize(columns);
  const [pixels, cells] = [rows.count * columns.count, images === 1 ? 0 : framedCells(shape)];
  const key = `pixels ${images} ${cells} ${rows.count} ${columns.count} ${rows.stride} ${columns.stride} ${across}`;
  return table(site, key, images * pixels, (at) => {
    const pixel = at % pixels;
    const column = pixel % columns.count;
    const place = ((pixel - column) / columns.count) * rows.stride * across;
    return ((at - pixel) / pixels) * cells + place + column * columns.stride;
  });
}

/** Where each tap lies from the start of a window. */
export function tapTable(site: Site, shape: Convolution): number {
  const { rows, columns } = shape;
  const [height, width] = [paddedSize(rows), paddedSize(columns)];
  const area = rows.kernel * columns.kernel;
  const key = `taps ${tapCount(shape)} ${rows.kernel} ${columns.kernel} ${rows.dilation} ${columns.dilation} ${height} ${width}`;
  return table(site, key, tapCount(shape), (tap) => {
    const row = Math.floor((tap % area) / columns.kernel) * rows.dilation;
    return (
      (Math.floor(tap / area) * height + row) * width + (tap % columns.kernel) * columns.dilation
    );
  });
}

/** Memory for one padded image a thread, or for several. */
export function frame(site: Site, shape: Convolution, images = 1): Private {
  const { rows, columns } = shape;
  const needed = paddedSize(rows) !== rows.size || paddedSize(columns) !== columns.size;
  return site.private(needed ? images * framedCells(shape) : 0);
}

/** Cells of a padded image. */
export function framedCells({ groups, inputs, rows, columns }: Convolution): number {
  return groups * inputs * paddedSize(rows) * paddedSize(columns);
}

/** The same convolution on an image with more zeros below and to the right. */
export function paddedTo(shape: Convolution, height: number, width: number): Convolution {
  const grown = (axis: Axis, to: number): Axis => ({
    ...axis,
    after: to - axis.size - axis.before,
  });
  return { ...shape, rows: grown(shape.rows, height), columns: grown(shape.columns, width) };
}
