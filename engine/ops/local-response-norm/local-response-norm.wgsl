// local_response_norm, both ways. One invocation computes one cell; s depends on the neighbours in the channel direction:
//   s[c] = K + (ALPHA/SIZE) · Σ x[c′]²,  c′ from c − ⌊SIZE/2⌋ to c + ⌊(SIZE − 1)/2⌋        y[c] = x[c] / s[c]^BETA
//   dx[c] = dy[c]/s[c]^BETA − (2·ALPHA·BETA/SIZE) · x[c] · Σ dy[c′]·x[c′]/s[c′]^(BETA+1)   over the c′ whose s sees c
// s is computed again where it is needed: SIZE is small, and nothing has to be kept.
override C: u32;                                      // channels
override AREA: u32;                                   // cells of a channel
override SIZE: u32;                                   // channels of a neighbourhood
override ALPHA: f32; override BETA: f32; override K: f32;
override BACK = SIZE / 2u;
override AHEAD = (SIZE - 1u) / 2u;

@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> dy: array<f32>;
@group(0) @binding(2) var<storage, read_write> into: array<f32>; // y or dx

// log s of channel c; `base` is the cell's place in channel 0.
fn log_scale(base: u32, c: u32) -> f32 {
  var sum = 0.0;
  for (var near = c - min(c, BACK); near <= min(c + AHEAD, C - 1u); near++) {
    let value = x[base + near * AREA];
    sum += value * value;
  }
  return logarithm(K + ALPHA / f32(SIZE) * sum);
}

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&into)) { return; }
  let c = at / AREA % C;
  into[at] = x[at] * exponential(-BETA * log_scale(at - c * AREA, c));
}

@compute @workgroup_size(64)
fn backward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&into)) { return; }
  let c = at / AREA % C;
  let base = at - c * AREA;
  var pull = 0.0;
  for (var near = c - min(c, AHEAD); near <= min(c + BACK, C - 1u); near++) {
    let there = base + near * AREA;
    pull += dy[there] * x[there] * exponential(-(BETA + 1.0) * log_scale(base, near));
  }
  into[at] = dy[at] * exponential(-BETA * log_scale(base, c)) - 2.0 * ALPHA * BETA / f32(SIZE) * x[at] * pull;
}
