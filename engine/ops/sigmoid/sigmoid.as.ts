/**
 * sigmoid: y = 1/(1 + e^−x), y′ = σ(x)·σ(−x), which keeps its digits where y is nearly 1.
 */
import { backward, forward } from "../../backends/wasm/assembly/pointwise";
import { logistic4 } from "../../backends/wasm/assembly/math";

@unmanaged
class Formula {
  @inline
  value(x: v128, p: v128): v128 {
    return logistic4(x);
  }

  @inline
  slope(x: v128, p: v128): v128 {
    return f32x4.mul(logistic4(x), logistic4(f32x4.neg(x)));
  }
}

export function sigmoid_forward(x: usize, y: usize, p: f32, from: i32, to: i32): void {
  forward<Formula>(x, y, p, from, to);
}

export function sigmoid_backward(x: usize, dy: usize, dx: usize, p: f32, from: i32, to: i32): void {
  backward<Formula>(x, dy, dx, p, from, to);
}
