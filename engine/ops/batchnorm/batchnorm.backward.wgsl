// batchnorm, backward. One workgroup takes one channel of M cells, AREA in each image, with x̂ = (x − mean)·r:
//   dgamma = Σ dy·x̂        dbeta = Σ dy
//   TRAINING 1  dx = gamma·r·(dy − dbeta/M − x̂·dgamma/M)        TRAINING 0  dx = gamma·r·dy
// Sums are per invocation, then in a fixed tree.
override SIZE: u32;
override TRAINING: u32; override GAMMA: u32;                       // 1 or 0
override DX: u32; override DGAMMA: u32; override DBETA: u32;       // which gradients are wanted

struct Shape {
  C: u32,                // channels
  AREA: u32,             // cells of a channel in one image
  M: u32,                // in all images
}
@group(0) @binding(9) var<uniform> d: Shape;
@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> gamma: array<f32>;
@group(0) @binding(2) var<storage, read_write> mean: array<f32>;
@group(0) @binding(3) var<storage, read_write> inverse_std: array<f32>;
@group(0) @binding(4) var<storage, read_write> dy: array<f32>;
@group(0) @binding(5) var<storage, read_write> dx: array<f32>;
@group(0) @binding(6) var<storage, read_write> dgamma: array<f32>;
@group(0) @binding(7) var<storage, read_write> dbeta: array<f32>;

var<workgroup> sums: array<f32, SIZE>;

// The sum of `mine` over the workgroup, in a fixed tree; everyone gets it.
fn total(lane: u32, mine: f32) -> f32 {
  sums[lane] = mine;
  workgroupBarrier();
  for (var reach = SIZE / 2u; reach > 0u; reach /= 2u) {
    if (lane < reach) { sums[lane] += sums[lane + reach]; }
    workgroupBarrier();
  }
  let result = workgroupUniformLoad(&sums[0]);
  workgroupBarrier();
  return result;
}

@compute @workgroup_size(SIZE)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let c = group.y * groups.x + group.x;
  if (c >= d.C) { return; }
  let cells = d.M;
  let first = start(c, lane, d.AREA, d.C * d.AREA);
  let by = hop(d.AREA, d.C * d.AREA);
  let mu = mean[c];
  let r = inverse_std[c];
  var plain = 0.0;
  var turned = 0.0;
  for (var walk = first; walk.left < cells; walk = onward(walk, by)) {
    let slope = dy[walk.at];
    plain += slope;
    turned += slope * ((x[walk.at] - mu) * r);
  }
  let sum_plain = total(lane, plain);
  let sum_turned = total(lane, turned);
  if (lane == 0u) {
    if (DGAMMA == 1u) { dgamma[c] = sum_turned; }
    if (DBETA == 1u) { dbeta[c] = sum_plain; }
  }
  if (DX == 0u) { return; }
  var scale = r;
  if (GAMMA == 1u) { scale = gamma[c] * r; }
  let mean_plain = sum_plain / f32(cells);
  let mean_turned = sum_turned / f32(cells);
  for (var walk = first; walk.left < cells; walk = onward(walk, by)) {
    var slope = dy[walk.at];
    if (TRAINING == 1u) { slope = slope - mean_plain - (x[walk.at] - mu) * r * mean_turned; }
    dx[walk.at] = scale * slope;
  }
}
