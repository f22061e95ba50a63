/**
 * conv2d: kernels around one inner loop (backends/wasm/assembly/tile.ts), in which pixels and taps
 * are byte offsets.
 *
 *   conv2d_forward   y of eight filters:  rows = pixels, steps = taps, B = weights packed eight
 *                    filters wide. Also dx where the stride is 1: a convolution of dy with the
 *                    flipped weights.
 *   conv2d_filter    dw of eight filters: rows = taps, steps = pixels, B = dy packed eight
 *                    filters wide; over images in order.
 *   conv2d_spread    dx for any stride: the columns wᵀ·dy, then each added to where it came from.
 *
 * An image with padding is first copied into `padded`, with zeros around it, so that no tap needs a
 * test.
 */
import { clearFrame, frame, Geometry } from "../../backends/wasm/assembly/convolution";
import { deinterleave, interleave } from "../../backends/wasm/assembly/interleave";
import { sumOf } from "../../backends/wasm/assembly/reduce";
import { tiles } from "../../backends/wasm/assembly/tile";

/**
 * Pixels whose sums are kept before they are written out in rows of the image; a multiple of 12.
 */
const STRIP = 48;

export function conv2d_forward(
  x: usize, packed: usize, bias: usize, hasBias: i32, y: usize, g: Geometry, pixels: usize,
  taps: usize, relu: bool,
  padded: usize, buffer: usize, parts: i32, from: i32, to: i32,
): void {
  const end = taps + ((<usize>g.taps) << 2);
  const plane = (<usize>g.pixels) << 2;
  const blocks = (g.outputs + 7) >> 3;
  const strips = (g.pixels + STRIP - 1) / STRIP;
  clearFrame(padded, g);
  let prepared = -1;
  let image: usize = 0;
  for (let unit = from; unit < to; unit++) {
    const n = unit / parts, part = unit % parts;
    if (n != prepared) image = frame(x, n, padded, g);
    prepared = n;
    for (let strip = (strips * part) / parts, last = (strips * (part + 1)) / parts; strip < last;
      strip++) {
      const first = strip * STRIP, count = min(STRIP, g.pixels - first);
      for (let group = 0; group < g.groups; group++) {
        const source = image + (<usize>(group * g.inputs * g.paddedHeight * g.paddedWidth) << 2);
        for (let block = 0; block < blocks; block++) {
          const filter = group * g.outputs + 8 * block;
          const w = packed + (<usize>((group * blocks + block) * g.taps) << 5);
          tiles(
            count, bias + ((<usize>filter) << 2) * hasBias, 0, buffer, 32, source,
            pixels + ((<usize>first) << 2), taps, end, w, 32);
          const into =
            y + (<usize>(n * g.groups * g.outputs + filter)) * plane + ((<usize>first) << 2);
          deinterleave(buffer, into, plane, min(8, g.outputs - 8 * block), count, relu);
        }
      }
    }
  }
}

/**
 * Unit: eight filters of one group. `together` images are one product, so that small ones do not
 * spend their time on reading and writing sums; `pixels` goes through all of them. `sums` holds
 * (taps + 6)·8 words for each unit.
 */
export function conv2d_filter(
  x: usize, dy: usize, dw: usize, images: i32, together: i32, g: Geometry, pixels: usize,
  taps: usize, padded: usize, packed: usize,
  sums: usize, from: i32, to: i32,
): void {
  const blocks = (g.outputs + 7) >> 3;
  const plane = (<usize>g.pixels) << 2;
  const size = (<usize>(g.taps + 6)) << 5;
  const framed = (<usize>(g.channels * g.paddedHeight * g.paddedWidth)) << 2;
  for (let i = 0; i < min(together, images); i++) clearFrame(padded + i * framed, g);
  memory.fill(sums + from * size, 0, (to - from) * size);
  for (let n = 0; n < images; n += together) {
    const count = min(together, images - n);
    const image = frame(x, n, padded, g);
    for (let i = 1; i < count; i++) frame(x, n + i, padded + i * framed, g);
    const end = pixels + ((<usize>(count * g.pixels)) << 2);
    for (let unit = from; unit < to; unit++) {
      const group = unit / blocks, block = unit % blocks;
      const filter = group * g.outputs + 8 * block;
      const source = image + (<usize>(group * g.inputs * g.paddedHeight * g.paddedWidth) << 2);
      for (let i = 0; i < count; i++) {
        const gradient = dy + (<usize>((n + i) * g.groups * g.outputs + filter)) * plane;
        interleave(
          gradient, plane, min(8, g.outputs - 8 * block), g.pixels, packed + 8 * i * plane);
      }
      const c = sums + unit * size;
      tiles(g.taps, c, 32, c, 32, source, taps, pixels, end, packed, 32);
    }
  }
  for (let unit = from; unit < to; unit++) {
    const group = unit / blocks, block = unit % blocks;
    const row = (<usize>g.taps) << 2;
    deinterleave(
      sums + unit * size, dw + (<usize>(group * g.outputs + 8 * block)) * row, row,
      min(8, g.outputs - 8 * block), g.taps, false);
  }
}

/**
 * Unit: one image and one of `parts` equal shares of a group's channels. `columns` holds (taps of a
 * share + 6) · pixels rounded up to 8.
 */
export function conv2d_spread(
  dy: usize, w: usize, dx: usize, g: Geometry, rows: usize, steps: usize, zeros: usize,
  columns: usize, parts: i32, from: i32, to: i32,
): void {
  const plane = (<usize>g.pixels) << 2;
  const cs = (<usize>((g.pixels + 7) & ~7)) << 2;
  const end = steps + ((<usize>g.outputs) << 2);
  const area = g.kh * g.kw;
  const share = (g.inputs + parts - 1) / parts;
  for (let unit = from; unit < to; unit++) {
    const part = unit % parts, group = (unit / parts) % g.groups, n = unit / parts / g.groups;
    const first = part * share, last = min(first + share, g.inputs);
    if (first >= last) continue;
    const weights = w + (<usize>((group * g.outputs * g.inputs + first) * area) << 2);
    const gradient = dy + (<usize>(n * g.groups + group)) * g.outputs * plane;
    for (let p = 0; p < g.pixels; p += 8) {
      const at = (<usize>p) << 2;
      tiles(
        (last - first) * area, zeros, 0, columns + at, cs, weights, rows, steps, end, gradient + at,
        plane);
    }
    for (let c = first; c < last; c++) {
      const target =
        dx + (<usize>((n * g.groups + group) * g.inputs + c) * g.height * g.width << 2);
      memory.fill(target, 0, <usize>(g.height * g.width) << 2);
      addColumns(target, columns + (c - first) * area * cs, cs, g);
    }
  }
}

/** Adds every tap's plane of one channel to the input cells it was multiplied with. */
function addColumns(target: usize, columns: usize, cs: usize, g: Geometry): void {
  for (let u = 0; u < g.kh; u++) {
    for (let v = 0; v < g.kw; v++, columns += cs) {
      const shift = v * g.dilationX - g.left;
      const begin = shift < 0 ? (-shift + g.strideX - 1) / g.strideX : 0;
      const end =
        g.width - shift <= 0 ? 0 : min(g.outWidth, (g.width - shift + g.strideX - 1) / g.strideX);
      for (let i = 0; i < g.outHeight; i++) {
        const row = i * g.strideY - g.top + u * g.dilationY;
        if (row < 0 || row >= g.height) continue;
        addRow(
          target + (<usize>(row * g.width) << 2), columns + (<usize>(i * g.outWidth) << 2), shift,
          begin, end, g.strideX);
      }
    }
  }
}

function addRow(target: usize, column: usize, shift: i32, begin: i32, end: i32, stride: i32): void {
  let j = begin;
  if (stride == 1) {
    for (; j + 4 <= end; j += 4) {
      const at = target + (<usize>(j + shift) << 2);
      v128.store(at, f32x4.add(v128.load(at), v128.load(column + (<usize>j << 2))));
    }
  }
  for (; j < end; j++) {
    const at = target + (<usize>(j * stride + shift) << 2);
    store<f32>(at, load<f32>(at) + load<f32>(column + (<usize>j << 2)));
  }
}

/**
 * Weights for dx as a convolution of dy, whose extents `g` are: its filters are the channels of x,
 * its channels the filters of w, and the taps run backwards. packed[group, block of 8 channels of
 * x][filter of w, tap][lane]. Unit: one block of one group.
 */
export function conv2d_flip(w: usize, packed: usize, g: Geometry, from: i32, to: i32): void {
  const blocks = (g.outputs + 7) >> 3;
  const area = g.kh * g.kw;
  for (let unit = from; unit < to; unit++) {
    const group = unit / blocks, first = 8 * (unit % blocks);
    let at = packed + (<usize>(unit * g.taps) << 5);
    for (let filter = group * g.inputs; filter < (group + 1) * g.inputs; filter++) {
      for (let tap = area - 1; tap >= 0; tap--, at += 32) {
        for (let lane = 0; lane < 8; lane++) {
          const c = first + lane;
          store<f32>(
            at + (<usize>lane << 2),
            c < g.outputs
              ? load<f32>(w + (<usize>((filter * g.outputs + c) * area + tap) << 2)) : 0);
        }
      }
    }
  }
}

/** packed[group, block of 8 filters][tap][lane]. Unit: one block of one group. */
export function conv2d_pack(w: usize, packed: usize, g: Geometry, from: i32, to: i32): void {
  const blocks = (g.outputs + 7) >> 3;
  const row = (<usize>g.taps) << 2;
  for (let unit = from; unit < to; unit++) {
    const first = 8 * (unit % blocks);
    interleave(
      w + (<usize>((unit / blocks) * g.outputs + first)) * row, row, min(8, g.outputs - first),
      g.taps, packed + 8 * unit * row);
  }
}

/**
 * db[o] = Σ dy over images and pixels: each image's plane by itself, then the images in order.
 * Unit: one filter.
 */
export function conv2d_bias(
  dy: usize, db: usize, images: i32, filters: i32, pixels: i32, from: i32, to: i32,
): void {
  for (let o = from; o < to; o++) {
    let total: f32 = 0;
    for (let n = 0; n < images; n++)
      total += sumOf(dy + (<usize>((n * filters + o) * pixels) << 2), pixels);
    store<f32>(db + (<usize>o << 2), total);
  }
}
