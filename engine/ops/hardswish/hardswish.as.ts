/**
 * hardswish: y = x·min(max(x + 3, 0), 6)/6; y′ = 0 where x <= −3, x/3 + 1/2 between, 1 where x >=
 * 3.
 */
import { forward, gatedBackward } from "../../backends/wasm/assembly/pointwise";

@unmanaged
class Formula {
  @inline
  value(x: v128, p: v128): v128 {
    const ramp = f32x4.min(f32x4.max(f32x4.add(x, f32x4.splat(3)), f32x4.splat(0)), f32x4.splat(6));
    return f32x4.mul(x, f32x4.div(ramp, f32x4.splat(6)));
  }

  @inline
  slope(x: v128, p: v128): v128 {
    const ramp = f32x4.add(f32x4.div(x, f32x4.splat(3)), f32x4.splat(0.5));
    const slope = v128.bitselect(ramp, f32x4.splat(1), f32x4.lt(x, f32x4.splat(3)));
    return v128.andnot(slope, f32x4.le(x, f32x4.splat(-3)));
  }
}

export function hardswish_forward(x: usize, y: usize, p: f32, from: i32, to: i32): void {
  forward<Formula>(x, y, p, from, to);
}

export function hardswish_backward(
  x: usize, dy: usize, dx: usize, p: f32, from: i32, to: i32,
): void {
  gatedBackward<Formula>(x, dy, dx, p, from, to);
}
