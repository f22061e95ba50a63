/**
 * gelu: y = x·Φ(x), y′ = Φ(x) + x·φ(x); with p = 1 the approximation by tanh, y = x·sigmoid(v),
 * y′ = s·(1 + x·(1 − s)·v′), v = 2·√(2/π)·(x + 0.044715·x³).
 * Φ by Abramowitz & Stegun 7.1.26, which is good to 1.5e-7 / 2.
 */
import { backward, forward } from "../../backends/wasm/assembly/pointwise";
import { exp4, logistic4 } from "../../backends/wasm/assembly/math";
import { madd } from "../../backends/wasm/assembly/simd";

@inline
function c(value: f32): v128 {
  return f32x4.splat(value);
}

/** e^(−x²/2) */
@inline
function bell4(x: v128): v128 {
  return exp4(f32x4.mul(f32x4.mul(x, x), c(-0.5)));
}

/** The share of the normal distribution below x; `bell` is e^(−x²/2). */
function share4(x: v128, bell: v128): v128 {
  const t = f32x4.div(c(1), madd(f32x4.abs(x), c(0.231641888), c(1)));
  let p = c(1.061405429);
  p = madd(p, t, c(-1.453152027));
  p = madd(p, t, c(1.421413741));
  p = madd(p, t, c(-0.284496736));
  p = madd(p, t, c(0.254829592));
  const beyond = f32x4.mul(f32x4.mul(f32x4.mul(p, t), bell), c(0.5));
  return v128.bitselect(f32x4.sub(c(1), beyond), beyond, f32x4.gt(x, c(0)));
}

@unmanaged
class Exact {
  @inline
  value(x: v128, p: v128): v128 {
    return f32x4.mul(x, share4(x, bell4(x)));
  }

  @inline
  slope(x: v128, p: v128): v128 {
    const bell = bell4(x);
    return madd(x, f32x4.mul(bell, c(0.398942280)), share4(x, bell));
  }
}

/** 2·√(2/π)·(x + 0.044715·x³) */
@inline
function twice4(x: v128): v128 {
  const square = f32x4.mul(x, x);
  return f32x4.mul(f32x4.mul(x, c(1.595769122)), madd(square, c(0.044715), c(1)));
}

@unmanaged
class ByTanh {
  @inline
  value(x: v128, p: v128): v128 {
    return f32x4.mul(x, logistic4(twice4(x)));
  }

  @inline
  slope(x: v128, p: v128): v128 {
    const v = twice4(x);
    const steepness = f32x4.mul(c(1.595769122), madd(f32x4.mul(x, x), c(0.134145), c(1)));
    const rest = f32x4.mul(f32x4.mul(x, logistic4(f32x4.neg(v))), steepness);
    return f32x4.mul(logistic4(v), f32x4.add(c(1), rest));
  }
}

export function gelu_forward(x: usize, y: usize, p: f32, from: i32, to: i32): void {
  if (p != 0) forward<ByTanh>(x, y, p, from, to);
  else forward<Exact>(x, y, p, from, to);
}

export function gelu_backward(x: usize, dy: usize, dx: usize, p: f32, from: i32, to: i32): void {
  if (p != 0) backward<ByTanh>(x, dy, dx, p, from, to);
  else backward<Exact>(x, dy, dx, p, from, to);
}
