// clip_value: every gradient is cut to −LIMIT … LIMIT; NaN stays. One invocation cuts one cell.
override LIMIT: f32;

@group(0) @binding(0) var<storage, read_write> gradients: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&gradients)) { return; }
  let g = gradients[at];
  if (is_nan(g)) { return; }
  gradients[at] = clamp(g, -LIMIT, LIMIT);
}
