/**
 * conv2d with neighbouring pixels in the lanes, for few filters and steps of one cell to the right:
 * eight pixels of a row, up to six filters at a time. Where the direct kernel would leave lanes
 * empty (it has filters in the lanes) this one multiplies less. For dx (`skips`), whose sums do not
 * know the zeros around dy, rows of taps that would only meet those zeros are left out.
 *
 *   sums[filter][0…7] = bias[filter] + Σ_k packed[block][k][filter] · image[pixel + steps[k] … + 7]
 *
 * k runs over kernel rows first, then channels, then kernel columns, so that the rows that count
 * are one stretch of `steps`. Weights are packed by two tables of byte offsets, one for filters and
 * one for k, so dx reads them backwards without a kernel of its own.
 */
import { clearFrame, frame, Geometry } from "../../backends/wasm/assembly/convolution";
import { rectified } from "../../backends/wasm/assembly/interleave";
import { madd, storePart } from "../../backends/wasm/assembly/simd";

/** Filters at a time: as in tile.ts, six only where multiply and add are one operation. */
const AT_ONCE: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 4;

/** Unit: one image and one of `parts` shares of its rows. `sums` holds 6·8 words. */
export function conv2d_rows(
  x: usize, packed: usize, bias: usize, hasBias: i32, y: usize, g: Geometry, steps: usize,
  relu: bool, skips: bool, padded: usize, sums: usize, parts: i32,
  from: i32, to: i32,
): void {
  const plane = <usize>g.pixels << 2;
  const blocks = (g.outputs + AT_ONCE - 1) / AT_ONCE;
  const perRow = g.inputs * g.kw; // steps of one kernel row
  clearFrame(padded, g);
  let prepared = -1;
  let image: usize = 0;
  for (let unit = from; unit < to; unit++) {
    const n = unit / parts, part = unit % parts;
    if (n != prepared) image = frame(x, n, padded, g);
    prepared = n;
    for (let group = 0; group < g.groups; group++) {
      const source = image + (<usize>(group * g.inputs * g.paddedHeight * g.paddedWidth) << 2);
      for (let block = 0; block < blocks; block++) {
        const filter = group * g.outputs + block * AT_ONCE,
          count = min(AT_ONCE, g.outputs - block * AT_ONCE);
        const a = packed + (<usize>((group * blocks + block) * g.taps * AT_ONCE) << 2);
        const start = bias + (<usize>filter << 2) * hasBias;
        for (let i = (g.outHeight * part) / parts, last = (g.outHeight * (part + 1)) / parts;
          i < last; i++) {
          const top = i * g.strideY - g.top;
          const first = skips && top < 0 ? (-top + g.dilationY - 1) / g.dilationY : 0;
          const end =
            skips ? max(first, min(g.kh, (g.height - top + g.dilationY - 1) / g.dilationY)) : g.kh;
          const skipped = <usize>(first * perRow), stop = <usize>(end * perRow);
          const into = y + (<usize>(n * g.groups * g.outputs + filter)) * plane
            + (<usize>(i * g.outWidth) << 2);
          for (let j = 0; j < g.outWidth; j += 8) {
            // the last eight pixels of a row overlap the ones before rather than leave lanes empty
            const column = j + 8 > g.outWidth ? max(0, g.outWidth - 8) : j;
            const b = source + (<usize>(i * g.strideY * g.paddedWidth + column) << 2);
            eightPixels(
              count, start, hasBias, sums, a + 4 * AT_ONCE * skipped, steps + 4 * skipped,
              steps + 4 * stop, b);
            write(sums, into + (<usize>column << 2), plane, count, g.outWidth - column, relu);
          }
        }
      }
    }
  }
}

@inline
function write(
  sums: usize, into: usize, plane: usize, filters: i32, pixels: i32, relu: bool,
): void {
  for (let filter = 0; filter < filters; filter++, sums += 32, into += plane) {
    storePart(into, rectified(v128.load(sums), relu), pixels);
    storePart(into + 16, rectified(v128.load(sums, 16), relu), pixels - 4);
  }
}

@inline
function eightPixels(
  filters: i32, bias: usize, hasBias: i32, c: usize, a: usize, steps: usize, end: usize, b: usize,
): void {
  if (ASC_FEATURE_RELAXED_SIMD && filters > 4) sixFilters(bias, hasBias << 2, c, a, steps, end, b);
  else if (filters > 2) fourFilters(bias, hasBias << 2, c, a, steps, end, b);
  else twoFilters(bias, hasBias << 2, c, a, steps, end, b);
}

function sixFilters(
  bias: usize, next: usize, c: usize, a: usize, steps: usize, end: usize, b: usize,
): void {
  let c00 = v128.load32_splat(bias), c01 = c00; bias += next;
  let c10 = v128.load32_splat(bias), c11 = c10; bias += next;
  let c20 = v128.load32_splat(bias), c21 = c20; bias += next;
  let c30 = v128.load32_splat(bias), c31 = c30; bias += next;
  let c40 = v128.load32_splat(bias), c41 = c40; bias += next;
  let c50 = v128.load32_splat(bias), c51 = c50;
  while (steps < end) {
    const at = b + load<i32>(steps);
    const b0 = v128.load(at), b1 = v128.load(at, 16);
    let w = v128.load32_splat(a);
    c00 = madd(w, b0, c00); c01 = madd(w, b1, c01);
    w = v128.load32_splat(a, 4);
    c10 = madd(w, b0, c10); c11 = madd(w, b1, c11);
    w = v128.load32_splat(a, 8);
    c20 = madd(w, b0, c20); c21 = madd(w, b1, c21);
    w = v128.load32_splat(a, 12);
    c30 = madd(w, b0, c30); c31 = madd(w, b1, c31);
    w = v128.load32_splat(a, 16);
    c40 = madd(w, b0, c40); c41 = madd(w, b1, c41);
    w = v128.load32_splat(a, 20);
    c50 = madd(w, b0, c50); c51 = madd(w, b1, c51);
    a += 4 * AT_ONCE;
    steps += 4;
  }
  v128.store(c, c00); v128.store(c, c01, 16); v128.store(c, c10, 32); v128.store(c, c11, 48);
  v128.store(c, c20, 64); v128.store(c, c21, 80); v128.store(c, c30, 96); v128.store(c, c31, 112);
  v128.store(c, c40, 128); v128.store(c, c41, 144); v128.store(c, c50, 160);
  v128.store(c, c51, 176);
}

function fourFilters(
  bias: usize, next: usize, c: usize, a: usize, steps: usize, end: usize, b: usize,
): void {
  let c00 = v128.load32_splat(bias), c01 = c00; bias += next;
  let c10 = v128.load32_splat(bias), c11 = c10; bias += next;
  let c20 = v128.load32_splat(bias), c21 = c20; bias += next;
  let c30 = v128.load32_splat(bias), c31 = c30;
  while (steps < end) {
    const at = b + load<i32>(steps);
    const b0 = v128.load(at), b1 = v128.load(at, 16);
    let w = v128.load32_splat(a);
    c00 = madd(w, b0, c00); c01 = madd(w, b1, c01);
    w = v128.load32_splat(a, 4);
    c10 = madd(w, b0, c10); c11 = madd(w, b1, c11);
    w = v128.load32_splat(a, 8);
    c20 = madd(w, b0, c20); c21 = madd(w, b1, c21);
    w = v128.load32_splat(a, 12);
    c30 = madd(w, b0, c30); c31 = madd(w, b1, c31);
    a += 4 * AT_ONCE;
    steps += 4;
  }
  v128.store(c, c00); v128.store(c, c01, 16); v128.store(c, c10, 32); v128.store(c, c11, 48);
  v128.store(c, c20, 64); v128.store(c, c21, 80); v128.store(c, c30, 96); v128.store(c, c31, 112);
}

function twoFilters(
  bias: usize, next: usize, c: usize, a: usize, steps: usize, end: usize, b: usize,
): void {
  let c00 = v128.load32_splat(bias), c01 = c00; bias += next;
  let c10 = v128.load32_splat(bias), c11 = c10;
  while (steps < end) {
    const at = b + load<i32>(steps);
    const b0 = v128.load(at), b1 = v128.load(at, 16);
    let w = v128.load32_splat(a);
    c00 = madd(w, b0, c00); c01 = madd(w, b1, c01);
    w = v128.load32_splat(a, 4);
    c10 = madd(w, b0, c10); c11 = madd(w, b1, c11);
    a += 4 * AT_ONCE;
    steps += 4;
  }
  v128.store(c, c00); v128.store(c, c01, 16); v128.store(c, c10, 32); v128.store(c, c11, 48);
}

/**
 * packed[group, block][k][filter of the block]; filters that do not exist become 0. The cell for
 * (filter, k) lies at w + group · all of its weights + filter · step + order[k], in bytes. Unit:
 * one block of one group.
 */
export function conv2d_pack_rows(
  w: usize, packed: usize, g: Geometry, step: usize, order: usize, from: i32, to: i32,
): void {
  const blocks = (g.outputs + AT_ONCE - 1) / AT_ONCE;
  for (let unit = from; unit < min(to, g.groups * blocks); unit++) {
    const group = unit / blocks, first = (unit % blocks) * AT_ONCE;
    const source = w + (<usize>(group * g.outputs * g.taps) << 2);
    let at = packed + (<usize>(unit * g.taps * AT_ONCE) << 2);
    for (let k = 0; k < g.taps; k++) {
      const cell = source + load<i32>(order + (<usize>k << 2));
      for (let filter = first; filter < first + AT_ONCE; filter++, at += 4)
        store<f32>(at, filter < g.outputs ? load<f32>(cell + filter * step) : 0);
    }
  }
}
