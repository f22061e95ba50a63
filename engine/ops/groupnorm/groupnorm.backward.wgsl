// groupnorm and layernorm, the gradient of x. One workgroup takes one run of LENGTH neighbouring cells, with g = gamma·dy:
//   dx = r·(g − mean(g) − x̂·mean(g·x̂)),  x̂ = (x − μ)·r
override SIZE: u32;      // invocations of a workgroup
override GAMMA: u32;     // 1 or 0: there is such a tensor

struct Shape {
  RUNS: u32,
  LENGTH: u32,           // cells of a run
  AREA: u32,             // neighbouring cells with the same parameter
  PARAMETERS: u32,
}
@group(0) @binding(9) var<uniform> d: Shape;
@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> gamma: array<f32>;
@group(0) @binding(2) var<storage, read_write> mean: array<f32>;
@group(0) @binding(3) var<storage, read_write> inverse_std: array<f32>;
@group(0) @binding(4) var<storage, read_write> dy: array<f32>;
@group(0) @binding(5) var<storage, read_write> dx: array<f32>;

fn arriving(at: u32) -> f32 {
  if (GAMMA == 0u) { return dy[at]; }
  return dy[at] * gamma[(at / d.AREA) % d.PARAMETERS];
}

@compute @workgroup_size(SIZE)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let run = group.y * groups.x + group.x;
  if (run >= d.RUNS) { return; }
  let first = run * d.LENGTH;
  let end = first + d.LENGTH;
  let mu = mean[run];
  let r = inverse_std[run];
  var sum = 0.0;
  var pull = 0.0;
  for (var at = first + lane; at < end; at += SIZE) {
    let g = arriving(at);
    sum += g;
    pull += g * ((x[at] - mu) * r);
  }
  let shift = total(lane, sum) / f32(d.LENGTH);
  let turn = total(lane, pull) / f32(d.LENGTH);
  for (var at = first + lane; at < end; at += SIZE) {
    dx[at] = r * (arriving(at) - shift - (x[at] - mu) * r * turn);
  }
}
