/**
 * tanh: y = tanh x, y′ = 1 − y².
 */
import { backward, forward } from "../../backends/wasm/assembly/pointwise";
import { tanh4 } from "../../backends/wasm/assembly/math";

@unmanaged
class Formula {
  @inline
  value(x: v128, p: v128): v128 {
    return tanh4(x);
  }

  @inline
  slope(x: v128, p: v128): v128 {
    const y = tanh4(x);
    return f32x4.sub(f32x4.splat(1), f32x4.mul(y, y));
  }
}

export function tanh_forward(x: usize, y: usize, p: f32, from: i32, to: i32): void {
  forward<Formula>(x, y, p, from, to);
}

export function tanh_backward(x: usize, dy: usize, dx: usize, p: f32, from: i32, to: i32): void {
  backward<Formula>(x, dy, dx, p, from, to);
}
