// cross_entropy, backward. One invocation computes one cell:
//   dlogits[n,k] = (probabilities[n,k] − [k = label_n]) · dy · SCALE        SCALE = 1/N for the mean, 1 for the sum
// A label outside 0 … K−1 gives NaN.
override K: u32;     // classes
override SCALE: f32;

@group(0) @binding(0) var<storage, read_write> probabilities: array<f32>;
@group(0) @binding(1) var<storage, read_write> labels: array<i32>;
@group(0) @binding(2) var<storage, read_write> dy: array<f32>;
@group(0) @binding(3) var<storage, read_write> dlogits: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&dlogits)) { return; }
  let label = labels[at / K];
  var right = select(0.0, 1.0, i32(at % K) == label);
  if (u32(label) >= K) { right = not_a_number(); }
  dlogits[at] = (probabilities[at] - right) * dy[0] * SCALE;
}
