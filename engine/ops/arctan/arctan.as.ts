/**
 * arctan: y = arctan x, y′ = 1/(1 + x²).
 */
import { backward, forward } from "../../backends/wasm/assembly/pointwise";
import { arctan4 } from "../../backends/wasm/assembly/math";

@unmanaged
class Formula {
  @inline
  value(x: v128, p: v128): v128 {
    return arctan4(x);
  }

  @inline
  slope(x: v128, p: v128): v128 {
    return f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), f32x4.mul(x, x)));
  }
}

export function arctan_forward(x: usize, y: usize, p: f32, from: i32, to: i32): void {
  forward<Formula>(x, y, p, from, to);
}

export function arctan_backward(x: usize, dy: usize, dx: usize, p: f32, from: i32, to: i32): void {
  backward<Formula>(x, dy, dx, p, from, to);
}
