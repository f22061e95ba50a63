/**
 * avgpool2d: the mean of each window.
 *
 *   y[n,c,i,j] = (Σ_{u,v} x[n, c, i·s+u−p, j·s+v−p]) / D        dx = Σ dy/D over the windows that
 * see the cell
 *
 * D is the number of cells of the window: with count_include_pad those of the padding too (clipped
 * to the padded image), without it the cells of the image only. A divisor_override of 1 or more is
 * D for every window; 0, the default, stands for PyTorch's None. There is no dilation, as in
 * PyTorch. Shapes  x [N,C,H,W] → y [N,C,I,J]. Units, ceil_mode and padding as in maxpool2d; padding
 * counts as 0. Source  torch.nn.functional.avg_pool2d.
 */
import { readAttributes } from "../../core/attributes";
import { weighted } from "../../core/families";
import { type Axis, plane } from "../../core/window";
import { poolingWindows, readPooling, torchPooling } from "../pooling";

export type AvgPool2dAttributes = {
  readonly kernel_size: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly ceil_mode: boolean;
  readonly count_include_pad: boolean;
  readonly divisor_override: number;
};

export const avgpool2d = weighted<AvgPool2dAttributes>({
  name: "avgpool2d",
  defaults: {
    kernel_size: [2, 2],
    stride: [2, 2],
    padding: [0, 0],
    ceil_mode: false,
    count_include_pad: true,
    divisor_override: 0,
  },
  normalise(raw) {
    const read = readAttributes("avgpool2d", raw);
    const pooling = readPooling(read);
    const ceil_mode = read.flag("ceil_mode", false);
    const count_include_pad = read.flag("count_include_pad", true);
    const divisor_override = read.whole("divisor_override", { from: 0, to: 1e6 }, 0);
    read.done();
    return { ...pooling, ceil_mode, count_include_pad, divisor_override };
  },
  shape({ x = [] }, attributes) {
    const { images, channels, rows, columns } = plane("avgpool2d", x, attributes);
    return [images, channels, rows.count, columns.count];
  },
  terms({ x = [] }, attributes) {
    const image = plane("avgpool2d", x, attributes);
    const { rows, columns } = image;
    const windows = poolingWindows(image);
    return {
      visit: (y, visit) => windows.visit(y, (position) => visit(0, position, 1)),
      readers: (_slot, position, visit) => windows.readers(position, visit),
      divisor: (y) =>
        attributes.divisor_override ||
        extent(rows, Math.floor(y / columns.count) % rows.count, attributes.count_include_pad) *
          extent(columns, y % columns.count, attributes.count_include_pad),
    };
  },
  window: ({ kernel_size, stride, padding }) => ({
    kernel: kernel_size,
    stride,
    padding,
    dilation: [1, 1],
  }),
  torch: (attributes) => torchPooling("nn.AvgPool2d", attributes, "0.0"),
});

/** How many cells window `at` covers along one axis. */
function extent(
  { size, kernel, stride, before, after }: Axis,
  at: number,
  padded: boolean,
): number {
  const start = at * stride - before;
  const end = Math.min(start + kernel, size + after);
  return padded ? end - start : Math.min(end, size) - Math.max(start, 0);
}
