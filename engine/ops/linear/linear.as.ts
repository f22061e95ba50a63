/**
 * A matrix product in any orientation, eight columns of C at a time: the linear layer's y, dx and
 * dw (linear.wasm.ts says how).
 *
 *   C[m][columns] = init + A · B        unit: a block of eight columns
 *
 * A's cells lie at a + rows[i] + steps[k]; block u of B starts at b + u·bNext, its rows are `bs`
 * bytes apart; block u of the initial row (the bias, or zeros with initNext 0) at init +
 * u·initNext. `buffer` holds 6 rows of 8.
 */
import { interleave, rectified } from "../../backends/wasm/assembly/interleave";
import { firstLanes, madd, storePart, sumLanes, zero } from "../../backends/wasm/assembly/simd";
import { tiles } from "../../backends/wasm/assembly/tile";

export function gemm(
  a: usize, rows: usize, m: i32, steps: usize, k: i32, b: usize, bs: usize, bNext: usize,
  init: usize, initNext: usize, c: usize, columns: i32, relu: bool, buffer: usize, from: i32,
  to: i32,
): void {
  const end = steps + ((<usize>k) << 2);
  const cs = (<usize>columns) << 2;
  const step = ASC_FEATURE_RELAXED_SIMD ? 6 : 4;
  for (let unit = from; unit < to; unit++) {
    const width = min(8, columns - unit * 8);
    let at = c + ((<usize>unit) << 5);
    for (let j = 0; j < m; j += step) {
      const count = min(step, m - j);
      tiles(
        count, init + unit * initNext, 0, buffer, 32, a, rows + ((<usize>j) << 2), steps, end,
        b + unit * bNext, bs);
      for (let row = 0; row < count; row++) {
        const v = buffer + ((<usize>row) << 5);
        storePart(at, rectified(v128.load(v), relu), width);
        storePart(at + 16, rectified(v128.load(v, 16), relu), width - 4);
        at += cs;
      }
    }
  }
}

/**
 * y = x · wᵀ + b for a few examples: w is read once, as it lies, four rows at a time. Lanes run
 * along k, so a sum has four partial sums. Unit: four outputs.
 */
export function few_rows(
  x: usize, w: usize, bias: usize, y: usize, n: i32, k: i32, outputs: i32, relu: bool, from: i32,
  to: i32,
): void {
  const row = (<usize>k) << 2;
  const whole = k & ~3;
  for (let unit = from; unit < to; unit++) {
    const first = 4 * unit, count = min(4, outputs - first);
    const p0 = w + first * row;
    const p1 = count > 1 ? p0 + row : p0, p2 = count > 2 ? p0 + 2 * row : p0,
      p3 = count > 3 ? p0 + 3 * row : p0;
    for (let i = 0; i < n; i++) {
      const a = x + i * row;
      let c0 = zero(), c1 = zero(), c2 = zero(), c3 = zero();
      for (let j = 0; j < whole; j += 4) {
        const at = <usize>j << 2;
        const v = v128.load(a + at);
        c0 = madd(v, v128.load(p0 + at), c0);
        c1 = madd(v, v128.load(p1 + at), c1);
        c2 = madd(v, v128.load(p2 + at), c2);
        c3 = madd(v, v128.load(p3 + at), c3);
      }
      if (whole < k) {
        const at = <usize>whole << 2;
        const v = firstLanes(v128.load(a + at), k - whole, zero());
        c0 = madd(v, firstLanes(v128.load(p0 + at), k - whole, zero()), c0);
        c1 = madd(v, firstLanes(v128.load(p1 + at), k - whole, zero()), c1);
        c2 = madd(v, firstLanes(v128.load(p2 + at), k - whole, zero()), c2);
        c3 = madd(v, firstLanes(v128.load(p3 + at), k - whole, zero()), c3);
      }
      let sums = f32x4(sumLanes(c0), sumLanes(c1), sumLanes(c2), sumLanes(c3));
      if (bias != 0) sums = f32x4.add(sums, v128.load(bias + ((<usize>first) << 2)));
      storePart(y + ((<usize>(i * outputs + first)) << 2), rectified(sums, relu), count);
    }
  }
}

/** packed[u][k][lane] = w[8u + lane][k]. Unit: a block of eight rows of w. */
export function pack_rows(w: usize, packed: usize, outputs: i32, k: i32, from: i32, to: i32): void {
  const stride = (<usize>k) << 2;
  for (let unit = from; unit < to; unit++)
    interleave(
      w + 8 * unit * stride, stride, min(8, outputs - 8 * unit), k, packed + 8 * unit * stride);
}

/** db[o] = Σ_n dy[n][o], in the order of n. Unit: one output. */
export function column_sums(dy: usize, db: usize, n: i32, outputs: i32, from: i32, to: i32): void {
  const stride = (<usize>outputs) << 2;
  for (let o = from; o < to; o += 4) {
    let total = zero();
    let at = dy + ((<usize>o) << 2);
    for (let i = 0; i < n; i++) {
      total = f32x4.add(total, v128.load(at));
      at += stride;
    }
    storePart(db + ((<usize>o) << 2), total, to - o);
  }
}
