// draw: into[n] ← centre + half·t(n), t from the hash of the stream's number and the cell's (draw.ts). One invocation writes one cell.
// Parts  a tensor that no binding holds is drawn in parts; FIRST is the number of this part's first cell.
struct Shape {
  STREAM: u32,
  CENTRE: u32, HALF: u32,               // bits of floats
  FIRST: u32,
}
@group(0) @binding(9) var<uniform> d: Shape;
@group(0) @binding(0) var<storage, read_write> into: array<f32>;

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
  let drawn = hash(d.STREAM + (d.FIRST + at + 1u) * 0x9e3779b9u) >> 8u;
  // 24 bits less 2²³ are exact as a float, and so is that over 2²³: one rounding in all
  let t = f32(i32(drawn) - 0x800000) / 8388608.0;
  into[at] = bitcast<f32>(d.CENTRE) + bitcast<f32>(d.HALF) * t;
}
