/**
 * What max and average pooling share: their settings, their windows as flat positions, and the
 * PyTorch line.
 */
import { type AttributeReader, both, readPadding } from "../core/attributes";
import { type Axis, type Plane, windowsOver } from "../core/window";

export interface PoolingAttributes {
  readonly kernel_size: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];
}

/**
 * kernel_size, stride (default: the kernel) and padding; padding stays a pair unless its sides
 * differ.
 */
export function readPooling(read: AttributeReader): PoolingAttributes {
  const kernel_size = read.pair("kernel_size", { from: 1, to: 1024 });
  const stride = read.pair("stride", { from: 1, to: 1024 }, kernel_size);
  const [top = 0, left = 0, bottom = 0, right = 0] = readPadding(read, { from: 0, to: 1024 });
  const [kh, kw] = both(kernel_size);
  if (Math.max(top, bottom) >= kh || Math.max(left, right) >= kw)
    read.fail(
      `padding [${top}, ${left}, ${bottom}, ${right}] is as wide as the ${kh}×${kw} window: a window would see nothing but padding`,
    );
  return {
    kernel_size,
    stride,
    padding: top === bottom && left === right ? [top, left] : [top, left, bottom, right],
  };
}

export interface PoolingWindows {
  /**
   * Visits the cells of window `y` in reading order; −1 is padding. A window never reaches beyond
   * the padded image.
   */
  visit(y: number, visit: (x: number) => void): void;
  readers(x: number, visit: (y: number) => void): void;
}

export function poolingWindows({ rows, columns }: Plane): PoolingWindows {
  const area = rows.size * columns.size;
  const windows = rows.count * columns.count;
  return {
    visit(y, visit) {
      const base = Math.floor(y / windows) * area;
      const top = (Math.floor(y / columns.count) % rows.count) * rows.stride - rows.before;
      const left = (y % columns.count) * columns.stride - columns.before;
      for (
        let row = top, u = 0;
        u < rows.kernel && row < rows.size + rows.after;
        u++, row += rows.dilation
      )
        for (
          let column = left, v = 0;
          v < columns.kernel && column < columns.size + columns.after;
          v++, column += columns.dilation
        )
          visit(
            isInside(rows, row) && isInside(columns, column)
              ? base + row * columns.size + column
              : -1,
          );
    },
    readers(x, visit) {
      const base = Math.floor(x / area) * windows;
      const [firstRow, lastRow] = windowsOver(rows, Math.floor(x / columns.size) % rows.size);
      const [firstColumn, lastColumn] = windowsOver(columns, x % columns.size);
      for (let i = firstRow; i <= lastRow; i++)
        for (let j = firstColumn; j <= lastColumn; j++) visit(base + i * columns.count + j);
    },
  };
}

function isInside({ size }: Axis, at: number): boolean {
  return at >= 0 && at < size;
}

/**
 * `nn.MaxPool2d(3, stride=2, padding=1)`; settings at PyTorch's defaults are left out. PyTorch pads
 * both sides alike and at most half a window; any other padding is a layer of its own in front,
 * whose cells are `outside`.
 */
export function torchPooling(
  layer: string,
  attributes: PoolingAttributes & {
    readonly dilation?: readonly number[];
    readonly ceil_mode: boolean;
    readonly count_include_pad?: boolean;
    readonly divisor_override?: number;
  },
  outside: "float('-inf')" | "0.0",
): string {
  const {
    kernel_size,
    stride,
    padding,
    dilation = [1, 1],
    ceil_mode,
    count_include_pad = true,
    divisor_override = 0,
  } = attributes;
  const [top = 0, left = 0, bottom = top, right = left] = padding;
  const [kh, kw] = both(kernel_size);
  const own = top === bottom && left === right && 2 * top <= kh && 2 * left <= kw;
  const settings = [
    pair(kernel_size),
    ...(pair(stride) === pair(kernel_size) ? [] : [`stride=${pair(stride)}`]),
    ...(own && top + left > 0 ? [`padding=${pair([top, left])}`] : []),
    ...(pair(dilation) === "1" ? [] : [`dilation=${pair(dilation)}`]),
    ...(ceil_mode ? ["ceil_mode=True"] : []),
    ...(count_include_pad ? [] : ["count_include_pad=False"]),
    ...(divisor_override === 0 ? [] : [`divisor_override=${divisor_override}`]),
  ];
  const pooling = `${layer}(${settings.join(", ")})`;
  const padded = `nn.Sequential(nn.ConstantPad2d((${left}, ${right}, ${top}, ${bottom}), ${outside}), ${pooling})`;
  return own
    ? pooling
    : count_include_pad || divisor_override !== 0
      ? padded
      : `${padded}  # PyTorch counts this padding: it cannot leave it out`;
}

function pair(values: readonly number[]): string {
  const [height, width] = both(values);
  return height === width ? String(height) : `(${height}, ${width})`;
}
