/**
 * elu: y = x where x > 0, else p·(e^x − 1); y′ = p·e^x where x ≤ 0, else 1 (also at NaN). p is
 * alpha.
 */
import { backward, forward } from "../../backends/wasm/assembly/pointwise";
import { exp4, expm14 } from "../../backends/wasm/assembly/math";

@unmanaged
class Formula {
  @inline
  value(x: v128, p: v128): v128 {
    return v128.bitselect(x, f32x4.mul(p, expm14(x)), f32x4.gt(x, f32x4.splat(0)));
  }

  @inline
  slope(x: v128, p: v128): v128 {
    return v128.bitselect(f32x4.mul(p, exp4(x)), f32x4.splat(1), f32x4.le(x, f32x4.splat(0)));
  }
}

export function elu_forward(x: usize, y: usize, p: f32, from: i32, to: i32): void {
  forward<Formula>(x, y, p, from, to);
}

export function elu_backward(x: usize, dy: usize, dx: usize, p: f32, from: i32, to: i32): void {
  backward<Formula>(x, dy, dx, p, from, to);
}
