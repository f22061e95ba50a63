/**
 * statistics: what a probe says about a tensor, in 40 words (statistics.ts). Sums in f64 over runs
 * of 1,024 cells; the histogram counts exponents, read from the bits, in four tables of 256 so that
 * equal neighbours do not wait for each other.
 */
import { sumLanes, zero } from "../../../backends/wasm/assembly/simd";

const RUN = 1024;
const BINS = 32;
/** Exponent field of 2^−24. */
const LOWEST = 103;

/** `counts` holds 4·256 words. One unit. */
export function statistics_probe(
  source: usize, into: usize, count: i32, counts: usize, from: i32, to: i32,
): void {
  let squares: f64 = 0, total: f64 = 0;
  let least = f32x4.splat(Infinity), most = f32x4.splat(-Infinity);
  let zeros = i32x4.splat(0), broken = i32x4.splat(0);
  memory.fill(counts, 0, 4096);
  for (let start = 0; start < count; start += RUN) {
    const end = min(start + RUN, count);
    let s = zero(), t = zero();
    for (let i = start; i < end; i += 4) {
      let v = v128.load(source + (<usize>i << 2));
      const inside = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(end - i));
      const whole = v128.and(f32x4.eq(v, v), inside);
      broken = i32x4.sub(broken, v128.andnot(inside, whole));
      zeros = i32x4.sub(zeros, v128.and(inside, f32x4.eq(v, zero())));
      least = f32x4.min(least, v128.bitselect(v, least, whole));
      most = f32x4.max(most, v128.bitselect(v, most, whole));
      v = v128.and(v, whole);
      t = f32x4.add(t, v);
      s = f32x4.add(s, f32x4.mul(v, v));
      const field = i32x4.shl(i32x4.shr_u(i32x4.shl(v, 1), 24), 2); // 4 · exponent
      count1(counts, i32x4.extract_lane(field, 0));
      count1(counts + 1024, i32x4.extract_lane(field, 1));
      count1(counts + 2048, i32x4.extract_lane(field, 2));
      count1(counts + 3072, i32x4.extract_lane(field, 3));
    }
    squares += <f64>sumLanes(s);
    total += <f64>sumLanes(t);
  }
  const none = sum4(zeros), lost = sum4(broken);
  store<f32>(into, <f32>squares);
  store<f32>(into, smallest(least), 4);
  store<f32>(into, -smallest(f32x4.neg(most)), 8);
  store<f32>(into, <f32>total, 12);
  store<f32>(into, <f32>none, 16);
  store<f32>(into, <f32>lost, 20);
  store<f32>(into, 0, 24);
  store<f32>(into, 0, 28);
  // cells that are zero, broken or beyond the end were counted under exponent 0
  const beyond = ((count + 3) & ~3) - count;
  writeHistogram(into + 32, counts, none + lost + beyond);
}

function writeHistogram(into: usize, counts: usize, uncounted: i32): void {
  memory.fill(into, 0, BINS * 4);
  for (let exponent = 0; exponent < 256; exponent++) {
    const at = counts + (<usize>exponent << 2);
    let found = load<i32>(at) + load<i32>(at, 1024) + load<i32>(at, 2048) + load<i32>(at, 3072);
    if (exponent == 0) found -= uncounted;
    const bin = into + (<usize>max(0, min(BINS - 1, exponent - LOWEST)) << 2);
    store<f32>(bin, load<f32>(bin) + <f32>found);
  }
}

@inline
function count1(table: usize, offset: i32): void {
  store<i32>(table + <usize>offset, load<i32>(table + <usize>offset) + 1);
}

@inline
function sum4(v: v128): i32 {
  return i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1) + i32x4.extract_lane(v, 2)
    + i32x4.extract_lane(v, 3);
}

@inline
function smallest(v: v128): f32 {
  return min(
    min(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)),
    min(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)));
}
