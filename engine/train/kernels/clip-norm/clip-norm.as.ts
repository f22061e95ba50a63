/**
 * clip_norm: norm = √Σ g² (f64 over runs of 1,024 cells), then g ← g·limit/(norm + 10⁻⁶) where that
 * factor is below 1.
 */
import { squaresOf } from "../../../backends/wasm/assembly/reduce";
import { storePart } from "../../../backends/wasm/assembly/simd";

/** One unit. */
export function clip_norm_measure(
  gradients: usize, norm: usize, count: i32, from: i32, to: i32,
): void {
  let total: f64 = 0;
  for (let i = 0; i < count; i += 1024)
    total += <f64>squaresOf(gradients + (<usize>i << 2), 0, min(1024, count - i));
  store<f32>(norm, <f32>Math.sqrt(total));
}

/** A NaN norm makes every gradient NaN. Unit: one cell. */
export function clip_norm_scale(
  gradients: usize, norm: usize, limit: f32, from: i32, to: i32,
): void {
  const factor: f32 = limit / (load<f32>(norm) + 1e-6);
  if (factor >= 1) return;
  for (let i = from; i < to; i += 4) {
    const at = gradients + (<usize>i << 2);
    storePart(at, f32x4.mul(v128.load(at), f32x4.splat(factor)), to - i);
  }
}
