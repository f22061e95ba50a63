/**
 * Windows that slide over an image: how many fit, and where each one starts. Convolution and
 * pooling share this.
 *
 *   floor   ⌊(size + before + after − d·(k−1) − 1) / s⌋ + 1
 *   ceil    the same with ⌈ ⌉, without a last window that would start beyond the image and its
 * leading padding (PyTorch's rule)
 *
 * All in cells; `before` is top or left, `after` bottom or right.
 */
import { check } from "./errors";
import type { Shape } from "./shape";

export interface WindowAttributes {
  readonly kernel_size: readonly number[];
  readonly stride: readonly number[];
  /** `[top, left, bottom, right]`, or `[height, width]` for both sides of each. */
  readonly padding: readonly number[];
  readonly dilation?: readonly number[];
  readonly ceil_mode?: boolean;
}

/** One direction of a window. */
export interface Axis {
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
  readonly before: number;
  readonly after: number;
  readonly dilation: number;
  readonly count: number;
}

export interface Plane {
  readonly images: number;
  readonly channels: number;
  readonly rows: Axis;
  readonly columns: Axis;
}

/** The two directions of a window over images `x` [N, C, H, W]. Throws "shape" or "kernel". */
export function plane(op: string, x: Shape, attributes: WindowAttributes): Plane {
  const [images, channels, height, width] = imageShape(op, x);
  return {
    images,
    channels,
    rows: axis(op, height, 0, attributes),
    columns: axis(op, width, 1, attributes),
  };
}

/** [N, C, H, W], or an error that says what came instead. */
export function imageShape(op: string, x: Shape): readonly [number, number, number, number] {
  const [n, c, h, w] = x;
  check(
    x.length === 4 && n !== undefined && c !== undefined && h !== undefined && w !== undefined,
    "shape",
    `${op} reads images of shape [images, channels, height, width], got [${x.join(", ")}]`,
    "after a flatten or a linear layer there are no images any more",
  );
  return [n, c, h, w];
}

function axis(op: string, size: number, at: 0 | 1, attributes: WindowAttributes): Axis {
  const kernel = attributes.kernel_size[at] ?? 1;
  const stride = attributes.stride[at] ?? 1;
  const dilation = attributes.dilation?.[at] ?? 1;
  const before = attributes.padding[at] ?? 0;
  const after = attributes.padding[at + 2] ?? before;
  const span = dilation * (kernel - 1) + 1;
  const room = size + before + after - span;
  if (room < 0) {
    const [kh = 1, kw = 1] = attributes.kernel_size;
    const spread = dilation === 1 ? "" : ` (spread over ${span} cells)`;
    const direction = at === 0 ? "high" : "wide";
    const padded = before + after === 0 ? "" : `, padded to ${size + before + after}`;
    const most = Math.floor((size + before + after - 1) / dilation) + 1;
    check(
      false,
      "kernel",
      `${op}: the ${kh}×${kw} kernel${spread} does not fit: the image is only ${size} ${direction}${padded}`,
      `a kernel at most ${most} ${direction} fits here, a larger one needs more padding`,
    );
  }
  let count = Math.floor(room / stride) + 1;
  if (attributes.ceil_mode === true) {
    count = Math.ceil(room / stride) + 1;
    if ((count - 1) * stride >= size + before) count -= 1;
  }
  return { size, kernel, stride, before, after, dilation, count };
}

/** The windows along one axis that see cell `at`: the first and the last one that can. */
export function windowsOver(
  { kernel, stride, before, dilation, count }: Axis,
  at: number,
): readonly [number, number] {
  const first = Math.ceil((at + before - dilation * (kernel - 1)) / stride);
  const last = Math.floor((at + before) / stride);
  return [Math.max(0, first), Math.min(count - 1, last)];
}
