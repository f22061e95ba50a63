// arctan, forward. One invocation computes one cell:  y = arctan x
// WGSL's own atan may be 4096 ulp off; see math.wgsl.

@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&y)) { return; }
  y[at] = arc_tangent(x[at]);
}
