/**
 * binary_step: y = 1 where x >= 0, else 0; NaN stays. y′ = 0 everywhere.
 */
import { backward, forward } from "../../backends/wasm/assembly/pointwise";

@unmanaged
class Formula {
  @inline
  value(x: v128, p: v128): v128 {
    const step = v128.and(f32x4.ge(x, f32x4.splat(0)), f32x4.splat(1));
    return v128.bitselect(x, step, f32x4.ne(x, x));
  }

  @inline
  slope(x: v128, p: v128): v128 {
    return v128.and(f32x4.ne(x, x), x);
  }
}

export function binary_step_forward(x: usize, y: usize, p: f32, from: i32, to: i32): void {
  forward<Formula>(x, y, p, from, to);
}

export function binary_step_backward(
  x: usize, dy: usize, dx: usize, p: f32, from: i32, to: i32,
): void {
  backward<Formula>(x, dy, dx, p, from, to);
}
