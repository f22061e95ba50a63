// linear, backward, in registers, in two entry points; each invocation keeps 8 × 8 sums.
//   input    dx[n,i] = Σ_o dy[n,o] · w[o,i]
//   weights  dw[o,i] = Σ_n dy[n,o] · x[n,i]      db[o] = Σ_n dy[n,o]
// The bias is a weight whose input is always 1: column F of a matrix with F+1 columns.
// Relu     when RELU is 1 the forward pass ended in relu, and dy counts only where y is not 0.
override BIAS: u32; override RELU: u32; // 1 or 0

struct Shape {
  N: u32,                               // examples
  F: u32, O: u32,                       // features in, out
}
@group(0) @binding(9) var<uniform> d: Shape;
@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<storage, read_write> source: array<f32>; // w for input, x for weights
@group(0) @binding(3) var<storage, read_write> into: array<f32>;   // dx for input, dw for weights
@group(0) @binding(4) var<storage, read_write> db: array<f32>;

fn slope(at: u32) -> f32 {
  if (RELU == 1u) { return relu_gate(dy[at], y[at]); }
  return dy[at];
}

// Cell i of the row of the source that starts at `row`; past the end 1, the bias's input.
fn look(row: u32, i: u32, features: u32) -> f32 {
  return select(1.0, source[row + min(i, features - 1u)], i < features);
}

fn eight(row: u32, i: u32, features: u32) -> Eight {
  return Eight(
    vec4f(look(row, i, features), look(row, i + 1u, features), look(row, i + 2u, features), look(row, i + 3u, features)),
    vec4f(look(row, i + 4u, features), look(row, i + 5u, features), look(row, i + 6u, features), look(row, i + 7u, features)),
  );
}

@compute @workgroup_size(64)
fn input(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  let tiles_f = (d.F + 7u) / 8u;
  if (at >= (d.N + 7u) / 8u * tiles_f) { return; }
  let i = (at % tiles_f) * 8u;
  let n = (at / tiles_f) * 8u;
  let n0 = min(n + 0u, d.N - 1u) * d.O;
  let n1 = min(n + 1u, d.N - 1u) * d.O;
  let n2 = min(n + 2u, d.N - 1u) * d.O;
  let n3 = min(n + 3u, d.N - 1u) * d.O;
  let n4 = min(n + 4u, d.N - 1u) * d.O;
  let n5 = min(n + 5u, d.N - 1u) * d.O;
  let n6 = min(n + 6u, d.N - 1u) * d.O;
  let n7 = min(n + 7u, d.N - 1u) * d.O;
  let features = d.F;
  let outputs = d.O;
  var a0: Eight; var a1: Eight; var a2: Eight; var a3: Eight;
  var a4: Eight; var a5: Eight; var a6: Eight; var a7: Eight;
  for (var o = 0u; o < outputs; o++) {
    let p = eight(o * features, i, features);
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
  if (n >= d.N) { return; }
  for (var k = 0u; k < min(8u, d.F - i); k++) { into[n * d.F + i + k] = one(sums, k); }
}

@compute @workgroup_size(64)
fn weights(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  let tiles_c = (d.F + BIAS + 7u) / 8u;
  if (at >= (d.O + 7u) / 8u * tiles_c) { return; }
  let i = (at % tiles_c) * 8u;
  let o = (at / tiles_c) * 8u;
  let o0 = min(o + 0u, d.O - 1u);
  let o1 = min(o + 1u, d.O - 1u);
  let o2 = min(o + 2u, d.O - 1u);
  let o3 = min(o + 3u, d.O - 1u);
  let o4 = min(o + 4u, d.O - 1u);
  let o5 = min(o + 5u, d.O - 1u);
  let o6 = min(o + 6u, d.O - 1u);
  let o7 = min(o + 7u, d.O - 1u);
  let features = d.F;
  let outputs = d.O;
  let examples = d.N;
  var a0: Eight; var a1: Eight; var a2: Eight; var a3: Eight;
  var a4: Eight; var a5: Eight; var a6: Eight; var a7: Eight;
  for (var n = 0u; n < examples; n++) {
    let p = eight(n * features, i, features);
    a0 = add(a0, p, slope(n * outputs + o0));
    a1 = add(a1, p, slope(n * outputs + o1));
    a2 = add(a2, p, slope(n * outputs + o2));
    a3 = add(a3, p, slope(n * outputs + o3));
    a4 = add(a4, p, slope(n * outputs + o4));
    a5 = add(a5, p, slope(n * outputs + o5));
    a6 = add(a6, p, slope(n * outputs + o6));
    a7 = add(a7, p, slope(n * outputs + o7));
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
  if (o >= d.O) { return; }
  for (var k = 0u; k < min(8u, d.F + BIAS - i); k++) {
    if (i + k < d.F) { into[o * d.F + i + k] = one(sums, k); } else { db[o] = one(sums, k); }
  }
}
