/**
 * exp, log, tanh and arctan of four f32 at once, to about two units in the last place; NaN stays,
 * denormals are kept.
 *
 * Source  coefficients from Cephes (S. Moshier, expf logf tanhf atanf), public.
 */
import { madd } from "./simd";

@inline
function c(value: f32): v128 {
  return f32x4.splat(value);
}

/**
 * e^x. Above 88.73 infinity, below −104 zero. x = n·ln 2 + r, then 2ⁿ in two factors so that
 * denormal results are right.
 */
export function exp4(input: v128): v128 {
  const x = f32x4.min(f32x4.max(input, c(-104)), c(89));
  const n = f32x4.nearest(f32x4.mul(x, c(1.44269504088896341)));
  let r = f32x4.sub(x, f32x4.mul(n, c(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, c(-2.12194440e-4)));
  let p = c(1.9875691500e-4);
  p = madd(p, r, c(1.3981999507e-3));
  p = madd(p, r, c(8.3334519073e-3));
  p = madd(p, r, c(4.1665795894e-2));
  p = madd(p, r, c(1.6666665459e-1));
  p = madd(p, r, c(5.0000001201e-1));
  p = f32x4.add(madd(p, f32x4.mul(r, r), r), c(1));
  const whole = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(whole, 1);
  return f32x4.mul(f32x4.mul(p, power(half)), power(i32x4.sub(whole, half)));
}

/** 2ⁿ for −126 ≤ n ≤ 127. */
@inline
function power(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/** e^x − 1 without losing the digits of a small x. */
export function expm14(x: v128): v128 {
  let p = c(1.0 / 5040.0);
  p = madd(p, x, c(1.0 / 720.0));
  p = madd(p, x, c(1.0 / 120.0));
  p = madd(p, x, c(1.0 / 24.0));
  p = madd(p, x, c(1.0 / 6.0));
  p = madd(p, x, c(0.5));
  p = madd(p, f32x4.mul(x, x), x);
  return v128.bitselect(p, f32x4.sub(exp4(x), c(1)), f32x4.lt(f32x4.abs(x), c(0.35)));
}

/** The natural logarithm; −∞ at 0, NaN below. */
export function log4(input: v128): v128 {
  const tiny = f32x4.lt(input, c(1.17549435e-38));
  const x = v128.bitselect(f32x4.mul(input, c(8388608)), input, tiny);
  let e = i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(126));
  e = i32x4.sub(e, v128.and(tiny, i32x4.splat(23)));
  let m = v128.or(v128.and(x, i32x4.splat(0x007fffff)), i32x4.splat(0x3f000000));
  const low = f32x4.lt(m, c(0.707106781186547524));
  e = i32x4.add(e, low); // the mask is −1
  m = f32x4.sub(f32x4.add(m, v128.and(low, m)), c(1));
  const z = f32x4.mul(m, m);
  let p = c(7.0376836292e-2);
  p = madd(p, m, c(-1.1514610310e-1));
  p = madd(p, m, c(1.1676998740e-1));
  p = madd(p, m, c(-1.2420140846e-1));
  p = madd(p, m, c(1.4249322787e-1));
  p = madd(p, m, c(-1.6668057665e-1));
  p = madd(p, m, c(2.0000714765e-1));
  p = madd(p, m, c(-2.4999993993e-1));
  p = madd(p, m, c(3.3333331174e-1));
  let y = f32x4.mul(f32x4.mul(p, z), m);
  const exponent = f32x4.convert_i32x4_s(e);
  y = madd(exponent, c(-2.12194440e-4), y);
  y = f32x4.sub(y, f32x4.mul(z, c(0.5)));
  y = madd(exponent, c(0.693359375), f32x4.add(m, y));
  y = v128.bitselect(c(-Infinity), y, f32x4.eq(input, c(0)));
  y = v128.bitselect(c(NaN), y, f32x4.lt(input, c(0)));
  // +∞ and NaN are their own logarithms
  return v128.bitselect(y, input, f32x4.lt(input, c(Infinity)));
}

/** log(1 + u) for u ≥ 0, without losing the digits of a small u. */
export function log1p4(u: v128): v128 {
  const w = f32x4.add(u, c(1));
  const lost = f32x4.sub(w, c(1)); // what of u arrived in w
  const corrected = f32x4.mul(log4(w), f32x4.div(u, lost));
  return v128.bitselect(
    u, v128.bitselect(log4(w), corrected, f32x4.eq(w, c(Infinity))), f32x4.eq(lost, c(0)));
}

export function tanh4(x: v128): v128 {
  const z = f32x4.mul(x, x);
  let p = c(-5.70498872745e-3);
  p = madd(p, z, c(2.06390887954e-2));
  p = madd(p, z, c(-5.37397155531e-2));
  p = madd(p, z, c(1.33314422036e-1));
  p = madd(p, z, c(-3.33332819422e-1));
  const small = madd(f32x4.mul(p, z), x, x);
  const size = f32x4.abs(x);
  const far = f32x4.sub(c(1), f32x4.div(c(2), f32x4.add(exp4(f32x4.add(size, size)), c(1))));
  const signed = v128.or(far, v128.and(x, i32x4.splat(0x80000000)));
  return v128.bitselect(small, signed, f32x4.lt(size, c(0.625)));
}

/** 1/(1 + e^−x), with e raised to negative powers only. */
export function logistic4(x: v128): v128 {
  const small = exp4(f32x4.neg(f32x4.abs(x)));
  const top = v128.bitselect(small, c(1), f32x4.lt(x, c(0)));
  return f32x4.div(top, f32x4.add(small, c(1)));
}

export function arctan4(input: v128): v128 {
  const size = f32x4.abs(input);
  const far = f32x4.gt(size, c(2.414213562373095));
  const middle = v128.andnot(f32x4.gt(size, c(0.4142135623730950)), far);
  let x = v128.bitselect(f32x4.div(c(-1), size), size, far);
  x = v128.bitselect(f32x4.div(f32x4.sub(size, c(1)), f32x4.add(size, c(1))), x, middle);
  const start =
    v128.or(v128.and(far, c(1.5707963267948966)), v128.and(middle, c(0.7853981633974483)));
  const z = f32x4.mul(x, x);
  let p = c(8.05374449538e-2);
  p = madd(p, z, c(-1.38776856032e-1));
  p = madd(p, z, c(1.99777106478e-1));
  p = madd(p, z, c(-3.33329491539e-1));
  const y = f32x4.add(start, madd(f32x4.mul(p, z), x, x));
  return v128.or(v128.and(y, i32x4.splat(0x7fffffff)), v128.and(input, i32x4.splat(0x80000000)));
}
