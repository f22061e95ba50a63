/**
 * dw of conv2d with neighbouring pixels in the lanes, for few filters, kernels of three columns,
 * and steps of one cell to the right:
 *
 *   sums[c, u, o][v][0…3] = Σ over images, rows i and four pixels j … j+3 of a row,
 *                            dy[o, i, j …] · image[c, i·s + u, j + v …]
 *   dw[o, c, u, v] = the sum of its four lanes
 *
 * conv2d_filter has filters in the lanes and leaves half of them empty where there are four. Three
 * taps of two filters are six sums in registers: with twelve the compiler keeps some in memory, and
 * each waits for its own store. The last pixels of a row that are fewer than four are cut to those
 * that exist.
 */
import { clearFrame, frame, Geometry } from "../../backends/wasm/assembly/convolution";
import { madd, sumLanes } from "../../backends/wasm/assembly/simd";

/**
 * Unit: one channel of x. `sums` holds kh · (filters of a group rounded up to two) · 12 words for
 * each unit.
 */
export function conv2d_filter_rows(
  x: usize, dy: usize, dw: usize, images: i32, g: Geometry, padded: usize, sums: usize, from: i32,
  to: i32,
): void {
  const blocks = (g.outputs + 1) >> 1;
  const plane = <usize>g.pixels << 2;
  const bytes = (<usize>(g.kh * blocks) * 6) << 4;
  clearFrame(padded, g);
  memory.fill(sums + from * bytes, 0, (to - from) * bytes);
  for (let n = 0; n < images; n++) {
    const image = frame(x, n, padded, g);
    for (let unit = from; unit < to; unit++) {
      const group = unit / g.inputs;
      let at = sums + unit * bytes;
      for (let block = 0; block < blocks; block++) {
        const gradient =
          dy + <usize>(n * g.groups * g.outputs + group * g.outputs + 2 * block) * plane;
        const second = gradient + (2 * block + 1 < g.outputs ? plane : 0);
        for (let u = 0; u < g.kh; u++, at += 96) {
          const source =
            image + (<usize>((unit * g.paddedHeight + u * g.dilationY) * g.paddedWidth) << 2);
          threeTaps(source, gradient, second, g, at);
        }
      }
    }
  }
  for (let unit = from; unit < to; unit++) write(sums + unit * bytes, dw, unit, blocks, g);
}

/** Adds one image's products of two filters to the six sums at `c`. */
function threeTaps(x: usize, d0: usize, d1: usize, g: Geometry, c: usize): void {
  let c00 = v128.load(c), c01 = v128.load(c, 16), c02 = v128.load(c, 32);
  let c10 = v128.load(c, 48), c11 = v128.load(c, 64), c12 = v128.load(c, 80);
  const whole = g.outWidth >> 2, rest = g.outWidth & 3;
  const next = <usize>(g.strideY * g.paddedWidth) << 2, row = <usize>g.outWidth << 2;
  const keep = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(rest));
  for (let i = 0; i < g.outHeight; i++) {
    let at = x;
    let place = <usize>i * row;
    for (let j = 0; j < whole; j++, at += 16, place += 16) {
      const x0 = v128.load(at), x1 = v128.load(at, 4), x2 = v128.load(at, 8);
      let d = v128.load(d0 + place);
      c00 = madd(d, x0, c00); c01 = madd(d, x1, c01); c02 = madd(d, x2, c02);
      d = v128.load(d1 + place);
      c10 = madd(d, x0, c10); c11 = madd(d, x1, c11); c12 = madd(d, x2, c12);
    }
    if (rest != 0) {
      const x0 = v128.and(keep, v128.load(at)), x1 = v128.and(keep, v128.load(at, 4)),
        x2 = v128.and(keep, v128.load(at, 8));
      let d = v128.and(keep, v128.load(d0 + place));
      c00 = madd(d, x0, c00); c01 = madd(d, x1, c01); c02 = madd(d, x2, c02);
      d = v128.and(keep, v128.load(d1 + place));
      c10 = madd(d, x0, c10); c11 = madd(d, x1, c11); c12 = madd(d, x2, c12);
    }
    x += next;
  }
  v128.store(c, c00); v128.store(c, c01, 16); v128.store(c, c02, 32);
  v128.store(c, c10, 48); v128.store(c, c11, 64); v128.store(c, c12, 80);
}

/** The lanes' totals of one channel, into the weights of all filters of its group. */
function write(sums: usize, dw: usize, unit: i32, blocks: i32, g: Geometry): void {
  const group = unit / g.inputs, c = unit % g.inputs;
  for (let block = 0; block < blocks; block++) {
    for (let u = 0; u < g.kh; u++) {
      for (let filter = 2 * block; filter < 2 * block + 2; filter++, sums += 48) {
        if (filter >= g.outputs) continue;
        const into =
          dw + (<usize>((group * g.outputs + filter) * g.taps + (c * g.kh + u) * 3) << 2);
        for (let v = 0; v < 3; v++)
          store<f32>(into + (<usize>v << 2), sumLanes(v128.load(sums + (<usize>v << 4))));
      }
    }
  }
}
