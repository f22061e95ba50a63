/** Sums over one run of cells, in a fixed order: two vectors of partial sums, then the lanes, then the rest. */
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
