// RMSprop, as torch.optim.RMSprop. One invocation moves one parameter:
//   g ← g + λ·p        s ← α·s + (1 − α)·g²
//   d = √s + EPS, or CENTERED: a ← α·a + (1 − α)·g, d = √(s − a²) + EPS
//   p ← p − η·g/d, or with momentum μ: v ← μ·v + g/d, p ← p − η·v        with the step's learning rate η
// s − a² is a variance: where rounding makes it negative it counts as 0.
override ALPHA: f32; override ONE_MINUS_ALPHA: f32; // 1 − α in f64 before it was rounded
override EPS: f32;
override MOMENTUM: f32;                             // μ
override CENTERED: u32;
override WEIGHT_DECAY: f32;                         // λ

@group(0) @binding(0) var<storage, read_write> parameters: array<f32>;
@group(0) @binding(1) var<storage, read_write> gradients: array<f32>;
@group(0) @binding(2) var<storage, read_write> square: array<f32>;
@group(0) @binding(3) var<storage, read_write> mean: array<f32>;
@group(0) @binding(4) var<storage, read_write> velocity: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&parameters)) { return; }
  let p = parameters[at];
  let g = gradients[at] + WEIGHT_DECAY * p;
  let s = ALPHA * square[at] + ONE_MINUS_ALPHA * g * g;
  square[at] = s;
  var spread = s;
  if (CENTERED == 1u) {
    let a = ALPHA * mean[at] + ONE_MINUS_ALPHA * g;
    mean[at] = a;
    spread = relu(s - a * a);
  }
  var change = g / (sqrt(spread) + EPS);
  if (MOMENTUM != 0.0) {
    change = MOMENTUM * velocity[at] + change;
    velocity[at] = change;
  }
  parameters[at] = p - scalars.learning_rate * change;
}
