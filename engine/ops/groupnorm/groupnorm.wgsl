// groupnorm and layernorm, forward. One workgroup takes one run of LENGTH neighbouring cells:
//   x̂ = (x − μ)·r,  r = 1/√(σ² + EPS)        y = gamma·x̂ + beta
// σ² from the distances to μ: E[x²] − E[x]² would lose every digit when the mean is large. Sums are per invocation, then in a
// fixed tree. AREA neighbouring cells share a parameter.
override SIZE: u32;      // invocations of a workgroup
override EPS: f32;
override GAMMA: u32; override BETA: u32;   // 1 or 0: there is such a tensor

struct Shape {
  RUNS: u32,
  LENGTH: u32,           // cells of a run
  AREA: u32,             // neighbouring cells with the same parameter
  PARAMETERS: u32,
}
@group(0) @binding(9) var<uniform> d: Shape;
@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> gamma: array<f32>;
@group(0) @binding(2) var<storage, read_write> beta: array<f32>;
@group(0) @binding(3) var<storage, read_write> mean: array<f32>;
@group(0) @binding(4) var<storage, read_write> inverse_std: array<f32>;
@group(0) @binding(5) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(SIZE)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let run = group.y * groups.x + group.x;
  if (run >= d.RUNS) { return; }
  let first = run * d.LENGTH;
  let end = first + d.LENGTH;
  var sum = 0.0;
  for (var at = first + lane; at < end; at += SIZE) { sum += x[at]; }
  let mu = total(lane, sum) / f32(d.LENGTH);
  sum = 0.0;
  for (var at = first + lane; at < end; at += SIZE) {
    let distance = x[at] - mu;
    sum += distance * distance;
  }
  let r = 1.0 / sqrt(total(lane, sum) / f32(d.LENGTH) + EPS);
  if (lane == 0u) {
    mean[run] = mu;
    inverse_std[run] = r;
  }
  for (var at = first + lane; at < end; at += SIZE) {
    let p = (at / d.AREA) % d.PARAMETERS;
    var value = (x[at] - mu) * r;
    if (GAMMA == 1u) { value *= gamma[p]; }
    if (BETA == 1u) { value += beta[p]; }
    y[at] = value;
  }
}
