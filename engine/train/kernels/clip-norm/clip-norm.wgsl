// clip_norm: shortens the whole gradient to length LIMIT when it is longer, in three stages.
//   squares  each of PARTS workgroups adds the squares of its cells, in a fixed tree, into partial[part]
//   length   norm[0] = √Σ partial;  partial[0] = the factor LIMIT / (norm + 10⁻⁶), or 1 where that is not below 1
//   shorten  g ← g · factor
// A NaN norm makes the factor NaN and with it every gradient: it is not hidden.
override COUNT: u32;
override PARTS: u32;
override LIMIT: f32;

@group(0) @binding(0) var<storage, read_write> gradients: array<f32>;
@group(0) @binding(1) var<storage, read_write> norm: array<f32>;
@group(0) @binding(2) var<storage, read_write> partial: array<f32>;

var<workgroup> sums: array<f32, 64>;

// The sum of `mine` over the workgroup, in a fixed tree; right in invocation 0.
fn total(lane: u32, mine: f32) -> f32 {
  sums[lane] = mine;
  for (var reach = 32u; reach > 0u; reach /= 2u) {
    workgroupBarrier();
    if (lane < reach) { sums[lane] += sums[lane + reach]; }
  }
  return sums[0];
}

@compute @workgroup_size(64)
fn squares(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  var sum = 0.0;
  for (var at = group.x * 64u + lane; at < COUNT; at += PARTS * 64u) { sum += gradients[at] * gradients[at]; }
  let result = total(lane, sum);
  if (lane == 0u) { partial[group.x] = result; }
}

@compute @workgroup_size(64)
fn length_(@builtin(local_invocation_index) lane: u32) {
  var sum = 0.0;
  for (var at = lane; at < PARTS; at += 64u) { sum += partial[at]; }
  let squared = total(lane, sum);
  if (lane != 0u) { return; }
  let length = sqrt(squared);
  norm[0] = length;
  var factor = LIMIT / (length + 1e-6);
  if (factor >= 1.0) { factor = 1.0; }
  if (is_nan(squared)) { factor = squared; }
  partial[0] = factor;
}

@compute @workgroup_size(64)
fn shorten(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= COUNT) { return; }
  gradients[at] *= partial[0];
}
