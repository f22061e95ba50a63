// Adam and AdamW, as torch.optim. One invocation moves one parameter:
//   Adam   g ← g + λ·p        AdamW (DECOUPLED = 1)   p ← p·(1 − η·λ)
//   m ← β₁·m + (1 − β₁)·g     v ← β₂·v + (1 − β₂)·g²
//   p ← p − η · (m/c₁) / (√(v/c₂) + EPS)      with the step's learning rate η and corrections c₁ = 1 − β₁^t, c₂ = 1 − β₂^t
override BETA1: f32; override ONE_MINUS_BETA1: f32; // 1 − β in f64 before it was rounded
override BETA2: f32; override ONE_MINUS_BETA2: f32;
override EPS: f32;
override WEIGHT_DECAY: f32;                         // λ
override DECOUPLED: u32;
override AMSGRAD: u32;                              // 1: the largest v so far stands for v in the step

@group(0) @binding(0) var<storage, read_write> parameters: array<f32>;
@group(0) @binding(1) var<storage, read_write> gradients: array<f32>;
@group(0) @binding(2) var<storage, read_write> first: array<f32>;
@group(0) @binding(3) var<storage, read_write> second: array<f32>;
@group(0) @binding(4) var<storage, read_write> largest: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&parameters)) { return; }
  var p = parameters[at];
  var g = gradients[at];
  if (DECOUPLED == 1u) { p = p * (1.0 - scalars.learning_rate * WEIGHT_DECAY); } else { g += WEIGHT_DECAY * p; }
  let m = BETA1 * first[at] + ONE_MINUS_BETA1 * g;
  let v = BETA2 * second[at] + ONE_MINUS_BETA2 * g * g;
  first[at] = m;
  second[at] = v;
  var size = v;
  if (AMSGRAD == 1u) {
    if (!is_nan(v)) { size = max(largest[at], v); }
    largest[at] = size;
  }
  parameters[at] = p - scalars.learning_rate * (m / scalars.correction1) / (sqrt(size / scalars.correction2) + EPS);
}
