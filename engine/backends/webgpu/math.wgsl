// Functions that WGSL leaves too loose (tanh: 1e-5 and NaN for large arguments; atan: 4096 ulp; exp, log: NaN may vanish).
// Each is within a few ulp of the true value in f32, keeps NaN, and gives the same bits on every device that rounds alike.
// Source  range reductions and polynomials of Cephes (expf, logf, tanhf, atanf), S. Moshier, public.

// e^x. Below −87.3 the result would be a denormal number: 0.
fn exponential(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  if (x > 88.722) { return infinity(); }
  if (x < -87.336) { return 0.0; }
  let n = floor(x * 1.44269504 + 0.5);
  let r = (x - n * 0.693359375) - n * -2.12194440e-4;
  var p = 1.9875691500e-4;
  p = p * r + 1.3981999507e-3;
  p = p * r + 8.3334519073e-3;
  p = p * r + 4.1665795894e-2;
  p = p * r + 1.6666665459e-1;
  p = p * r + 5.0000001201e-1;
  p = p * r * r + r + 1.0;
  let half = i32(n) / 2;                       // 2^128 is no f32: two steps
  return p * power_of_two(half) * power_of_two(i32(n) - half);
}

fn power_of_two(n: i32) -> f32 {
  return bitcast<f32>(u32(n + 127) << 23u);
}

// e^x − 1 without losing the small ones.
fn exponential_minus_one(x: f32) -> f32 {
  if (abs(x) < 0.35) {
    return x * (1.0 + x * (0.5 + x * (0.16666667 + x * (0.041666668 + x * (0.008333334 + x * (0.0013888889 + x * 0.0001984127))))));
  }
  return exponential(x) - 1.0;
}

// log(1 + f) for −0.293 ≤ f ≤ 0.4143.
fn log_near_one(f: f32) -> f32 {
  let z = f * f;
  var p = 7.0376836292e-2;
  p = p * f - 1.1514610310e-1;
  p = p * f + 1.1676998740e-1;
  p = p * f - 1.2420140846e-1;
  p = p * f + 1.4249322787e-1;
  p = p * f - 1.6668057665e-1;
  p = p * f + 2.0000714765e-1;
  p = p * f - 2.4999993993e-1;
  p = p * f + 3.3333331174e-1;
  return f + (f * z * p - 0.5 * z);
}

// Natural logarithm. log(0) = −∞, of a negative number NaN; denormal numbers count as 0.
fn logarithm(x: f32) -> f32 {
  let b = bitcast<u32>(x);
  if (is_nan(x) || b == 0x7f800000u) { return x; }
  if ((b & 0x7fffffffu) < 0x00800000u) { return -infinity(); }
  if (b >= 0x80000000u) { return not_a_number(); }
  var e = i32(b >> 23u) - 126;
  var m = bitcast<f32>((b & 0x007fffffu) | 0x3f000000u);   // 0.5 … 1
  if (m < 0.70710678) {
    e -= 1;
    m = m + m;
  }
  let n = f32(e);
  return log_near_one(m - 1.0) + n * -2.12194440e-4 + n * 0.693359375;
}

// log(1 + e) for 0 ≤ e ≤ 1.
fn log_one_plus(e: f32) -> f32 {
  if (e <= 0.41421356) { return log_near_one(e); }
  return 0.69314718 + log_near_one((e - 1.0) * 0.5);
}

fn hyperbolic_tangent(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  let a = abs(x);
  if (a > 10.0) { return sign(x); }
  if (a >= 0.625) { return sign(x) * (1.0 - 2.0 / (exponential(2.0 * a) + 1.0)); }
  let z = x * x;
  var p = -5.70498872745e-3;
  p = p * z + 2.06390887954e-2;
  p = p * z - 5.37397155531e-2;
  p = p * z + 1.33314422036e-1;
  p = p * z - 3.33332819422e-1;
  return p * z * x + x;
}

fn arc_tangent(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  let a = abs(x);
  var base = 0.0;
  var r = a;
  if (a > 2.41421356) {
    base = 1.57079633;
    r = -1.0 / a;
  } else if (a > 0.41421356) {
    base = 0.78539816;
    r = (a - 1.0) / (a + 1.0);
  }
  let z = r * r;
  var p = 8.05374449538e-2;
  p = p * z - 1.38776856032e-1;
  p = p * z + 1.99777106478e-1;
  p = p * z - 3.33329491539e-1;
  return sign(x) * (base + (p * z * r + r));
}

fn logistic(x: f32) -> f32 {
  let e = exponential(-abs(x));
  return select(1.0, e, x < 0.0) / (1.0 + e);
}
