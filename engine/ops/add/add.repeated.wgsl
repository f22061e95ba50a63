// add where an operand repeats. Places are given by extents E and distances S along four axes, last axis fastest.
//   main      y[at] = a[place A of at] + b[place B of at], with distances of 0 along an axis that repeats
//   gradient  d[at] = Σ_r dy[place A of at + place B of r] over the COUNT repeats r of the cell
override AE0: u32; override AE1: u32; override AE2: u32; override AE3: u32;
override AS0: u32; override AS1: u32; override AS2: u32; override AS3: u32;
override BE0: u32; override BE1: u32; override BE2: u32; override BE3: u32;
override BS0: u32; override BS1: u32; override BS2: u32; override BS3: u32;
override COUNT: u32;

@group(0) @binding(0) var<storage, read_write> a: array<f32>;    // dy in gradient
@group(0) @binding(1) var<storage, read_write> b: array<f32>;
@group(0) @binding(2) var<storage, read_write> into: array<f32>; // y, or the gradient

fn in_a(at: u32) -> u32 {
  return at / (AE3 * AE2 * AE1) * AS0 + at / (AE3 * AE2) % AE1 * AS1 + at / AE3 % AE2 * AS2 + at % AE3 * AS3;
}

fn in_b(at: u32) -> u32 {
  return at / (BE3 * BE2 * BE1) * BS0 + at / (BE3 * BE2) % BE1 * BS1 + at / BE3 % BE2 * BS2 + at % BE3 * BS3;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&into)) { return; }
  into[at] = a[in_a(at)] + b[in_b(at)];
}

@compute @workgroup_size(64)
fn gradient(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&into)) { return; }
  var total = 0.0;
  for (var r = 0u; r < COUNT; r++) { total += a[in_a(at) + in_b(r)]; }
  into[at] = total;
}
