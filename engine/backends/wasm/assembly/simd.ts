/**
 * The few vector helpers that every kernel uses. A vector is four f32 lanes (v128).
 *
 * Tails: tensors start at multiples of 64 words and regions end padded, so a vector may be *read*
 * past a tensor's end; it is never *written* past it, because padding inside the flat parameter
 * range must stay zero.
 */

/** a·b + c; one rounding where the module is built with relaxed SIMD, two otherwise. */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Writes the first `count` lanes (all four when count >= 4). */
@inline
export function storePart(at: usize, v: v128, count: i32): void {
  if (count >= 4) {
    v128.store(at, v);
    return;
  }
  if (count > 0) v128.store32_lane(at, v, 0);
  if (count > 1) v128.store32_lane(at, v, 1, 4);
  if (count > 2) v128.store32_lane(at, v, 2, 8);
}

/** `v` with the lanes from `count` on replaced by `other`'s. */
@inline
export function firstLanes(v: v128, count: i32, other: v128): v128 {
  const mask = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count));
  return v128.bitselect(v, other, mask);
}

/** Sum of the four lanes, pairwise: (0+2) + (1+3). */
@inline
export function sumLanes(v: v128): f32 {
  const pairs = f32x4.add(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

@inline
export function zero(): v128 {
  return f32x4.splat(0);
}
