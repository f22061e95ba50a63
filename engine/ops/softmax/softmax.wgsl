// softmax and log_softmax along one axis. One invocation computes one line of EXTENT cells, INNER apart:
//   y_k = e^(x_k − m) / Σ_j e^(x_j − m)      m = max_j x_j          LOG = 1: y_k = x_k − m − log Σ_j e^(x_j − m)
// The maximum is subtracted first, so that e^ cannot overflow.
override COUNT: u32;  // lines
override EXTENT: u32; // cells of a line
override INNER: u32;  // distance between its cells
override LOG: u32;    // 1 for log_softmax

@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= COUNT) { return; }
  let start = at / INNER * EXTENT * INNER + at % INNER;
  var most = x[start];
  for (var k = 1u; k < EXTENT; k++) {
    let value = x[start + k * INNER];
    if (exceeds(value, most)) { most = value; }
  }
  var total = 0.0;
  for (var k = 0u; k < EXTENT; k++) {
    let e = exponential(x[start + k * INNER] - most);
    if (LOG == 0u) { y[start + k * INNER] = e; }
    total += e;
  }
  let log_total = logarithm(total);
  for (var k = 0u; k < EXTENT; k++) {
    let here = start + k * INNER;
    if (LOG == 1u) { y[here] = x[here] - most - log_total; } else { y[here] = y[here] / total; }
  }
}
