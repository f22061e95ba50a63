/**
 * leaky_relu: y = x where x > 0, else p·x; y′ = 1 or p (p at 0 and at NaN). p is negative_slope.
 */
import { backward, forward } from "../../backends/wasm/assembly/pointwise";

@unmanaged
class Formula {
  @inline
  value(x: v128, p: v128): v128 {
    return v128.bitselect(x, f32x4.mul(p, x), f32x4.gt(x, f32x4.splat(0)));
  }

  @inline
  slope(x: v128, p: v128): v128 {
    return v128.bitselect(f32x4.splat(1), p, f32x4.gt(x, f32x4.splat(0)));
  }
}

export function leaky_relu_forward(x: usize, y: usize, p: f32, from: i32, to: i32): void {
  forward<Formula>(x, y, p, from, to);
}

export function leaky_relu_backward(
  x: usize, dy: usize, dx: usize, p: f32, from: i32, to: i32,
): void {
  backward<Formula>(x, dy, dx, p, from, to);
}
