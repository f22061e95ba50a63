/**
 * Sums over one run of cells, in a fixed order: two vectors of partial sums, then the lanes, then
 * the rest.
 */
import { madd, sumLanes, zero } from "./simd";

/** Σ v */
export function sumOf(at: usize, count: i32): f32 {
  let a = zero(), b = zero();
  let i = 0;
  for (; i + 8 <= count; i += 8, at += 32) {
    a = f32x4.add(a, v128.load(at));
    b = f32x4.add(b, v128.load(at, 16));
  }
  let total = sumLanes(f32x4.add(a, b));
  for (; i < count; i++, at += 4) total += load<f32>(at);
  return total;
}

/** Σ (v − shift)² */
export function squaresOf(at: usize, shift: f32, count: i32): f32 {
  const s = f32x4.splat(shift);
  let a = zero(), b = zero();
  let i = 0;
  for (; i + 8 <= count; i += 8, at += 32) {
    const u = f32x4.sub(v128.load(at), s), v = f32x4.sub(v128.load(at, 16), s);
    a = madd(u, u, a);
    b = madd(v, v, b);
  }
  let total = sumLanes(f32x4.add(a, b));
  for (; i < count; i++, at += 4) {
    const u = load<f32>(at) - shift;
    total += u * u;
  }
  return total;
}

/** Σ a·(b − shift) */
export function dotOf(a: usize, b: usize, shift: f32, count: i32): f32 {
  const s = f32x4.splat(shift);
  let u = zero(), v = zero();
  let i = 0;
  for (; i + 8 <= count; i += 8, a += 32, b += 32) {
    u = madd(v128.load(a), f32x4.sub(v128.load(b), s), u);
    v = madd(v128.load(a, 16), f32x4.sub(v128.load(b, 16), s), v);
  }
  let total = sumLanes(f32x4.add(u, v));
  for (; i < count; i++, a += 4, b += 4) total += load<f32>(a) * (load<f32>(b) - shift);
  return total;
}

/**
 * `sumOf` of two runs, in lanes 0 and 1: side by side they do not wait for each other's additions.
 */
export function sumsOf(p: usize, q: usize, count: i32): v128 {
  let a = zero(), b = zero(), c = zero(), d = zero();
  let i = 0;
  for (; i + 8 <= count; i += 8, p += 32, q += 32) {
    a = f32x4.add(a, v128.load(p));
    b = f32x4.add(b, v128.load(p, 16));
    c = f32x4.add(c, v128.load(q));
    d = f32x4.add(d, v128.load(q, 16));
  }
  let totals = sumsOfLanes(f32x4.add(a, b), f32x4.add(c, d));
  for (; i < count; i++, p += 4, q += 4) totals = f32x4.add(totals, pair(p, q));
  return totals;
}

/** `squaresOf` two runs, in lanes 0 and 1. */
export function squaresOfBoth(p: usize, q: usize, shift: f32, count: i32): v128 {
  const s = f32x4.splat(shift);
  let a = zero(), b = zero(), c = zero(), d = zero();
  let i = 0;
  for (; i + 8 <= count; i += 8, p += 32, q += 32) {
    const t = f32x4.sub(v128.load(p), s), u = f32x4.sub(v128.load(p, 16), s);
    const v = f32x4.sub(v128.load(q), s), w = f32x4.sub(v128.load(q, 16), s);
    a = madd(t, t, a);
    b = madd(u, u, b);
    c = madd(v, v, c);
    d = madd(w, w, d);
  }
  let totals = sumsOfLanes(f32x4.add(a, b), f32x4.add(c, d));
  for (; i < count; i++, p += 4, q += 4) {
    const u = f32x4.sub(pair(p, q), s);
    totals = f32x4.add(totals, f32x4.mul(u, u));
  }
  return totals;
}

/** `sumOf` a in lane 0 and `dotOf` a and b in lane 1, in one pass. */
export function sumAndDotOf(p: usize, q: usize, shift: f32, count: i32): v128 {
  const s = f32x4.splat(shift);
  let a = zero(), b = zero(), c = zero(), d = zero();
  let i = 0;
  for (; i + 8 <= count; i += 8, p += 32, q += 32) {
    const v = v128.load(p), w = v128.load(p, 16);
    a = f32x4.add(a, v);
    b = f32x4.add(b, w);
    c = madd(v, f32x4.sub(v128.load(q), s), c);
    d = madd(w, f32x4.sub(v128.load(q, 16), s), d);
  }
  let totals = sumsOfLanes(f32x4.add(a, b), f32x4.add(c, d));
  for (; i < count; i++, p += 4, q += 4) {
    const v = load<f32>(p);
    totals = f32x4.add(totals, f32x4.replace_lane(f32x4.splat(v), 1, v * (load<f32>(q) - shift)));
  }
  return totals;
}

@inline
function pair(p: usize, q: usize): v128 {
  return v128.load32_lane(q, v128.load32_zero(p), 1);
}

/** The sums of the lanes of both, added as `sumLanes` does, in lanes 0 and 1. */
@inline
function sumsOfLanes(u: v128, v: v128): v128 {
  const pairs = f32x4.add(v128.shuffle<f32>(u, v, 0, 4, 1, 5), v128.shuffle<f32>(u, v, 2, 6, 3, 7));
  return f32x4.add(pairs, v128.shuffle<f32>(pairs, pairs, 2, 3, 2, 3));
}
