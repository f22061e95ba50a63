// accuracy: into[0] ← how many examples have their largest logit (the first on a tie) at their label. One workgroup.
// An example with a NaN among its logits is wrong.
override N: u32; // examples
override K: u32; // classes

@group(0) @binding(0) var<storage, read_write> logits: array<f32>;
@group(0) @binding(1) var<storage, read_write> labels: array<i32>;
@group(0) @binding(2) var<storage, read_write> into: array<f32>;

var<workgroup> counts: array<u32, 64>;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) lane: u32) {
  var right = 0u;
  for (var n = lane; n < N; n += 64u) {
    var best = 0u;
    for (var k = 1u; k < K; k++) {
      if (exceeds(logits[n * K + k], logits[n * K + best])) { best = k; }
    }
    right += select(0u, 1u, i32(best) == labels[n] && !is_nan(logits[n * K + best]));
  }
  counts[lane] = right;
  for (var reach = 32u; reach > 0u; reach /= 2u) {
    workgroupBarrier();
    if (lane < reach) { counts[lane] += counts[lane + reach]; }
  }
  if (lane == 0u) { into[0] = f32(counts[0]); }
}
