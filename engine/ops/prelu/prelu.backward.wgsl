// prelu, backward, in two entry points:
//   input   dx = dy where x > 0, else dy·slope[c]                    one invocation a cell
//   slopes  dslope[c] = Σ dy·x over the x ≤ 0 of the channel         one workgroup a slope, sums in a fixed tree
override SIZE: u32;                                     // invocations of a workgroup of `slopes`
override COUNT: u32;                                    // cells
override C: u32;                                        // slopes: 1, or one per channel
override AREA: u32;                                     // cells that share a slope before the next channel begins

@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> slope: array<f32>;
@group(0) @binding(3) var<storage, read_write> into: array<f32>; // dx for input, dslope for slopes

var<workgroup> sums: array<f32, SIZE>;

// The sum of `mine` over the workgroup, in a fixed tree; everyone gets it.
fn total(lane: u32, mine: f32) -> f32 {
  sums[lane] = mine;
  workgroupBarrier();
  for (var reach = SIZE / 2u; reach > 0u; reach /= 2u) {
    if (lane < reach) { sums[lane] += sums[lane + reach]; }
    workgroupBarrier();
  }
  let result = workgroupUniformLoad(&sums[0]);
  workgroupBarrier();
  return result;
}

@compute @workgroup_size(64)
fn input(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= COUNT) { return; }
  var factor = 1.0;
  if (!is_positive(x[at])) { factor = slope[at / AREA % C]; }
  into[at] = dy[at] * factor;
}

@compute @workgroup_size(SIZE)
fn slopes(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let c = group.y * groups.x + group.x;
  if (c >= C) { return; }
  var sum = 0.0;
  for (var k = lane; k < COUNT / C; k += SIZE) {
    let at = (k / AREA * C + c) * AREA + k % AREA;
    if (!is_positive(x[at])) { sum += dy[at] * x[at]; }
  }
  let result = total(lane, sum);
  if (lane == 0u) { into[c] = result; }
}
