// noise, both ways. One invocation computes one cell of channel c:
//   forward   y = x·(1 + SCALE·g(2c)) + SHIFT·g(2c + 1) + OWN·g′(cell)        backward  dx = dy·(1 + SCALE·g(2c))
// g and g′ are sums of twelve random bytes less their mean: whole numbers, the same on every backend. SCALE, SHIFT and OWN are the
// standard deviations over that of such a sum; the host gives SHIFT = OWN = 0 for the backward pass.
// The hash is the finaliser of MurmurHash3.
override SALT: u32;      // tells the noise layers of a network apart
override SCALE: f32; override SHIFT: f32; override OWN: f32;

struct Shape {
  C: u32,                // channels
  AREA: u32,             // cells of a channel in one image
}
@group(0) @binding(9) var<uniform> d: Shape;
@group(0) @binding(0) var<storage, read_write> source: array<f32>;
@group(0) @binding(1) var<storage, read_write> into: array<f32>;

fn hash(value: u32) -> u32 {
  var z = value;
  z = (z ^ (z >> 16u)) * 0x85ebca6bu;
  z = (z ^ (z >> 13u)) * 0xc2b2ae35u;
  return z ^ (z >> 16u);
}

// The four bytes of a number, summed in pairs: two sums of 16 bits.
fn pairs(z: u32) -> u32 {
  return (z & 0x00ff00ffu) + ((z >> 8u) & 0x00ff00ffu);
}

fn draw(start: u32, number: u32) -> f32 {
  let first = start + number * 3u * 0x9e3779b9u;
  let sums = pairs(hash(first)) + pairs(hash(first + 0x9e3779b9u)) + pairs(hash(first + 2u * 0x9e3779b9u));
  return f32(i32((sums & 0xffffu) + (sums >> 16u)) - 1530);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&into)) { return; }
  let start = scalars.seed ^ SALT;
  let channels = hash(start ^ 0x5bd1e995u);
  let c = (at / d.AREA) % d.C;
  var value = source[at];
  if (SCALE != 0.0) { value *= 1.0 + SCALE * draw(channels, 2u * c); }
  if (SHIFT != 0.0) { value += SHIFT * draw(channels, 2u * c + 1u); }
  if (OWN != 0.0) { value += OWN * draw(start, at); }
  into[at] = value;
}
