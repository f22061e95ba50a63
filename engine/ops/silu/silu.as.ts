/**
 * silu: y = x·s, y′ = s·(1 + x·(1 − s)), s = sigmoid(x).
 */
import { backward, forward } from "../../backends/wasm/assembly/pointwise";
import { logistic4 } from "../../backends/wasm/assembly/math";

@unmanaged
class Formula {
  @inline
  value(x: v128, p: v128): v128 {
    return f32x4.mul(x, logistic4(x));
  }

  @inline
  slope(x: v128, p: v128): v128 {
    const rest = f32x4.mul(x, logistic4(f32x4.neg(x)));
    return f32x4.mul(logistic4(x), f32x4.add(f32x4.splat(1), rest));
  }
}

export function silu_forward(x: usize, y: usize, p: f32, from: i32, to: i32): void {
  forward<Formula>(x, y, p, from, to);
}

export function silu_backward(x: usize, dy: usize, dx: usize, p: f32, from: i32, to: i32): void {
  backward<Formula>(x, dy, dx, p, from, to);
}
