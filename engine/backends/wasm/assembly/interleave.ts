/**
 * Between "eight rows, one after the other" and "eight lanes side by side", four by four in
 * registers.
 *
 *   interleave:    to[k][lane] = from[lane][k]        (lanes that do not exist become 0)
 *   deinterleave:  to[lane][k] = from[k][lane], or max(0, ·) of it, or added to what is there
 */
import { storePart, zero } from "./simd";

/**
 * `stride`: bytes from row to row of `from`; `lanes`: rows that exist, 1 to 8; `to` is packed, 32
 * bytes for each k.
 */
export function interleave(from: usize, stride: usize, lanes: i32, count: i32, to: usize): void {
  half(from, stride, min(lanes, 4), count, to);
  half(from + 4 * stride, stride, lanes - 4, count, to + 16);
}

function half(from: usize, stride: usize, lanes: i32, count: i32, to: usize): void {
  const p1 = lanes > 1 ? stride : 0,
    p2 = lanes > 2 ? 2 * stride : 0, p3 = lanes > 3 ? 3 * stride : 0;
  if (lanes <= 0) {
    for (let k = 0; k < count; k++) v128.store(to + ((<usize>k) << 5), zero());
    return;
  }
  const keep = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(lanes));
  let k = 0;
  for (; k + 4 <= count; k += 4) {
    const r0 = v128.load(from), r1 = v128.load(from + p1), r2 = v128.load(from + p2),
      r3 = v128.load(from + p3);
    const a = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5), b = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
    const c = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7), d = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    v128.store(to, v128.and(keep, v128.shuffle<f32>(a, b, 0, 1, 4, 5)));
    v128.store(to, v128.and(keep, v128.shuffle<f32>(a, b, 2, 3, 6, 7)), 32);
    v128.store(to, v128.and(keep, v128.shuffle<f32>(c, d, 0, 1, 4, 5)), 64);
    v128.store(to, v128.and(keep, v128.shuffle<f32>(c, d, 2, 3, 6, 7)), 96);
    from += 16;
    to += 128;
  }
  for (; k < count; k++) {
    let v = v128.load32_zero(from);
    v = v128.load32_lane(from + p1, v, 1);
    v = v128.load32_lane(from + p2, v, 2);
    v = v128.load32_lane(from + p3, v, 3);
    v128.store(to, v128.and(keep, v));
    from += 4;
    to += 32;
  }
}

/**
 * `from` is packed, 32 bytes for each k, and may be read up to three k past the end; `stride`:
 * bytes from row to row of `to`.
 */
export function deinterleave(
  from: usize, to: usize, stride: usize, lanes: i32, count: i32, relu: bool,
): void {
  for (let k = 0; k < count; k += 4) {
    for (let half = 0; half < 8; half += 4) {
      const at = from + ((<usize>half) << 2);
      const r0 = v128.load(at),
        r1 = v128.load(at, 32), r2 = v128.load(at, 64), r3 = v128.load(at, 96);
      const a = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5), b = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
      const c = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7), d = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
      const into = to + (<usize>half) * stride;
      if (lanes > half)
        storePart(into, rectified(v128.shuffle<f32>(a, b, 0, 1, 4, 5), relu), count - k);
      if (lanes > half + 1)
        storePart(into + stride, rectified(v128.shuffle<f32>(a, b, 2, 3, 6, 7), relu), count - k);
      if (lanes > half + 2)
        storePart(
          into + 2 * stride, rectified(v128.shuffle<f32>(c, d, 0, 1, 4, 5), relu), count - k);
      if (lanes > half + 3)
        storePart(
          into + 3 * stride, rectified(v128.shuffle<f32>(c, d, 2, 3, 6, 7), relu), count - k);
    }
    from += 128;
    to += 16;
  }
}

/** max(0, v) that keeps NaN, or `v`. */
@inline
export function rectified(v: v128, relu: bool): v128 {
  return relu ? v128.andnot(v, f32x4.le(v, zero())) : v;
}
