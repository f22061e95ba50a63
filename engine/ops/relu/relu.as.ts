/**
 * relu: y = x where x > 0, else 0; NaN stays NaN. dx = dy where x > 0 (or NaN), else 0. Unit: one
 * cell. The backward kernel may be given y instead of x: both are at most 0 in the same places.
 */
import { storePart, zero } from "../../backends/wasm/assembly/simd";

export function relu_forward(x: usize, y: usize, from: i32, to: i32): void {
  let i = from;
  for (; i + 8 <= to; i += 8) {
    const at = (<usize>i) << 2;
    const v = v128.load(x + at), w = v128.load(x + at, 16);
    v128.store(y + at, v128.andnot(v, f32x4.le(v, zero())));
    v128.store(y + at, v128.andnot(w, f32x4.le(w, zero())), 16);
  }
  for (; i < to; i += 4) {
    const at = (<usize>i) << 2;
    const v = v128.load(x + at);
    storePart(y + at, v128.andnot(v, f32x4.le(v, zero())), to - i);
  }
}

export function relu_backward(x: usize, dy: usize, dx: usize, from: i32, to: i32): void {
  let i = from;
  for (; i + 8 <= to; i += 8) {
    const at = (<usize>i) << 2;
    v128.store(dx + at, v128.andnot(v128.load(dy + at), f32x4.le(v128.load(x + at), zero())));
    v128.store(
      dx + at, v128.andnot(v128.load(dy + at, 16), f32x4.le(v128.load(x + at, 16), zero())), 16);
  }
  for (; i < to; i += 4) {
    const at = (<usize>i) << 2;
    storePart(
      dx + at, v128.andnot(v128.load(dy + at), f32x4.le(v128.load(x + at), zero())), to - i);
  }
}
