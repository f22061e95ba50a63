// linear, forward, as a matrix product (tiles.wgsl):
//   y[n,o] = b[o] + Σ_i x[n,i] · w[o,i]                                        (then relu, when RELU is 1)
// Rows m = example      Columns n = feature out      Sum k = feature in
override BIAS: u32; override RELU: u32; // 1 or 0

struct Shape {
  N: u32,                               // examples
  F: u32, O: u32,                       // features in, out
  ROW: u32,                             // words to the next row of y
  K: u32, SPAN: u32, PARTS: u32,        // of the product, see tiles.wgsl
}
@group(0) @binding(9) var<uniform> d: Shape;
@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> w: array<f32>;
@group(0) @binding(2) var<storage, read_write> b: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;

struct Row { start: u32, exists: bool }
struct Column { start: u32, exists: bool }

fn row_at(m: u32, z: u32) -> Row {
  return Row(min(m, d.N - 1u) * d.K, m < d.N);
}

fn left(row: Row, k: u32) -> f32 {
  return select(0.0, x[row.start + min(k, d.K - 1u)], row.exists);
}

fn column_at(n: u32, z: u32) -> Column {
  return Column(min(n, d.O - 1u) * d.K, n < d.O);
}

fn right(column: Column, k: u32) -> f32 {
  return select(0.0, w[column.start + min(k, d.K - 1u)], column.exists);
}

fn store(m: u32, n: u32, z: u32, sum: f32) {
  if (m >= d.N || n >= d.O) { return; }
  var value = sum;
  if (BIAS == 1u) { value += b[n]; }
  if (RELU == 1u) { value = relu(value); }
  y[m * d.ROW + n] = value;
}
