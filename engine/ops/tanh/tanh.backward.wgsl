// tanh, backward. One invocation computes one cell:  dx = dy · (1 − tanh² x)

@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&dx)) { return; }
  let t = hyperbolic_tangent(x[at]);
  dx[at] = dy[at] * ((1.0 - t) * (1.0 + t));
}
