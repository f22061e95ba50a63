// fill: into ← VALUE. One invocation writes one cell.
override VALUE: f32;

@group(0) @binding(0) var<storage, read_write> into: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&into)) { return; }
  into[at] = VALUE;
}
