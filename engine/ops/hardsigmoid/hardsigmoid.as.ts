/**
 * hardsigmoid: y = min(max(x + 3, 0), 6)/6; y′ = 1/6 where −3 < x < 3 (or NaN), else 0.
 */
import { forward, gatedBackward } from "../../backends/wasm/assembly/pointwise";

@unmanaged
class Formula {
  @inline
  value(x: v128, p: v128): v128 {
    const ramp = f32x4.min(f32x4.max(f32x4.add(x, f32x4.splat(3)), f32x4.splat(0)), f32x4.splat(6));
    return f32x4.div(ramp, f32x4.splat(6));
  }

  @inline
  slope(x: v128, p: v128): v128 {
    const shut = v128.or(f32x4.le(x, f32x4.splat(-3)), f32x4.ge(x, f32x4.splat(3)));
    return v128.andnot(f32x4.splat(1.0 / 6.0), shut);
  }
}

export function hardsigmoid_forward(x: usize, y: usize, p: f32, from: i32, to: i32): void {
  forward<Formula>(x, y, p, from, to);
}

export function hardsigmoid_backward(
  x: usize, dy: usize, dx: usize, p: f32, from: i32, to: i32,
): void {
  gatedBackward<Formula>(x, dy, dx, p, from, to);
}
