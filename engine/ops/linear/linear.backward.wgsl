// linear, backward, in two entry points; each invocation keeps 4 × 4 sums in registers.
//   input    dx[n,i] = Σ_o dy[n,o] · w[o,i]
//   weights  dw[o,i] = Σ_n dy[n,o] · x[n,i]      db[o] = Σ_n dy[n,o]
// The bias is a weight whose input is always 1: column F of a matrix with F+1 columns.
// Relu     when RELU is 1 the forward pass ended in relu, and dy counts only where y is not 0.
override N: u32;
override F: u32; override O: u32;
override BIAS: u32; override RELU: u32;
override COLUMNS = F + BIAS;
override TILES_N = (N + 3u) / 4u;
override TILES_O = (O + 3u) / 4u;
override TILES_F = (F + 3u) / 4u;
override TILES_C = (COLUMNS + 3u) / 4u;

@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<storage, read_write> source: array<f32>; // w for input, x for weights
@group(0) @binding(3) var<storage, read_write> into: array<f32>;   // dx for input, dw for weights
@group(0) @binding(4) var<storage, read_write> db: array<f32>;

fn slope(at: u32) -> f32 {
  if (RELU == 1u) { return relu_gate(dy[at], y[at]); }
  return dy[at];
}

@compute @workgroup_size(64)
fn input(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= TILES_N * TILES_F) { return; }
  let i = (at % TILES_F) * 4u;
  let n = (at / TILES_F) * 4u;
  let i1 = min(i + 1u, F - 1u);
  let i2 = min(i + 2u, F - 1u);
  let i3 = min(i + 3u, F - 1u);
  let n1 = min(n + 1u, N - 1u);
  let n2 = min(n + 2u, N - 1u);
  let n3 = min(n + 3u, N - 1u);
  var a0 = vec4f(); var a1 = vec4f(); var a2 = vec4f(); var a3 = vec4f();
  for (var o = 0u; o < O; o++) {
    let p = vec4f(source[o * F + i], source[o * F + i1], source[o * F + i2], source[o * F + i3]);
    a0 += p * slope(n * O + o);
    a1 += p * slope(n1 * O + o);
    a2 += p * slope(n2 * O + o);
    a3 += p * slope(n3 * O + o);
  }
  store_input(n, i, a0);
  if (n + 1u < N) { store_input(n1, i, a1); }
  if (n + 2u < N) { store_input(n2, i, a2); }
  if (n + 3u < N) { store_input(n3, i, a3); }
}

fn store_input(n: u32, i: u32, sum: vec4f) {
  let start = n * F + i;
  into[start] = sum.x;
  if (i + 1u < F) { into[start + 1u] = sum.y; }
  if (i + 2u < F) { into[start + 2u] = sum.z; }
  if (i + 3u < F) { into[start + 3u] = sum.w; }
}

fn look(n: u32, i: u32) -> f32 {
  return select(1.0, source[n * F + min(i, F - 1u)], i < F);
}

@compute @workgroup_size(64)
fn weights(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= TILES_O * TILES_C) { return; }
  let i = (at % TILES_C) * 4u;
  let o = (at / TILES_C) * 4u;
  let o1 = min(o + 1u, O - 1u);
  let o2 = min(o + 2u, O - 1u);
  let o3 = min(o + 3u, O - 1u);
  var a0 = vec4f(); var a1 = vec4f(); var a2 = vec4f(); var a3 = vec4f();
  for (var n = 0u; n < N; n++) {
    let p = vec4f(look(n, i), look(n, i + 1u), look(n, i + 2u), look(n, i + 3u));
    a0 += p * slope(n * O + o);
    a1 += p * slope(n * O + o1);
    a2 += p * slope(n * O + o2);
    a3 += p * slope(n * O + o3);
  }
  store_weights(o, i, a0);
  if (o + 1u < O) { store_weights(o1, i, a1); }
  if (o + 2u < O) { store_weights(o2, i, a2); }
  if (o + 3u < O) { store_weights(o3, i, a3); }
}

fn store_weights(o: u32, i: u32, sum: vec4f) {
  put_weight(o, i, sum.x);
  put_weight(o, i + 1u, sum.y);
  put_weight(o, i + 2u, sum.z);
  put_weight(o, i + 3u, sum.w);
}

fn put_weight(o: u32, i: u32, sum: f32) {
  if (i < F) { into[o * F + i] = sum; }
  if (i == F && BIAS == 1u) { db[o] = sum; }
}
