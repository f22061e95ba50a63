// dropout, both ways. One invocation computes one cell:
//   into = keep(cell) ? source · GROWN : 0        keep(cell) = hash((seed ⊕ SALT) + cell·0x9e3779b9) ≥ THRESHOLD
// forward x → y, backward dy → dx; the mask is computed again instead of stored. GROWN = 1/(1 − p), THRESHOLD = p·2³².
// The hash is the finaliser of MurmurHash3, in whole numbers of 32 bits: the same mask on every backend.
override SALT: u32;      // tells the dropout layers of a network apart
override THRESHOLD: u32;
override GROWN: f32;     // 0 when p is 1 and nothing is kept

@group(0) @binding(0) var<storage, read_write> source: array<f32>;
@group(0) @binding(1) var<storage, read_write> into: array<f32>;

fn hash(value: u32) -> u32 {
  var z = value;
  z = (z ^ (z >> 16u)) * 0x85ebca6bu;
  z = (z ^ (z >> 13u)) * 0xc2b2ae35u;
  return z ^ (z >> 16u);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&into)) { return; }
  let kept = GROWN != 0.0 && hash((scalars.seed ^ SALT) + at * 0x9e3779b9u) >= THRESHOLD;
  into[at] = select(0.0, source[at] * GROWN, kept);
}
