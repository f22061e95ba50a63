// prelu, forward. One invocation computes one cell:  y = x where x > 0, else slope[c]·x
override C: u32;     // slopes: 1, or one per channel
override AREA: u32;  // cells that share a slope before the next channel begins

@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> slope: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&y)) { return; }
  let v = x[at];
  if (is_positive(v)) { y[at] = v; } else { y[at] = slope[at / AREA % C] * v; }
}
