/** clip_value: every gradient is cut to −limit … limit; NaN stays. Unit: one cell. */
import { storePart } from "../../../backends/wasm/assembly/simd";

export function clip_value_cells(gradients: usize, limit: f32, from: i32, to: i32): void {
  const most = f32x4.splat(limit), least = f32x4.splat(-limit);
  for (let i = from; i < to; i += 4) {
    const at = gradients + (<usize>i << 2);
    storePart(at, f32x4.max(f32x4.min(v128.load(at), most), least), to - i);
  }
}
