/**
 * conv2d: a kernel slides over the image; an output cell is the sum of the products under it.
 *
 *   y[n,o,i,j] = b[o] + Σ_{c,u,v} x[n, c, i·s+u·d−top, j·s+v·d−left] · w[o,c,u,v]     (c runs over
 * the group of o)
 *
 * Shapes  x [N,C,H,W], w [O,C/groups,kh,kw], b [O] → y [N,O,I,J], I =
 * ⌊(H+top+bottom−d·(kh−1)−1)/s⌋+1. Outside the image x is 0. Units   stride, padding and dilation
 * in cells; padding is [top, left, bottom, right]. Errors  "channels": x and w disagree on C, or C
 * does not split into the groups. "kernel": it does not fit the padded image. Source  Dumoulin &
 * Visin, arXiv:1603.07285, relation 6. Same as torch.nn.functional.conv2d (the kernel is not
 * flipped).
 */
import { both, readAttributes, readPadding } from "../../core/attributes";
import { check } from "../../core/errors";
import { bilinear, type BilinearTerms } from "../../core/families/bilinear";
import type { RawAttributes } from "../../core/op";
import { type Shape, strides } from "../../core/shape";
import { imageShape, type Plane, plane, windowsOver } from "../../core/window";

export type Conv2dAttributes = {
  readonly out_channels: number;
  readonly kernel_size: readonly number[];
  readonly stride: readonly number[];
  readonly padding: readonly number[];
  readonly dilation: readonly number[];
  readonly groups: number;
  readonly bias: boolean;
  readonly activation: "none" | "relu";
};

const LIMITS = {
  channels: { from: 1, to: 65536 },
  kernel: { from: 1, to: 1024 },
  stride: { from: 1, to: 64 },
  padding: { from: 0, to: 1024 },
};

export const conv2d = bilinear<Conv2dAttributes>({
  name: "conv2d",
  defaults: {
    out_channels: 1,
    kernel_size: [3, 3],
    stride: [1, 1],
    padding: [0, 0, 0, 0],
    dilation: [1, 1],
    groups: 1,
    bias: true,
    activation: "none",
  },
  normalise,
  parameters(x, { out_channels, kernel_size, groups, bias }): Record<string, Shape> {
    const [, channels] = imageShape("conv2d", x);
    checkGroups(channels, groups);
    const [kh, kw] = both(kernel_size);
    return { w: [out_channels, channels / groups, kh, kw], ...(bias ? { b: [out_channels] } : {}) };
  },
  shape(x, w, attributes) {
    const [, channels] = imageShape("conv2d", x);
    const { groups } = attributes;
    checkGroups(channels, groups);
    const [filters = 0, depth = 0, kh = 0, kw = 0] = w;
    const expected = depth * groups;
    check(
      channels === expected,
      "channels",
      `the image has ${channels} channels but the kernel expects ${expected}`,
    );
    const { images, rows, columns } = plane("conv2d", x, { ...attributes, kernel_size: [kh, kw] });
    return [images, filters, rows.count, columns.count];
  },
  terms: ({ x, w, y }, attributes) => {
    const [, , kh = 1, kw = 1] = w;
    return slidingTerms(
      plane("conv2d", x, { ...attributes, kernel_size: [kh, kw] }),
      w,
      y,
      attributes.groups,
    );
  },
  multiplyAdds({ w = [], y = [] }) {
    const [, filters = 0, height = 0, width = 0] = y;
    const [, depth = 0, kh = 0, kw = 0] = w;
    return height * width * filters * depth * kh * kw;
  },
  window: ({ kernel_size, stride, padding, dilation }) => ({
    kernel: kernel_size,
    stride,
    padding,
    dilation,
  }),
  torch(attributes, { x = [] }) {
    const { out_channels, groups, bias, stride, dilation, padding } = attributes;
    const [top = 0, left = 0, bottom = 0, right = 0] = padding;
    const even = top === bottom && left === right;
    const settings = [
      `${x[1] ?? "?"}, ${out_channels}, ${pair(attributes.kernel_size)}`,
      ...(isAll(stride, 1) ? [] : [`stride=${pair(stride)}`]),
      ...(isAll(padding, 0) || !even ? [] : [`padding=${pair([top, left])}`]),
      ...(isAll(dilation, 1) ? [] : [`dilation=${pair(dilation)}`]),
      ...(groups === 1 ? [] : [`groups=${groups}`]),
      ...(bias ? [] : ["bias=False"]),
    ];
    const layer = `nn.Conv2d(${settings.join(", ")})`;
    return even
      ? layer
      : `nn.Sequential(nn.ZeroPad2d((${left}, ${right}, ${top}, ${bottom})), ${layer})`;
  },
});

function normalise(raw: RawAttributes): Conv2dAttributes {
  const read = readAttributes("conv2d", raw);
  const out_channels = read.whole("out_channels", LIMITS.channels);
  const kernel_size = read.pair("kernel_size", LIMITS.kernel);
  const stride = read.pair("stride", LIMITS.stride, [1, 1]);
  const dilation = read.pair("dilation", LIMITS.stride, [1, 1]);
  const groups = read.whole("groups", LIMITS.channels, 1);
  if (out_channels % groups !== 0)
    read.fail(`${out_channels} output channels cannot be split into ${groups} equal groups`);
  const word = read.raw("padding");
  const padding =
    word === "valid"
      ? [0, 0, 0, 0]
      : word === "same"
        ? samePadding(kernel_size, stride, dilation)
        : readPadding(read, LIMITS.padding);
  const bias = read.flag("bias", true);
  const activation = read.choice("activation", ["none", "relu"], "none");
  read.done();
  return { out_channels, kernel_size, stride, padding, dilation, groups, bias, activation };
}

/** PyTorch's padding="same": what is left over after halving goes to the bottom and the right. */
function samePadding(
  kernel: readonly number[],
  stride: readonly number[],
  dilation: readonly number[],
): readonly number[] {
  check(
    isAll(stride, 1),
    "attribute",
    'conv2d: padding "same" needs stride 1',
    "write the padding as a number instead",
  );
  const [height = 0, width = 0] = kernel.map((extent, at) => (dilation[at] ?? 1) * (extent - 1));
  const top = Math.floor(height / 2);
  const left = Math.floor(width / 2);
  return [top, left, height - top, width - left];
}

function checkGroups(channels: number, groups: number): void {
  check(
    channels % groups === 0,
    "channels",
    `${channels} input channels cannot be split into ${groups} equal groups`,
  );
}

function slidingTerms(input: Plane, w: Shape, y: Shape, groups: number): BilinearTerms {
  const [filters = 0, depth = 0, kh = 0, kw = 0] = w;
  const [imageStep = 0, filterStep = 0] = strides(y);
  const perGroup = filters / groups;
  const filterOf = (at: number): number => Math.floor(at / filterStep) % filters;
  return {
    products: productsOf(input, w, y, groups),
    bias: filterOf,
    readersOfInput: readersOf(input, w, y, groups),
    readersOfWeight(at, visit) {
      const filter = Math.floor(at / (depth * kh * kw));
      for (let image = 0; image < input.images; image++)
        for (let inside = 0; inside < filterStep; inside++)
          visit(image * imageStep + filter * filterStep + inside);
    },
    group(reading, position) {
      if (reading === "dx") return `filter ${filterOf(position)}`;
      if (reading === "dw") return `image ${Math.floor(position / imageStep)}`;
      const filter = Math.floor(position / (depth * kh * kw));
      return `channel ${Math.floor(filter / perGroup) * depth + (Math.floor(position / (kh * kw)) % depth)}`;
    },
  };
}

function productsOf(
  { channels, rows, columns }: Plane,
  w: Shape,
  y: Shape,
  groups: number,
): BilinearTerms["products"] {
  const [filters = 0, depth = 0, kh = 0, kw = 0] = w;
  const [imageStep = 0, filterStep = 0, rowStep = 0] = strides(y);
  const area = rows.size * columns.size;
  const perGroup = filters / groups;
  return (at, visit) => {
    const filter = Math.floor(at / filterStep) % filters;
    const top = (Math.floor(at / rowStep) % rows.count) * rows.stride - rows.before;
    const left = (at % rowStep) * columns.stride - columns.before;
    let channel =
      (Math.floor(at / imageStep) * channels + Math.floor(filter / perGroup) * depth) * area;
    let weight = filter * depth * kh * kw;
    for (let c = 0; c < depth; c++, channel += area)
      for (let u = 0; u < kh; u++) {
        const row = top + u * rows.dilation;
        const inside = row >= 0 && row < rows.size;
        for (let v = 0; v < kw; v++, weight++) {
          const column = left + v * columns.dilation;
          visit(
            inside && column >= 0 && column < columns.size
              ? channel + row * columns.size + column
              : -1,
            weight,
          );
        }
      }
  };
}

function readersOf(
  { channels, rows, columns }: Plane,
  [filters = 0, depth = 0]: Shape,
  y: Shape,
  groups: number,
): BilinearTerms["readersOfInput"] {
  const [imageStep = 0, filterStep = 0, rowStep = 0] = strides(y);
  const area = rows.size * columns.size;
  const perGroup = filters / groups;
  return (at, visit) => {
    const channel = Math.floor(at / area) % channels;
    const [firstRow, lastRow] = windowsOver(rows, Math.floor(at / columns.size) % rows.size);
    const [firstColumn, lastColumn] = windowsOver(columns, at % columns.size);
    const firstFilter = Math.floor(channel / depth) * perGroup;
    const image = Math.floor(at / (area * channels)) * imageStep;
    for (let filter = firstFilter; filter < firstFilter + perGroup; filter++)
      for (let i = firstRow; i <= lastRow; i++)
        for (let j = firstColumn; j <= lastColumn; j++)
          visit(image + filter * filterStep + i * rowStep + j);
  };
}

function isAll(values: readonly number[], value: number): boolean {
  return values.every((one) => one === value);
}

/** `3` when both are 3, else `(3, 5)`. */
function pair(values: readonly number[]): string {
  const [height, width] = both(values);
  return height === width ? String(height) : `(${height}, ${width})`;
}
