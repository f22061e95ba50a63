// Shared by every kernel: where am I, what changes from step to step, and number tests that WGSL may not optimise away.
// NaN     WGSL lets a compiler assume that NaN does not happen: x != x folds to false and max(NaN, 0) is 0. So every test
//         that must see NaN looks at the bits.

struct Scalars {
  step: u32,           // from 1
  seed: u32,           // of this step's dropout masks
  learning_rate: f32,
  correction1: f32,    // Adam's 1 − β₁^t
  correction2: f32,    // Adam's 1 − β₂^t
  zero: u32,           // 0, but the compiler does not know: for making infinity and NaN
}
@group(0) @binding(8) var<uniform> scalars: Scalars;

// Position in a row of invocations of 64 that is folded over y when it needs more than 65,535 workgroups.
fn cell(id: vec3u, groups: vec3u) -> u32 {
  return id.y * groups.x * 64u + id.x;
}

fn bits(x: f32) -> u32 {
  return bitcast<u32>(x);
}

fn is_nan(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u;
}

// x > 0 by its bits; false for NaN.
fn is_positive(x: f32) -> bool {
  let b = bitcast<u32>(x);
  return b - 1u < 0x7f800000u;
}

// relu that keeps NaN: only a number with the sign bit, and not NaN, becomes 0.
fn relu(x: f32) -> f32 {
  let b = bitcast<u32>(x);
  return select(x, 0.0, b >= 0x80000000u && b <= 0xff800000u);
}

// The gradient behind a relu: dy where v > 0 (or NaN), else 0. v is the relu's input or its output, both say the same.
fn relu_gate(dy: f32, v: f32) -> f32 {
  let b = bitcast<u32>(v);
  return select(dy, 0.0, b - 1u >= 0x7fffffffu && b <= 0xff800000u);
}

// a > b, where NaN counts as larger than everything: the maximum of numbers with a NaN among them is that NaN.
fn exceeds(a: f32, b: f32) -> bool {
  return (a > b && !is_nan(a) && !is_nan(b)) || (is_nan(a) && !is_nan(b));
}

// Infinity and NaN made at run time: WGSL refuses them as constants.
fn infinity() -> f32 {
  let b = 0x7f800000u + scalars.zero;
  return bitcast<f32>(b);
}

fn not_a_number() -> f32 {
  let b = 0x7fc00000u + scalars.zero;
  return bitcast<f32>(b);
}
