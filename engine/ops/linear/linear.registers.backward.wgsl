// linear, backward, in registers, in two entry points; each invocation keeps 8 × 8 sums.
//   input    dx[n,i] = Σ_o dy[n,o] · w[o,i]
//   weights  dw[o,i] = Σ_n dy[n,o] · x[n,i]      db[o] = Σ_n dy[n,o]
// The bias is a weight whose input is always 1: column F of a matrix with F+1 columns.
// Relu     when RELU is 1 the forward pass ended in relu, and dy counts only where y is not 0.
override N: u32;                        // examples
override F: u32; override O: u32;       // features in, out
override BIAS: u32; override RELU: u32; // 1 or 0
override COLUMNS = F + BIAS;
override TILES_N = (N + 7u) / 8u;
override TILES_O = (O + 7u) / 8u;
override TILES_F = (F + 7u) / 8u;
override TILES_C = (COLUMNS + 7u) / 8u;

@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<storage, read_write> source: array<f32>; // w for input, x for weights
@group(0) @binding(3) var<storage, read_write> into: array<f32>;   // dx for input, dw for weights
@group(0) @binding(4) var<storage, read_write> db: array<f32>;

fn slope(at: u32) -> f32 {
  if (RELU == 1u) { return relu_gate(dy[at], y[at]); }
  return dy[at];
}

// Cell i of row `row` of the source; past the end 1, the bias's input.
fn look(row: u32, i: u32) -> f32 {
  return select(1.0, source[row * F + min(i, F - 1u)], i < F);
}

fn eight(row: u32, i: u32) -> Eight {
  return Eight(
    vec4f(look(row, i), look(row, i + 1u), look(row, i + 2u), look(row, i + 3u)),
    vec4f(look(row, i + 4u), look(row, i + 5u), look(row, i + 6u), look(row, i + 7u)),
  );
}

@compute @workgroup_size(64)
fn input(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= TILES_N * TILES_F) { return; }
  let i = (at % TILES_F) * 8u;
  let n = (at / TILES_F) * 8u;
  let n0 = min(n + 0u, N - 1u) * O;
  let n1 = min(n + 1u, N - 1u) * O;
  let n2 = min(n + 2u, N - 1u) * O;
  let n3 = min(n + 3u, N - 1u) * O;
  let n4 = min(n + 4u, N - 1u) * O;
  let n5 = min(n + 5u, N - 1u) * O;
  let n6 = min(n + 6u, N - 1u) * O;
  let n7 = min(n + 7u, N - 1u) * O;
  var a0: Eight; var a1: Eight; var a2: Eight; var a3: Eight;
  var a4: Eight; var a5: Eight; var a6: Eight; var a7: Eight;
  for (var o = 0u; o < O; o++) {
    let p = eight(o, i);
    a0 = add(a0, p, slope(n0 + o));
    a1 = add(a1, p, slope(n1 + o));
    a2 = add(a2, p, slope(n2 + o));
    a3 = add(a3, p, slope(n3 + o));
    a4 = add(a4, p, slope(n4 + o));
    a5 = add(a5, p, slope(n5 + o));
    a6 = add(a6, p, slope(n6 + o));
    a7 = add(a7, p, slope(n7 + o));
  }
  store_input(n + 0u, i, a0);
  store_input(n + 1u, i, a1);
  store_input(n + 2u, i, a2);
  store_input(n + 3u, i, a3);
  store_input(n + 4u, i, a4);
  store_input(n + 5u, i, a5);
  store_input(n + 6u, i, a6);
  store_input(n + 7u, i, a7);
}

fn store_input(n: u32, i: u32, sums: Eight) {
  if (n >= N) { return; }
  for (var k = 0u; k < min(8u, F - i); k++) { into[n * F + i + k] = one(sums, k); }
}

@compute @workgroup_size(64)
fn weights(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= TILES_O * TILES_C) { return; }
  let i = (at % TILES_C) * 8u;
  let o = (at / TILES_C) * 8u;
  let o0 = min(o + 0u, O - 1u);
  let o1 = min(o + 1u, O - 1u);
  let o2 = min(o + 2u, O - 1u);
  let o3 = min(o + 3u, O - 1u);
  let o4 = min(o + 4u, O - 1u);
  let o5 = min(o + 5u, O - 1u);
  let o6 = min(o + 6u, O - 1u);
  let o7 = min(o + 7u, O - 1u);
  var a0: Eight; var a1: Eight; var a2: Eight; var a3: Eight;
  var a4: Eight; var a5: Eight; var a6: Eight; var a7: Eight;
  for (var n = 0u; n < N; n++) {
    let p = eight(n, i);
    a0 = add(a0, p, slope(n * O + o0));
    a1 = add(a1, p, slope(n * O + o1));
    a2 = add(a2, p, slope(n * O + o2));
    a3 = add(a3, p, slope(n * O + o3));
    a4 = add(a4, p, slope(n * O + o4));
    a5 = add(a5, p, slope(n * O + o5));
    a6 = add(a6, p, slope(n * O + o6));
    a7 = add(a7, p, slope(n * O + o7));
  }
  store_weights(o + 0u, i, a0);
  store_weights(o + 1u, i, a1);
  store_weights(o + 2u, i, a2);
  store_weights(o + 3u, i, a3);
  store_weights(o + 4u, i, a4);
  store_weights(o + 5u, i, a5);
  store_weights(o + 6u, i, a6);
  store_weights(o + 7u, i, a7);
}

fn store_weights(o: u32, i: u32, sums: Eight) {
  if (o >= O) { return; }
  for (var k = 0u; k < min(8u, COLUMNS - i); k++) {
    if (i + k < F) { into[o * F + i + k] = one(sums, k); } else { db[o] = one(sums, k); }
  }
}
