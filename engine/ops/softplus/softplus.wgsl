// softplus, forward. One invocation computes one cell:  y = log(1 + e^x) = max(x, 0) + log(1 + e^−|x|), which never overflows

@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&y)) { return; }
  let v = x[at];
  y[at] = relu(v) + log_one_plus(exponential(-abs(v)));
}
