// hardswish, forward. One invocation computes one cell:  y = x · (min(max(x + 3, 0), 6) / 6), so that 6x need not be a number

@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&y)) { return; }
  let v = x[at];
  if (is_nan(v)) { y[at] = v; } else { y[at] = v * (min(max(v + 3.0, 0.0), 6.0) / 6.0); }
}
