// global_maxpool2d, forward. One invocation finds the largest cell of one channel and where it is:
//   y[n,c] = max x[n,c,·,·]        argmax = h·W + w of the first cell that holds it
// NaN beats every number, so a NaN in the channel is the result.
override AREA: u32;  // H·W

@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<storage, read_write> argmax: array<i32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&y)) { return; }
  let start = at * AREA;
  var best = x[start];
  var place = 0u;
  for (var k = 1u; k < AREA; k++) {
    let value = x[start + k];
    if (is_nan(value) || exceeds(value, best)) {
      best = value;
      place = k;
    }
  }
  y[at] = best;
  argmax[at] = i32(place);
}
