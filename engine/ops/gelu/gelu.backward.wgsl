// gelu, backward. One invocation computes one cell:
//   dx = dy · (Φ(x) + x · e^(−x²/2)/√(2π)), or with TANH 1  dx = dy · s · (1 + x · (1 − s) · 2u′),  s = sigmoid(2u)
override TANH: u32;

@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&dx)) { return; }
  let v = x[at];
  if (TANH == 1u) {
    let steepness = 1.595769122 * (1.0 + 0.134145 * v * v);
    dx[at] = dy[at] * logistic(twice(v)) * (1.0 + v * logistic(-twice(v)) * steepness);
  } else {
    let bell = exponential(-0.5 * v * v);
    dx[at] = dy[at] * (share_below(v, bell) + v * bell * 0.398942280);
  }
}
