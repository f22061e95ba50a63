// groupnorm and layernorm, the gradients of the parameters, over the cells that share one, of all EXAMPLES:
//   dgamma = Σ dy·(x − μ)·r        dbeta = Σ dy
override SIZE: u32;
override DGAMMA: u32; override DBETA: u32;   // which gradients are wanted

struct Shape {
  EXAMPLES: u32,
  LENGTH: u32,           // cells of a run
  AREA: u32,             // neighbouring cells with the same parameter
  PARAMETERS: u32,
}
@group(0) @binding(9) var<uniform> d: Shape;
@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> mean: array<f32>;
@group(0) @binding(2) var<storage, read_write> inverse_std: array<f32>;
@group(0) @binding(3) var<storage, read_write> dy: array<f32>;
@group(0) @binding(4) var<storage, read_write> dgamma: array<f32>;
@group(0) @binding(5) var<storage, read_write> dbeta: array<f32>;

struct Sums { pull: f32, plain: f32 }

fn sums_of(p: u32, lane: u32, by: u32) -> Sums {
  var found = Sums(0.0, 0.0);
  for (var n = 0u; n < d.EXAMPLES; n++) {
    let first = (n * d.PARAMETERS + p) * d.AREA;
    let run = first / d.LENGTH;
    let mu = mean[run];
    let r = inverse_std[run];
    for (var at = first + lane; at < first + d.AREA; at += by) {
      found.plain += dy[at];
      found.pull += dy[at] * ((x[at] - mu) * r);
    }
  }
  return found;
}

fn put(p: u32, pull: f32, plain: f32) {
  if (DGAMMA == 1u) { dgamma[p] = pull; }
  if (DBETA == 1u) { dbeta[p] = plain; }
}

// One workgroup takes one parameter.
@compute @workgroup_size(SIZE)
fn shared_by_many(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let p = group.y * groups.x + group.x;
  if (p >= d.PARAMETERS) { return; }
  let mine = sums_of(p, lane, SIZE);
  let pull = total(lane, mine.pull);
  let plain = total(lane, mine.plain);
  if (lane == 0u) { put(p, pull, plain); }
}

// One invocation takes one parameter.
@compute @workgroup_size(64)
fn one_each(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let p = cell(id, groups);
  if (p >= d.PARAMETERS) { return; }
  let mine = sums_of(p, 0u, 1u);
  put(p, mine.pull, mine.plain);
}
