// hardsigmoid, backward. One invocation computes one cell:  dx = dy / 6 where −3 < x < 3, else 0; where x is NaN, dy passes.

@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&dx)) { return; }
  let v = x[at];
  let shut = !is_nan(v) && (v <= -3.0 || v >= 3.0);
  if (shut) { dx[at] = 0.0; } else { dx[at] = dy[at] / 6.0; }
}
