/**
 * softplus: y = max(x, 0) + log(1 + e^−|x|), y′ = 1/(1 + e^−x).
 */
import { backward, forward } from "../../backends/wasm/assembly/pointwise";
import { exp4, log1p4, logistic4 } from "../../backends/wasm/assembly/math";

@unmanaged
class Formula {
  @inline
  value(x: v128, p: v128): v128 {
    const small = exp4(f32x4.neg(f32x4.abs(x)));
    return f32x4.add(f32x4.max(x, f32x4.splat(0)), log1p4(small));
  }

  @inline
  slope(x: v128, p: v128): v128 {
    return logistic4(x);
  }
}

export function softplus_forward(x: usize, y: usize, p: f32, from: i32, to: i32): void {
  forward<Formula>(x, y, p, from, to);
}

export function softplus_backward(
  x: usize, dy: usize, dx: usize, p: f32, from: i32, to: i32,
): void {
  backward<Formula>(x, dy, dx, p, from, to);
}
