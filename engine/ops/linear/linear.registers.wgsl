// linear, forward, in registers. One invocation computes eight outputs of eight examples:
//   y[n,o] = b[o] + Σ_i x[n,i] · w[o,i]                                        (then relu, when RELU is 1)
// Tile   8 × 8 sums: sixteen loads feed 64 multiply-adds.
// Bounds a tile past the edge computes repeats of the last row and does not write them.
override BIAS: u32; override RELU: u32; // 1 or 0

struct Shape {
  N: u32,                               // examples
  F: u32, O: u32,                       // features in, out
  ROW: u32,                             // words to the next row of y
}
@group(0) @binding(9) var<uniform> d: Shape;
@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> w: array<f32>;
@group(0) @binding(2) var<storage, read_write> b: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;

// Where row `at` of a matrix begins; past the last one, the last.
fn row(at: u32, rows: u32) -> u32 {
  return min(at, rows - 1u) * d.F;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  let tiles_o = (d.O + 7u) / 8u;
  if (at >= (d.N + 7u) / 8u * tiles_o) { return; }
  let o = (at % tiles_o) * 8u;
  let n = (at / tiles_o) * 8u;
  let w0 = row(o + 0u, d.O);
  let w1 = row(o + 1u, d.O);
  let w2 = row(o + 2u, d.O);
  let w3 = row(o + 3u, d.O);
  let w4 = row(o + 4u, d.O);
  let w5 = row(o + 5u, d.O);
  let w6 = row(o + 6u, d.O);
  let w7 = row(o + 7u, d.O);
  let x0 = row(n + 0u, d.N);
  let x1 = row(n + 1u, d.N);
  let x2 = row(n + 2u, d.N);
  let x3 = row(n + 3u, d.N);
  let x4 = row(n + 4u, d.N);
  let x5 = row(n + 5u, d.N);
  let x6 = row(n + 6u, d.N);
  let x7 = row(n + 7u, d.N);
  let features = d.F;
  var a0: Eight; var a1: Eight; var a2: Eight; var a3: Eight;
  var a4: Eight; var a5: Eight; var a6: Eight; var a7: Eight;
  for (var i = 0u; i < features; i++) {
    let p = Eight(vec4f(w[w0 + i], w[w1 + i], w[w2 + i], w[w3 + i]), vec4f(w[w4 + i], w[w5 + i], w[w6 + i], w[w7 + i]));
    a0 = add(a0, p, x[x0 + i]);
    a1 = add(a1, p, x[x1 + i]);
    a2 = add(a2, p, x[x2 + i]);
    a3 = add(a3, p, x[x3 + i]);
    a4 = add(a4, p, x[x4 + i]);
    a5 = add(a5, p, x[x5 + i]);
    a6 = add(a6, p, x[x6 + i]);
    a7 = add(a7, p, x[x7 + i]);
  }
  store(n + 0u, o, a0);
  store(n + 1u, o, a1);
  store(n + 2u, o, a2);
  store(n + 3u, o, a3);
  store(n + 4u, o, a4);
  store(n + 5u, o, a5);
  store(n + 6u, o, a6);
  store(n + 7u, o, a7);
}

fn store(n: u32, o: u32, sums: Eight) {
  if (n >= d.N) { return; }
  for (var k = 0u; k < min(8u, d.O - o); k++) {
    var value = one(sums, k);
    if (BIAS == 1u) { value += b[o + k]; }
    if (RELU == 1u) { value = relu(value); }
    y[n * d.ROW + o + k] = value;
  }
}
