/**
 * A matrix product in any orientation, eight columns of C at a time: the linear layer's y, dx and dw (linear.wasm.ts says how).
 *
 *   C[m][columns] = init + A · B        unit: a block of eight columns
 *
 * A's cells lie at a + rows[i] + steps[k]; block u of B starts at b + u·bNext, its rows are `bs` bytes apart; block u of the
 * initial row (the bias, or zeros with initNext 0) at init + u·initNext. `buffer` holds 6 rows of 8.
 */
import { interleave, rectified } from "../../backends/wasm/assembly/interleave";
import { storePart, zero } from "../../backends/wasm/assembly/simd";
import { tiles } from "../../backends/wasm/assembly/tile";

export function gemm(
  a: usize, rows: usize, m: i32, steps: usize, k: i32, b: usize, bs: usize, bNext: usize,
  init: usize, initNext: usize, c: usize, columns: i32, relu: bool, buffer: usize, from: i32, to: i32,
): void {
  const end = steps + ((<usize>k) << 2);
  const cs = (<usize>columns) << 2;
  const step = ASC_FEATURE_RELAXED_SIMD ? 6 : 4;
  for (let unit = from; unit < to; unit++) {
    const width = min(8, columns - unit * 8);
    let at = c + ((<usize>unit) << 5);
    for (let j = 0; j < m; j += step) {
      const count = min(step, m - j);
      tiles(count, init + unit * initNext, 0, buffer, 32, a, rows + ((<usize>j) << 2), steps, end, b + unit * bNext, bs);
      for (let row = 0; row < count; row++) {
        const v = buffer + ((<usize>row) << 5);
        storePart(at, rectified(v128.load(v), relu), width);
        storePart(at + 16, rectified(v128.load(v, 16), relu), width - 4);
        at += cs;
      }
    }
  }
}

/** packed[u][k][lane] = w[8u + lane][k]. Unit: a block of eight rows of w. */
export function pack_rows(w: usize, packed: usize, outputs: i32, k: i32, from: i32, to: i32): void {
  const stride = (<usize>k) << 2;
  for (let unit = from; unit < to; unit++) interleave(w + 8 * unit * stride, stride, min(8, outputs - 8 * unit), k, packed + 8 * unit * stride);
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
