// cross_entropy, forward: softmax, the loss of each label, and their sum or mean, in one workgroup. With z of one list of scores:
//   probabilities[c] = e^(z_c − m) / Σ_j e^(z_j − m)         t[c] = RIGHT·w[label]·[c = label] + SPREAD·w[c]
//   per_sample       = Σ_c t[c]·(m + log Σ_j e^(z_j − m) − z_c)
//   divisor = Σ w[label] over the labels that count          y = Σ per_sample, / divisor for the mean
// Each of 64 invocations takes every 64th label; their sums are added in a fixed tree, so the same run gives the same bits.
// A label that is IGNORED asks for nothing; one outside 0 … K−1 gives NaN: a loss that says that something is wrong.
override N: u32;        // labels
override K: u32;        // classes
override INNER: u32;    // cells from one score of a list to the next: 1, or the pixels of an image
override IGNORED: i32;
override RIGHT: f32;    // 1 − label_smoothing
override SPREAD: f32;   // label_smoothing / K
override WEIGHTED: u32; // 1 or 0: there are weights
override MEAN: u32;     // 1 or 0: the sum

@group(0) @binding(0) var<storage, read_write> logits: array<f32>;
@group(0) @binding(1) var<storage, read_write> labels: array<i32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
@group(0) @binding(3) var<storage, read_write> probabilities: array<f32>;
@group(0) @binding(4) var<storage, read_write> per_sample: array<f32>;
@group(0) @binding(5) var<storage, read_write> divisor: array<f32>;
@group(0) @binding(6) var<storage, read_write> weight: array<f32>;

var<workgroup> sums: array<vec2f, 64>; // of losses, and of weights

fn weight_of(c: u32) -> f32 {
  if (WEIGHTED == 1u) { return weight[c]; }
  return 1.0;
}

// The loss of label n, and its weight.
fn example(n: u32) -> vec2f {
  let start = n / INNER * K * INNER + n % INNER;
  var most = logits[start];
  for (var k = 1u; k < K; k++) {
    let value = logits[start + k * INNER];
    if (exceeds(value, most)) { most = value; }
  }
  var total = 0.0;
  for (var k = 0u; k < K; k++) {
    let e = exponential(logits[start + k * INNER] - most);
    probabilities[start + k * INNER] = e;
    total += e;
  }
  for (var k = 0u; k < K; k++) { probabilities[start + k * INNER] = probabilities[start + k * INNER] / total; }
  if (labels[n] == IGNORED) { return vec2f(0.0, 0.0); }
  let label = u32(labels[n]);
  if (label >= K) { return vec2f(not_a_number(), not_a_number()); }
  let rest = logarithm(total);
  let mine = weight_of(label);
  var loss = RIGHT * mine * ((most - logits[start + label * INNER]) + rest);
  if (SPREAD > 0.0) {
    var everywhere = 0.0;
    for (var k = 0u; k < K; k++) { everywhere += weight_of(k) * ((most - logits[start + k * INNER]) + rest); }
    loss += SPREAD * everywhere;
  }
  return vec2f(loss, mine);
}

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) lane: u32) {
  var sum = vec2f(0.0, 0.0);
  for (var n = lane; n < N; n += 64u) {
    let loss = example(n);
    per_sample[n] = loss.x;
    sum += loss;
  }
  sums[lane] = sum;
  for (var reach = 32u; reach > 0u; reach /= 2u) {
    workgroupBarrier();
    if (lane < reach) { sums[lane] += sums[lane + reach]; }
  }
  if (lane == 0u) {
    divisor[0] = sums[0].y;
    if (MEAN == 1u) { y[0] = sums[0].x / sums[0].y; } else { y[0] = sums[0].x; }
  }
}
