// SGD with momentum, as torch.optim.SGD. One invocation moves one parameter:
//   g ← g + λ·p        v ← g at step 1, else μ·v + (1 − τ)·g        p ← p − η·v, or with Nesterov p − η·(g + μ·v)
// η is the step's learning rate; without momentum there is no v and p ← p − η·g.
override MOMENTUM: f32;     // μ
override DAMPENING: f32;    // τ
override WEIGHT_DECAY: f32; // λ
override NESTEROV: u32;

@group(0) @binding(0) var<storage, read_write> parameters: array<f32>;
@group(0) @binding(1) var<storage, read_write> gradients: array<f32>;
@group(0) @binding(2) var<storage, read_write> velocity: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&parameters)) { return; }
  let p = parameters[at];
  let g = gradients[at] + WEIGHT_DECAY * p;
  var change = g;
  if (MOMENTUM != 0.0) {
    var v = g;
    if (scalars.step != 1u) { v = MOMENTUM * velocity[at] + (1.0 - DAMPENING) * g; }
    velocity[at] = v;
    if (NESTEROV == 1u) { change = g + MOMENTUM * v; } else { change = v; }
  }
  parameters[at] = p - scalars.learning_rate * change;
}
