/**
 * maxpool2d: the largest cell of each window.
 *
 *   y[n,c,i,j] = max_{u,v} x[n, c, i·s+u·d−p, j·s+v·d−p]        dx = dy at the winner of each
 * window
 *
 * Shapes  x [N,C,H,W] → y, argmax [N,C,I,J]; argmax is h·W + w in the plane without padding.
 * Padding counts as −∞. Units   kernel, stride, padding and dilation in cells. stride defaults to
 * the kernel. padding [height, width], or
 *         [top, left, bottom, right] when the sides differ. ceil_mode: PyTorch's rule for the last
 * window (core/window.ts). Errors  "kernel": it does not fit, or a window could lie wholly in the
 * padding. Source  torch.nn.functional.max_pool2d; ties go to the first in reading order.
 */
import { readAttributes } from "../../core/attributes";
import { routing } from "../../core/families";
import type { RawAttributes } from "../../core/op";
import { plane } from "../../core/window";
import { poolingWindows, readPooling, torchPooling } from "../pooling";

export type MaxPool2dAttributes = {
  readonly kernel_size: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
  readonly ceil_mode: boolean;
};

export const maxpool2d = routing<MaxPool2dAttributes>({
  name: "maxpool2d",
  defaults: {
    kernel_size: [2, 2],
    stride: [2, 2],
    padding: [0, 0],
    dilation: [1, 1],
    ceil_mode: false,
  },
  normalise(raw: RawAttributes) {
    const read = readAttributes("maxpool2d", raw);
    const attributes = {
      ...readPooling(read),
      dilation: read.pair("dilation", { from: 1, to: 64 }, [1, 1]),
    };
    const ceil_mode = read.flag("ceil_mode", false);
    read.done();
    return { ...attributes, ceil_mode };
  },
  shape(x, attributes) {
    const { images, channels, rows, columns } = plane("maxpool2d", x, attributes);
    return [images, channels, rows.count, columns.count];
  },
  terms(x, _y, attributes) {
    const { visit, readers } = poolingWindows(plane("maxpool2d", x, attributes));
    return { candidates: visit, readers };
  },
  window: ({ kernel_size, stride, padding, dilation }) => ({
    kernel: kernel_size,
    stride,
    padding,
    dilation,
  }),
  torch: (attributes) => torchPooling("nn.MaxPool2d", attributes, "float('-inf')"),
});
