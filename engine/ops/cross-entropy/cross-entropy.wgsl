// cross_entropy, forward: softmax, the loss of each example and their mean (or sum) in one workgroup.
//   probabilities[n,k] = e^(l_k − m) / Σ_j e^(l_j − m)      per_sample[n] = m + log Σ_j e^(l_j − m) − l_label
//   y = Σ_n per_sample[n] · SCALE                            SCALE = 1/N for the mean, 1 for the sum
// Each of 64 invocations takes every 64th example; their sums are added in a fixed tree, so the same run gives the same bits.
// A label outside 0 … K−1 gives NaN: a loss that says that something is wrong.
override N: u32;       // examples
override K: u32;       // classes
override SCALE: f32;

@group(0) @binding(0) var<storage, read_write> logits: array<f32>;
@group(0) @binding(1) var<storage, read_write> labels: array<i32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
@group(0) @binding(3) var<storage, read_write> probabilities: array<f32>;
@group(0) @binding(4) var<storage, read_write> per_sample: array<f32>;

var<workgroup> sums: array<f32, 64>;

fn example(n: u32) -> f32 {
  let start = n * K;
  var most = logits[start];
  for (var k = 1u; k < K; k++) {
    let value = logits[start + k];
    if (exceeds(value, most)) { most = value; }
  }
  var total = 0.0;
  for (var k = 0u; k < K; k++) {
    let e = exponential(logits[start + k] - most);
    probabilities[start + k] = e;
    total += e;
  }
  for (var k = 0u; k < K; k++) { probabilities[start + k] = probabilities[start + k] / total; }
  let label = u32(labels[n]);
  if (label >= K) { return not_a_number(); }
  return (most - logits[start + label]) + logarithm(total);
}

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) lane: u32) {
  var sum = 0.0;
  for (var n = lane; n < N; n += 64u) {
    let loss = example(n);
    per_sample[n] = loss;
    sum += loss;
  }
  sums[lane] = sum;
  for (var reach = 32u; reach > 0u; reach /= 2u) {
    workgroupBarrier();
    if (lane < reach) { sums[lane] += sums[lane + reach]; }
  }
  if (lane == 0u) { y[0] = sums[0] * SCALE; }
}
