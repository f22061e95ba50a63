// mse, forward. One workgroup adds all squares, each invocation its own, then in a fixed tree:
//   y = SCALE · Σ (prediction − target)²        SCALE = 1/n for the mean, 1 for the sum
override SIZE: u32;  // invocations
override COUNT: u32; // cells
override SCALE: f32;

@group(0) @binding(0) var<storage, read_write> prediction: array<f32>;
@group(0) @binding(1) var<storage, read_write> target_: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;

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

@compute @workgroup_size(SIZE)
fn main(@builtin(local_invocation_index) lane: u32) {
  var sum = 0.0;
  for (var at = lane; at < COUNT; at += SIZE) {
    let error = prediction[at] - target_[at];
    sum += error * error;
  }
  let result = total(lane, sum);
  if (lane == 0u) { y[0] = result * SCALE; }
}
