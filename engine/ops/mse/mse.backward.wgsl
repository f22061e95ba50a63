// mse, backward. One invocation computes one cell:
//   dprediction = dy · SCALE · 2·(prediction − target)        SCALE = 1/n for the mean, 1 for the sum
override SCALE: f32;

@group(0) @binding(0) var<storage, read_write> prediction: array<f32>;
@group(0) @binding(1) var<storage, read_write> target_: array<f32>;
@group(0) @binding(2) var<storage, read_write> dy: array<f32>;
@group(0) @binding(3) var<storage, read_write> dprediction: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&dprediction)) { return; }
  dprediction[at] = dy[0] * (2.0 * (prediction[at] - target_[at]) * SCALE);
}
