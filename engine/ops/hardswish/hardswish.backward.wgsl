// hardswish, backward. One invocation computes one cell:  dx = 0 where x ≤ −3, dy · (x/3 + ½) where x < 3, else dy

@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&dx)) { return; }
  let v = x[at];
  var slope = 1.0;
  if (!is_nan(v) && v < 3.0) { slope = v / 3.0 + 0.5; }
  let shut = !is_nan(v) && (v <= -3.0 || slope == 0.0);
  if (shut) { dx[at] = 0.0; } else { dx[at] = dy[at] * slope; }
}
