// tanh, forward. One invocation computes one cell:  y = tanh x
// WGSL's own tanh is good to 1e-5 only, and NaN for large x; see math.wgsl.

@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&y)) { return; }
  y[at] = hyperbolic_tangent(x[at]);
}
