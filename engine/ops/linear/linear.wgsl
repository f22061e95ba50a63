// linear, forward. One invocation computes four outputs of four examples:
//   y[n,o] = b[o] + Σ_i x[n,i] · w[o,i]                                        (then relu, when RELU is 1)
// Tile   4 × 4 sums in registers: eight loads feed sixteen multiply-adds.
// Bounds a tile past the edge computes repeats of the last row and does not write them.
override N: u32;                        // examples
override F: u32; override O: u32;       // features in, out
override BIAS: u32; override RELU: u32; // 1 or 0
override TILES_O = (O + 3u) / 4u;
override TILES_N = (N + 3u) / 4u;

@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> w: array<f32>;
@group(0) @binding(2) var<storage, read_write> b: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= TILES_N * TILES_O) { return; }
  let o = (at % TILES_O) * 4u;
  let n = (at / TILES_O) * 4u;
  let x0 = n * F;
  let x1 = min(n + 1u, N - 1u) * F;
  let x2 = min(n + 2u, N - 1u) * F;
  let x3 = min(n + 3u, N - 1u) * F;
  let w0 = o * F;
  let w1 = min(o + 1u, O - 1u) * F;
  let w2 = min(o + 2u, O - 1u) * F;
  let w3 = min(o + 3u, O - 1u) * F;
  var a0 = vec4f(); var a1 = vec4f(); var a2 = vec4f(); var a3 = vec4f();
  for (var i = 0u; i < F; i++) {
    let p = vec4f(w[w0 + i], w[w1 + i], w[w2 + i], w[w3 + i]);
    a0 += p * x[x0 + i];
    a1 += p * x[x1 + i];
    a2 += p * x[x2 + i];
    a3 += p * x[x3 + i];
  }
  store(n, o, a0);
  if (n + 1u < N) { store(n + 1u, o, a1); }
  if (n + 2u < N) { store(n + 2u, o, a2); }
  if (n + 3u < N) { store(n + 3u, o, a3); }
}

fn store(n: u32, o: u32, sum: vec4f) {
  put(n, o, sum.x);
  if (o + 1u < O) { put(n, o + 1u, sum.y); }
  if (o + 2u < O) { put(n, o + 2u, sum.z); }
  if (o + 3u < O) { put(n, o + 3u, sum.w); }
}

fn put(n: u32, o: u32, sum: f32) {
  var value = sum;
  if (BIAS == 1u) { value += b[o]; }
  if (RELU == 1u) { value = relu(value); }
  y[n * O + o] = value;
}
