// gelu's Φ: the share of a normal distribution below x, where `bell` is e^(−x²/2).
// Source  Abramowitz & Stegun 7.1.26, good to 1.5e-7 / 2.
fn share_below(x: f32, bell: f32) -> f32 {
  let t = 1.0 / (1.0 + 0.231641888 * abs(x));
  var p = 1.061405429;
  p = p * t - 1.453152027;
  p = p * t + 1.421413741;
  p = p * t - 0.284496736;
  p = p * t + 0.254829592;
  let beyond = 0.5 * p * t * bell;
  return select(beyond, 1.0 - beyond, is_positive(x));
}

// The same by tanh: sigmoid of 2·√(2/π)·(x + 0.044715·x³).
fn twice(x: f32) -> f32 {
  return 1.595769122 * x * (1.0 + 0.044715 * x * x);
}
