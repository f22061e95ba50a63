// leaky_relu, backward. One invocation computes one cell:  dx = dy where x > 0, else dy·SLOPE
override SLOPE: f32;

@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&dx)) { return; }
  let v = x[at];
  var slope = SLOPE;
  if (is_positive(v)) { slope = 1.0; }
  dx[at] = dy[at] * slope;
}
