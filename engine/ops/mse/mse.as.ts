/** mse: y = Σ (p − t)² / divisor; dprediction = dy·2·(p − t) / divisor. */
import { storePart } from "../../backends/wasm/assembly/simd";

/** Summed in f64, in order. One unit. */
export function mse_forward(
  prediction: usize, target: usize, y: usize, count: i32, divisor: f32, from: i32, to: i32,
): void {
  let total: f64 = 0;
  for (let at: usize = 0, end = <usize>count << 2; at < end; at += 4) {
    const error = <f64>load<f32>(prediction + at) - <f64>load<f32>(target + at);
    total += error * error;
  }
  store<f32>(y, <f32>(total / <f64>divisor));
}

/** Unit: one cell. */
export function mse_backward(
  prediction: usize, target: usize, dy: usize, dprediction: usize, divisor: f32, from: i32, to: i32,
): void {
  const arriving = f32x4.mul(v128.load32_splat(dy), f32x4.splat(2)), over = f32x4.splat(divisor);
  for (let i = from; i < to; i += 4) {
    const at = <usize>i << 2;
    const error = f32x4.sub(v128.load(prediction + at), v128.load(target + at));
    storePart(dprediction + at, f32x4.div(f32x4.mul(arriving, error), over), to - i);
  }
}
