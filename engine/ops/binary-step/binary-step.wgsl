// binary_step, forward. One invocation computes one cell:  y = 1 where x ≥ 0, else 0; NaN stays

@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&y)) { return; }
  let v = x[at];
  y[at] = select(select(0.0, 1.0, v >= 0.0), v, is_nan(v));
}
