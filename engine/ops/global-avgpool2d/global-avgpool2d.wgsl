// global_avgpool2d, both ways.  y[n,c] = Σ x[n,c,·,·] / AREA        dx[n,c,h,w] = dy[n,c] / AREA
// Four running sums keep more digits than one when the mean is large.
override AREA: u32;  // H·W

@group(0) @binding(0) var<storage, read_write> source: array<f32>;
@group(0) @binding(1) var<storage, read_write> into: array<f32>;

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&into)) { return; }
  let start = at * AREA;
  var sums = vec4f();
  var k = 0u;
  for (; k + 4u <= AREA; k += 4u) {
    sums += vec4f(source[start + k], source[start + k + 1u], source[start + k + 2u], source[start + k + 3u]);
  }
  for (; k < AREA; k++) { sums.x += source[start + k]; }
  into[at] = ((sums.x + sums.y) + (sums.z + sums.w)) / f32(AREA);
}

@compute @workgroup_size(64)
fn backward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&into)) { return; }
  into[at] = source[at / AREA] / f32(AREA);
}
