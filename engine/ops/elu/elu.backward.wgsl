// elu, backward. One invocation computes one cell:  dx = dy·ALPHA·e^x where x ≤ 0, else dy
override ALPHA: f32;

@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&dx)) { return; }
  let v = x[at];
  if (is_positive(v) || is_nan(v)) { dx[at] = dy[at]; } else { dx[at] = dy[at] * (ALPHA * exponential(v)); }
}
