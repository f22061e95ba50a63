// gelu, forward. One invocation computes one cell:  y = x · Φ(x), or with TANH 1  y = x · sigmoid(2u)
override TANH: u32;

@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&y)) { return; }
  let v = x[at];
  if (TANH == 1u) {
    y[at] = v * logistic(twice(v));
  } else {
    y[at] = v * share_below(v, exponential(-0.5 * v * v));
  }
}
