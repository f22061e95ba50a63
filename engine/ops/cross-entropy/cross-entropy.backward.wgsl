// cross_entropy, backward. One invocation computes one cell, of class c in the list of label n:
//   dlogits = (probabilities · Σ_k t[k] − t[c]) · dy, / divisor for the mean        t[c] = RIGHT·w[label]·[c = label] + SPREAD·w[c]
// An IGNORED label gives probabilities · 0; a label outside 0 … K−1 gives NaN.
override K: u32;        // classes
override INNER: u32;    // cells from one score of a list to the next
override IGNORED: i32;
override RIGHT: f32;    // 1 − label_smoothing
override SPREAD: f32;   // label_smoothing / K
override WEIGHTED: u32; // 1 or 0: there are weights
override MEAN: u32;     // 1 or 0: the sum

@group(0) @binding(0) var<storage, read_write> probabilities: array<f32>;
@group(0) @binding(1) var<storage, read_write> labels: array<i32>;
@group(0) @binding(2) var<storage, read_write> dy: array<f32>;
@group(0) @binding(3) var<storage, read_write> dlogits: array<f32>;
@group(0) @binding(4) var<storage, read_write> divisor: array<f32>;
@group(0) @binding(5) var<storage, read_write> weight: array<f32>;

fn weight_of(c: u32) -> f32 {
  if (WEIGHTED == 1u) { return weight[c]; }
  return 1.0;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&dlogits)) { return; }
  let label = labels[at / (K * INNER) * INNER + at % INNER];
  let c = at / INNER % K;
  if (label == IGNORED) {
    dlogits[at] = select(0.0, not_a_number(), is_nan(probabilities[at]));
    return;
  }
  var share = 0.0;
  var mine = not_a_number();
  if (u32(label) < K) { mine = RIGHT * weight_of(u32(label)); }
  var whole = mine;
  if (SPREAD > 0.0) {
    for (var k = 0u; k < K; k++) { whole += SPREAD * weight_of(k); }
    share = SPREAD * weight_of(c);
  }
  if (i32(c) == label) { share += mine; }
  var slope = (probabilities[at] * whole - share) * dy[0];
  if (MEAN == 1u) { slope = slope / divisor[0]; }
  dlogits[at] = slope;
}
