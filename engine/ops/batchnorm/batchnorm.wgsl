// batchnorm, forward. One workgroup takes one channel of M cells, AREA in each image:
//   x̂ = (x − μ)·r,  r = 1/√(σ² + EPS)        y = gamma·x̂ + beta
//   TRAINING 1  μ and σ² (biased) of the batch, σ² from the distances to μ: E[x²] − E[x]² would lose every digit when the mean
//               is large; running ← (1 − MOMENTUM)·running + MOMENTUM·batch, with the unbiased σ²·M/(M − 1)
//   TRAINING 0  μ and σ² are the running values
// Sums are per invocation, then in a fixed tree.
override SIZE: u32;      // invocations of a workgroup
override EPS: f32; override MOMENTUM: f32;
override TRAINING: u32; override GAMMA: u32; override BETA: u32; override RUNNING: u32; // 1 or 0: there is such a tensor

struct Shape {
  C: u32,                // channels
  AREA: u32,             // cells of a channel in one image
  M: u32,                // in all images
}
@group(0) @binding(9) var<uniform> d: Shape;
@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> gamma: array<f32>;
@group(0) @binding(2) var<storage, read_write> beta: array<f32>;
@group(0) @binding(3) var<storage, read_write> running_mean: array<f32>;
@group(0) @binding(4) var<storage, read_write> running_var: array<f32>;
@group(0) @binding(5) var<storage, read_write> mean: array<f32>;
@group(0) @binding(6) var<storage, read_write> inverse_std: array<f32>;
@group(0) @binding(7) var<storage, read_write> y: array<f32>;

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

fn batch_mean(first: Walk, by: Hop, cells: u32, lane: u32) -> f32 {
  var sum = 0.0;
  for (var walk = first; walk.left < cells; walk = onward(walk, by)) { sum += x[walk.at]; }
  return total(lane, sum) / f32(cells);
}

fn batch_variance(first: Walk, by: Hop, cells: u32, lane: u32, mu: f32) -> f32 {
  var sum = 0.0;
  for (var walk = first; walk.left < cells; walk = onward(walk, by)) {
    let distance = x[walk.at] - mu;
    sum += distance * distance;
  }
  return total(lane, sum) / f32(cells);
}

@compute @workgroup_size(SIZE)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let c = group.y * groups.x + group.x;
  if (c >= d.C) { return; }
  let cells = d.M;
  let first = start(c, lane, d.AREA, d.C * d.AREA);
  let by = hop(d.AREA, d.C * d.AREA);
  var mu = 0.0;
  var variance = 0.0;
  if (TRAINING == 1u) {
    mu = batch_mean(first, by, cells, lane);
    variance = batch_variance(first, by, cells, lane, mu);
  } else {
    mu = running_mean[c];
    variance = running_var[c];
  }
  let r = 1.0 / sqrt(variance + EPS);
  if (lane == 0u) {
    mean[c] = mu;
    inverse_std[c] = r;
    if (TRAINING == 1u && RUNNING == 1u) {
      running_mean[c] = (1.0 - MOMENTUM) * running_mean[c] + MOMENTUM * mu;
      running_var[c] = (1.0 - MOMENTUM) * running_var[c] + MOMENTUM * (variance * f32(d.M) / f32(d.M - 1u));
    }
  }
  var scale = 1.0;
  var shift = 0.0;
  if (GAMMA == 1u) { scale = gamma[c]; }
  if (BETA == 1u) { shift = beta[c]; }
  for (var walk = first; walk.left < cells; walk = onward(walk, by)) {
    y[walk.at] = scale * ((x[walk.at] - mu) * r) + shift;
  }
}
