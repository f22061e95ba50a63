// binary_step, backward. One invocation computes one cell:  dx = 0, the reason why nothing can be learned through it; NaN stays

@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&dx)) { return; }
  dx[at] = select(0.0, x[at], is_nan(x[at])) * dy[at];
}
