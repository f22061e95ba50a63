// softmax and log_softmax, backward, from the output. One invocation computes one line of EXTENT cells, INNER apart:
//   softmax      dx_k = y_k · (dy_k − Σ_j dy_j · y_j)
//   log_softmax  dx_k = dy_k − e^(y_k) · Σ_j dy_j
override COUNT: u32;
override EXTENT: u32;
override INNER: u32;
override LOG: u32;

@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= COUNT) { return; }
  let start = at / INNER * EXTENT * INNER + at % INNER;
  var total = 0.0;
  for (var k = 0u; k < EXTENT; k++) {
    let here = start + k * INNER;
    if (LOG == 1u) { total += dy[here]; } else { total += dy[here] * y[here]; }
  }
  for (var k = 0u; k < EXTENT; k++) {
    let here = start + k * INNER;
    if (LOG == 1u) { dx[here] = dy[here] - exponential(y[here]) * total; } else { dx[here] = y[here] * (dy[here] - total); }
  }
}
