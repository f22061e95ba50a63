// What ended in relu, backward, first step: masked ← dy where y is not 0, else 0. One invocation computes one cell.
// For layers whose kernels would otherwise read both dy and y many times over.

@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<storage, read_write> masked: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&masked)) { return; }
  masked[at] = relu_gate(dy[at], y[at]);
}
