// relu6, backward. One invocation computes one cell:  dx = dy where 0 < x < 6, else 0; where x is NaN, dy passes, as in PyTorch.

@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&dx)) { return; }
  let v = x[at];
  let shut = !is_nan(v) && (v <= 0.0 || v >= 6.0);
  if (shut) { dx[at] = 0.0; } else { dx[at] = dy[at]; }
}
