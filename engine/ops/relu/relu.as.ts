/**
 * relu: y = x where x > 0, else 0; NaN stays NaN. dx = dy where x > 0, else 0.
 * Range: cells. The mask is "not (x <= 0)", which keeps NaN (and lets its gradient through as NaN·1 = dy, as torch does).
 */
import { storePart } from "../../backends/wasm/assembly/simd";

export function relu_forward(x: usize, y: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i += 4) {
    const v = v128.load(x + ((<usize>i) << 2));
    storePart(y + ((<usize>i) << 2), v128.andnot(v, f32x4.le(v, f32x4.splat(0))), to - i);
  }
}
