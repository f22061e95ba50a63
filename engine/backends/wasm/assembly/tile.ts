/**
 * The one inner loop behind every convolution and every matrix product, forward and backward.
 *
 *   C[j][0…7] = I[j][0…7] + Σ_k A[row(j) + step(k)] · B[k][0…7]
 *
 * A is read cell by cell and spread over a vector; where its cells lie is told by two tables of
 * byte offsets, `rows` (one for each j) and `steps` (one for each k). So the same loop multiplies
 * matrices in any orientation and convolves with any stride and dilation: pixels and taps are only
 * offsets. B is eight wide, `bs` bytes from row to row.
 *
 * Six rows keep twelve sums in registers, which needs fused multiply-add to leave room; without it
 * four rows are faster. `rows` must hold 6 entries more than are used; C and I then have garbage
 * rows at the end that nobody reads. All arguments are byte addresses and byte distances: ci/cis
 * where the sums start from, co/cos where they go.
 */
import { madd } from "./simd";

/**
 * C[0 … count) in pieces of six, four and two rows; up to five garbage rows may be written after
 * the last.
 */
export function tiles(
  count: i32, ci: usize, cis: usize, co: usize, cos: usize, a: usize, rows: usize, steps: usize,
  end: usize, b: usize, bs: usize,
): void {
  let left = count;
  while (left > 0) {
    let done = 2;
    if (ASC_FEATURE_RELAXED_SIMD && left > 4) {
      tile6(ci, cis, co, cos, a, rows, steps, end, b, bs);
      done = 6;
    } else if (left > 2) {
      tile4(ci, cis, co, cos, a, rows, steps, end, b, bs);
      done = 4;
    } else tile2(ci, cis, co, cos, a, rows, steps, end, b, bs);
    left -= done;
    ci += cis * done;
    co += cos * done;
    rows += 4 * done;
  }
}

function tile6(
  ci: usize, cis: usize, co: usize, cos: usize, a: usize, rows: usize, steps: usize, end: usize,
  b: usize, bs: usize,
): void {
  const p0 = a + load<i32>(rows), p1 = a + load<i32>(rows, 4), p2 = a + load<i32>(rows, 8);
  const p3 = a + load<i32>(rows, 12), p4 = a + load<i32>(rows, 16), p5 = a + load<i32>(rows, 20);
  let c00 = v128.load(ci), c01 = v128.load(ci, 16); ci += cis;
  let c10 = v128.load(ci), c11 = v128.load(ci, 16); ci += cis;
  let c20 = v128.load(ci), c21 = v128.load(ci, 16); ci += cis;
  let c30 = v128.load(ci), c31 = v128.load(ci, 16); ci += cis;
  let c40 = v128.load(ci), c41 = v128.load(ci, 16); ci += cis;
  let c50 = v128.load(ci), c51 = v128.load(ci, 16);
  while (steps < end) {
    const o = <usize>load<i32>(steps);
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let x = v128.load32_splat(p0 + o);
    c00 = madd(x, b0, c00); c01 = madd(x, b1, c01);
    x = v128.load32_splat(p1 + o);
    c10 = madd(x, b0, c10); c11 = madd(x, b1, c11);
    x = v128.load32_splat(p2 + o);
    c20 = madd(x, b0, c20); c21 = madd(x, b1, c21);
    x = v128.load32_splat(p3 + o);
    c30 = madd(x, b0, c30); c31 = madd(x, b1, c31);
    x = v128.load32_splat(p4 + o);
    c40 = madd(x, b0, c40); c41 = madd(x, b1, c41);
    x = v128.load32_splat(p5 + o);
    c50 = madd(x, b0, c50); c51 = madd(x, b1, c51);
    b += bs;
    steps += 4;
  }
  v128.store(co, c00); v128.store(co, c01, 16); co += cos;
  v128.store(co, c10); v128.store(co, c11, 16); co += cos;
  v128.store(co, c20); v128.store(co, c21, 16); co += cos;
  v128.store(co, c30); v128.store(co, c31, 16); co += cos;
  v128.store(co, c40); v128.store(co, c41, 16); co += cos;
  v128.store(co, c50); v128.store(co, c51, 16);
}

function tile4(
  ci: usize, cis: usize, co: usize, cos: usize, a: usize, rows: usize, steps: usize, end: usize,
  b: usize, bs: usize,
): void {
  const p0 = a + load<i32>(rows), p1 = a + load<i32>(rows, 4), p2 = a + load<i32>(rows, 8),
    p3 = a + load<i32>(rows, 12);
  let c00 = v128.load(ci), c01 = v128.load(ci, 16); ci += cis;
  let c10 = v128.load(ci), c11 = v128.load(ci, 16); ci += cis;
  let c20 = v128.load(ci), c21 = v128.load(ci, 16); ci += cis;
  let c30 = v128.load(ci), c31 = v128.load(ci, 16);
  while (steps < end) {
    const o = <usize>load<i32>(steps);
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let x = v128.load32_splat(p0 + o);
    c00 = madd(x, b0, c00); c01 = madd(x, b1, c01);
    x = v128.load32_splat(p1 + o);
    c10 = madd(x, b0, c10); c11 = madd(x, b1, c11);
    x = v128.load32_splat(p2 + o);
    c20 = madd(x, b0, c20); c21 = madd(x, b1, c21);
    x = v128.load32_splat(p3 + o);
    c30 = madd(x, b0, c30); c31 = madd(x, b1, c31);
    b += bs;
    steps += 4;
  }
  v128.store(co, c00); v128.store(co, c01, 16); co += cos;
  v128.store(co, c10); v128.store(co, c11, 16); co += cos;
  v128.store(co, c20); v128.store(co, c21, 16); co += cos;
  v128.store(co, c30); v128.store(co, c31, 16);
}

function tile2(
  ci: usize, cis: usize, co: usize, cos: usize, a: usize, rows: usize, steps: usize, end: usize,
  b: usize, bs: usize,
): void {
  const p0 = a + load<i32>(rows), p1 = a + load<i32>(rows, 4);
  let c00 = v128.load(ci), c01 = v128.load(ci, 16); ci += cis;
  let c10 = v128.load(ci), c11 = v128.load(ci, 16);
  while (steps < end) {
    const o = <usize>load<i32>(steps);
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let x = v128.load32_splat(p0 + o);
    c00 = madd(x, b0, c00); c01 = madd(x, b1, c01);
    x = v128.load32_splat(p1 + o);
    c10 = madd(x, b0, c10); c11 = madd(x, b1, c11);
    b += bs;
    steps += 4;
  }
  v128.store(co, c00); v128.store(co, c01, 16); co += cos;
  v128.store(co, c10); v128.store(co, c11, 16);
}
