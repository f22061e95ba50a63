/**
 * conv2d with 3×3 kernels and stride 1 in fewer multiplications: Winograd's F(2×2, 3×3). A tile of
 * 2×2 outputs reads 4×4 inputs; 16 products replace 36, each of them a matrix product over the
 * channels.
 *
 *   V = Bᵀ d B     of every 4×4 input tile d        V[ξ][channel][tile]
 *   U = G g Gᵀ     of every 3×3 kernel g            U[group][ξ][block of 8 filters][channel][lane]
 *   M[ξ] = U[ξ]·V[ξ]                                M[ξ][block][tile][lane], by tile.ts
 *   y = Aᵀ M A + bias
 *
 * Works on some rows of tiles at a time so that V and M stay in the cache. Unit: one image and one
 * of `parts` shares of its rows.
 * Source  Lavin & Gray, arXiv:1509.09308. The sums are of sums, so rounding differs a little from
 * the direct kernel's.
 */
import { deinterleave } from "../../backends/wasm/assembly/interleave";
import { tiles } from "../../backends/wasm/assembly/tile";
import { clearFrame, frame, Geometry } from "../../backends/wasm/assembly/convolution";

/**
 * Where a pass keeps its intermediates, and how many rows of tiles it works on at a time;
 * winograd.ts writes them in this order.
 */
@unmanaged
export class Workplace {
  tilesDown: i32;
  tilesAcross: i32;
  rowsAtOnce: i32;
}

/**
 * Bytes between the packed weights of one ξ and the next, so that powers of two do not all fall on
 * one set of the cache.
 */
const SPREAD: usize = 128;

export function winograd_forward(
  x: usize, packed: usize, bias: usize, hasBias: i32, y: usize, g: Geometry, place: Workplace,
  rows: usize, steps: usize, zeros: usize,
  relu: bool, padded: usize, v: usize, m: usize, buffer: usize, parts: i32, from: i32, to: i32,
): void {
  // tiles at a time; in V each channel has 4 more, in M each block 6
  const most = place.rowsAtOnce * place.tilesAcross;
  const blocks = (g.outputs + 7) >> 3;
  const next = (<usize>(blocks * g.inputs) << 5) + SPREAD;
  const end = steps + (<usize>g.inputs << 2);
  clearFrame(padded, g);
  let prepared = -1;
  let image: usize = 0;
  for (let unit = from; unit < to; unit++) {
    const n = unit / parts, part = unit % parts;
    if (n != prepared) image = frame(x, n, padded, g);
    prepared = n;
    const last = (place.tilesDown * (part + 1)) / parts;
    for (let row = (place.tilesDown * part) / parts; row < last; row += place.rowsAtOnce) {
      const count = min(place.rowsAtOnce, last - row);
      for (let group = 0; group < g.groups; group++) {
        transformInput(
          image + (<usize>(group * g.inputs * g.paddedHeight * g.paddedWidth) << 2), v, g, place,
          row, count, most);
        const weights = packed + 16 * group * next;
        for (let xi = 0; xi < 16; xi++) {
          const source = v + (<usize>(xi * g.inputs * (most + 4)) << 2);
          for (let block = 0; block < blocks; block++) {
            const b = weights + xi * next + (<usize>(block * g.inputs) << 5);
            const c = m + (<usize>((xi * blocks + block) * (most + 6)) << 5);
            tiles(count * place.tilesAcross, zeros, 0, c, 32, source, rows, steps, end, b, 32);
          }
        }
        const first = bias + (<usize>(group * g.outputs) << 2) * hasBias;
        const into = y + (<usize>((n * g.groups + group) * g.outputs * g.pixels) << 2);
        transformOutput(m, first, hasBias, into, g, place, row, count, most, relu, buffer);
      }
    }
  }
}

/**
 * V of `count` rows of tiles from `row` on, four tiles at a time: of one row, or where it has two,
 * of two rows.
 */
function transformInput(
  image: usize, v: usize, g: Geometry, place: Workplace, row: i32, count: i32, most: i32,
): void {
  const line = <usize>g.paddedWidth << 2;
  const next = <usize>(g.inputs * (most + 4)) << 2;
  const rows = place.tilesAcross == 2 ? 2 : 1;
  const second = rows == 2 ? 2 * line : 16;
  for (let c = 0; c < g.inputs; c++) {
    for (let i = 0; i < count; i += rows) {
      const top = image + (<usize>((c * g.paddedHeight + 2 * (row + i)) * g.paddedWidth) << 2);
      const into = v + (<usize>(c * (most + 4) + i * place.tilesAcross) << 2);
      for (let j = 0; j < place.tilesAcross; j += 4)
        transformFour(top + (<usize>j << 3), second, line, into + (<usize>j << 2), next);
    }
  }
}

/**
 * Bᵀ d B of four tiles, the last two of them `second` bytes from the first two. Past the end of a
 * row of tiles up to three garbage tiles are written, where the next row of tiles comes or in the
 * four spare places of the channel.
 */
@inline
function transformFour(at: usize, second: usize, line: usize, into: usize, next: usize): void {
  for (let column = 0; column < 4; column++) {
    // column by column of the 4×4 tile: d0 … d3 going down, then Bᵀ
    const shift = <usize>(column & 2) << 2;
    const d0 = pick(at + shift, second, column), d1 = pick(at + shift + line, second, column);
    const d2 = pick(at + shift + 2 * line, second, column),
      d3 = pick(at + shift + 3 * line, second, column);
    const start = into + <usize>column * next;
    v128.store(start, f32x4.sub(d0, d2));
    v128.store(start + 4 * next, f32x4.add(d1, d2));
    v128.store(start + 8 * next, f32x4.sub(d2, d1));
    v128.store(start + 12 * next, f32x4.sub(d1, d3));
  }
  for (let u = 0; u < 4; u++, into += 4 * next) {
    const t0 = v128.load(into), t1 = v128.load(into + next), t2 = v128.load(into + 2 * next),
      t3 = v128.load(into + 3 * next);
    v128.store(into, f32x4.sub(t0, t2));
    v128.store(into + next, f32x4.add(t1, t2));
    v128.store(into + 2 * next, f32x4.sub(t2, t1));
    v128.store(into + 3 * next, f32x4.sub(t1, t3));
  }
}

/** Every second cell of twice four, from the first or from the second. */
@inline
function pick(at: usize, second: usize, column: i32): v128 {
  const a = v128.load(at), b = v128.load(at + second);
  return column & 1 ? v128.shuffle<f32>(a, b, 1, 3, 5, 7) : v128.shuffle<f32>(a, b, 0, 2, 4, 6);
}

/**
 * y of `count` rows of tiles: Aᵀ M A eight filters at a time into two lines of pixels, then into
 * rows of the image.
 */
function transformOutput(
  m: usize, bias: usize, hasBias: i32, y: usize, g: Geometry, place: Workplace, row: i32,
  count: i32, most: i32, relu: bool, buffer: usize,
): void {
  const blocks = (g.outputs + 7) >> 3;
  const next = <usize>(blocks * (most + 6)) << 5;
  const plane = <usize>g.pixels << 2;
  const second = buffer + (<usize>(2 * place.tilesAcross + 4) << 5);
  for (let block = 0; block < blocks; block++) {
    const lanes = min(8, g.outputs - 8 * block);
    const added = bias + (<usize>(8 * block) << 2) * hasBias;
    const b0 = v128.load(added), b1 = v128.load(added, 16);
    for (let i = 0; i < count; i++) {
      const source = m + (<usize>(block * (most + 6) + i * place.tilesAcross) << 5);
      for (let j = 0; j < place.tilesAcross; j++) {
        const at = <usize>j << 5;
        outputTile(source + at, next, buffer + 2 * at, second + 2 * at, b0);
        outputTile(source + at + 16, next, buffer + 2 * at + 16, second + 2 * at + 16, b1);
      }
      const line = 2 * (row + i);
      const into = y + <usize>(8 * block) * plane + (<usize>(line * g.outWidth) << 2);
      deinterleave(buffer, into, plane, lanes, g.outWidth, relu);
      if (line + 1 < g.outHeight)
        deinterleave(second, into + (<usize>g.outWidth << 2), plane, lanes, g.outWidth, relu);
    }
  }
}

/** Four filters of one tile: 4×4 sums become 2×2 pixels, two in each line. */
@inline
function outputTile(m: usize, next: usize, upper: usize, lower: usize, bias: v128): void {
  let s00 = bias, s01 = bias, s10 = bias, s11 = bias;
  for (let column = 0; column < 4; column++) {
    const at = m + <usize>column * next;
    const m0 = v128.load(at), m1 = v128.load(at + 4 * next), m2 = v128.load(at + 8 * next),
      m3 = v128.load(at + 12 * next);
    const above = f32x4.add(f32x4.add(m0, m1), m2), below = f32x4.sub(f32x4.sub(m1, m2), m3);
    if (column < 3) {
      s00 = f32x4.add(s00, above);
      s10 = f32x4.add(s10, below);
    }
    if (column == 1) {
      s01 = f32x4.add(s01, above);
      s11 = f32x4.add(s11, below);
    }
    if (column > 1) {
      s01 = f32x4.sub(s01, above);
      s11 = f32x4.sub(s11, below);
    }
  }
  v128.store(upper, s00);
  v128.store(upper, s01, 32);
  v128.store(lower, s10);
  v128.store(lower, s11, 32);
}

/**
 * U = G g Gᵀ. Kernel (lane, channel) starts at w + lane·laneStep + channel·channelStep cells of its
 * group; `last` 8 reads it backwards (for dx), 0 forwards. Unit: one block of eight filters of one
 * group.
 */
export function winograd_pack(
  w: usize, packed: usize, g: Geometry, laneStep: i32, channelStep: i32, last: i32, from: i32,
  to: i32,
): void {
  const blocks = (g.outputs + 7) >> 3;
  const next = (<usize>(blocks * g.inputs) << 5) + SPREAD;
  const step = <usize>laneStep << 2;
  for (let unit = from; unit < to; unit++) {
    const group = unit / blocks, first = 8 * (unit % blocks), lanes = g.outputs - first;
    const kernels = w + (<usize>(group * g.outputs * g.inputs * 9 + first * laneStep) << 2);
    const target = packed + 16 * group * next + (<usize>((unit % blocks) * g.inputs) << 5);
    for (let c = 0; c < g.inputs; c++) {
      const kernel = kernels + (<usize>(c * channelStep) << 2);
      const into = target + (<usize>c << 5);
      packFour(kernel, step, lanes, last, into, next);
      packFour(kernel + 4 * step, step, lanes - 4, last, into + 16, next);
    }
  }
}

/** The same kernel position of four filters; lanes that do not exist become 0. */
@inline
function packFour(
  kernel: usize, step: usize, lanes: i32, last: i32, into: usize, next: usize,
): void {
  const half = f32x4.splat(0.5);
  for (let column = 0; column < 3; column++) {
    // down one column of the kernels, into rows 0 … 3 of the places of that column
    const a = taps4(kernel, step, lanes, last, column),
      b = taps4(kernel, step, lanes, last, 3 + column);
    const c = taps4(kernel, step, lanes, last, 6 + column);
    const at = into + <usize>column * next, ends = f32x4.add(a, c);
    v128.store(at, a);
    v128.store(at + 4 * next, f32x4.mul(half, f32x4.add(ends, b)));
    v128.store(at + 8 * next, f32x4.mul(half, f32x4.sub(ends, b)));
    v128.store(at + 12 * next, c);
  }
  for (let u = 0; u < 4; u++, into += 4 * next) {
    const a = v128.load(into), b = v128.load(into + next), c = v128.load(into + 2 * next),
      ends = f32x4.add(a, c);
    v128.store(into + next, f32x4.mul(half, f32x4.add(ends, b)));
    v128.store(into + 2 * next, f32x4.mul(half, f32x4.sub(ends, b)));
    v128.store(into + 3 * next, c);
  }
}

@inline
function taps4(kernel: usize, step: usize, lanes: i32, last: i32, number: i32): v128 {
  const at = kernel + (<usize>(last == 0 ? number : last - number) << 2);
  let v = f32x4.splat(0);
  if (lanes > 0) v = v128.load32_lane(at, v, 0);
  if (lanes > 1) v = v128.load32_lane(at + step, v, 1);
  if (lanes > 2) v = v128.load32_lane(at + 2 * step, v, 2);
  if (lanes > 3) v = v128.load32_lane(at + 3 * step, v, 3);
  return v;
}
