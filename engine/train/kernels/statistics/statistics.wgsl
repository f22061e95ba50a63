// statistics: what a probe says about a tensor, in 40 numbers.
//   [Σ v², min, max, Σ v, zeros, NaN count, 0, 0, then 32 counts over log₂|v| from 2⁻²⁴ to 2⁸, ends clamped, zeros not counted]
// parts  each of PARTS workgroups reads its cells once and writes its 40 numbers; with one part that is already the result
// total  adds the parts in their order (least and most: compares)
// NaN    is counted and left out of everything else. Counts are whole numbers, floats are added in a fixed tree: the same
//        bits every time. Of an empty tensor min is +∞ and max −∞.
struct Shape {
  COUNT: u32,                           // cells
  PARTS: u32,                           // workgroups
}
@group(0) @binding(9) var<uniform> d: Shape;
@group(0) @binding(0) var<storage, read_write> source: array<f32>;
@group(0) @binding(1) var<storage, read_write> result: array<f32>;  // PARTS × 40
@group(0) @binding(2) var<storage, read_write> into: array<f32>;    // 40

struct Seen { squares: f32, least: f32, most: f32, sum: f32 }
var<workgroup> seen: array<Seen, 64>;
var<workgroup> counts: array<atomic<u32>, 34>;                      // 32 bins, zeros, NaN

fn merge(a: Seen, b: Seen) -> Seen {
  return Seen(a.squares + b.squares, min(a.least, b.least), max(a.most, b.most), a.sum + b.sum);
}

// Which power of two |v| lies in, read from its exponent bits, so that the edges are exact.
fn bin(v: f32) -> u32 {
  let exponent = i32((bitcast<u32>(v) >> 23u) & 255u) - 127;
  return u32(clamp(exponent + 24, 0, 31));
}

@compute @workgroup_size(64)
fn parts(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  var mine = Seen(0.0, infinity(), -infinity(), 0.0);
  for (var at = group.x * 64u + lane; at < d.COUNT; at += d.PARTS * 64u) {
    let v = source[at];
    if (is_nan(v)) {
      atomicAdd(&counts[33], 1u);
      continue;
    }
    mine = merge(mine, Seen(v * v, v, v, v));
    if (v == 0.0) { atomicAdd(&counts[32], 1u); } else { atomicAdd(&counts[bin(v)], 1u); }
  }
  seen[lane] = mine;
  for (var reach = 32u; reach > 0u; reach /= 2u) {
    workgroupBarrier();
    if (lane < reach) { seen[lane] = merge(seen[lane], seen[lane + reach]); }
  }
  workgroupBarrier();
  if (lane < 40u) { result[group.x * 40u + lane] = field(lane); }
}

// Number `k` of the 40, after the tree.
fn field(k: u32) -> f32 {
  if (k >= 8u) { return f32(atomicLoad(&counts[k - 8u])); }
  if (k == 0u) { return seen[0].squares; }
  if (k == 1u) { return seen[0].least; }
  if (k == 2u) { return seen[0].most; }
  if (k == 3u) { return seen[0].sum; }
  if (k < 6u) { return f32(atomicLoad(&counts[k + 28u])); }
  return 0.0;
}

@compute @workgroup_size(64)
fn total(@builtin(local_invocation_index) k: u32) {
  if (k >= 40u) { return; }
  var value = result[k];
  for (var part = 1u; part < d.PARTS; part++) {
    let next = result[part * 40u + k];
    if (k == 1u) { value = min(value, next); } else if (k == 2u) { value = max(value, next); } else { value += next; }
  }
  into[k] = value;
}
