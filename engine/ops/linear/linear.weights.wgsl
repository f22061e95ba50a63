// linear, the gradients of the weights and of the bias, as a matrix product (tiles.wgsl):
//   dw[o,i] = Σ_n dy[n,o] · x[n,i]      db[o] = Σ_n dy[n,o]
// Rows m = feature out      Columns n = feature in, then the bias: a weight whose input is always 1      Sum k = example
// Relu when RELU is 1 the forward pass ended in relu, and dy counts only where y is not 0.
override BIAS: u32; override RELU: u32; // 1 or 0

struct Shape {
  N: u32,                               // examples
  F: u32, O: u32,                       // features in, out
  K: u32, SPAN: u32, PARTS: u32,        // of the product, see tiles.wgsl
}
@group(0) @binding(9) var<uniform> d: Shape;
@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<storage, read_write> x: array<f32>;
@group(0) @binding(3) var<storage, read_write> dw: array<f32>;
@group(0) @binding(4) var<storage, read_write> db: array<f32>;

struct Row { o: u32, exists: bool }
struct Column { i: u32, weight: bool, bias: bool }

fn row_at(m: u32, z: u32) -> Row {
  return Row(min(m, d.O - 1u), m < d.O);
}

fn left(row: Row, k: u32) -> f32 {
  let at = min(k, d.K - 1u) * d.O + row.o;
  var slope = dy[at];
  if (RELU == 1u) { slope = relu_gate(slope, y[at]); }
  return select(0.0, slope, row.exists);
}

fn column_at(n: u32, z: u32) -> Column {
  return Column(min(n, d.F - 1u), n < d.F, n == d.F && BIAS == 1u);
}

fn right(column: Column, k: u32) -> f32 {
  return select(select(0.0, x[min(k, d.K - 1u) * d.F + column.i], column.weight), 1.0, column.bias);
}

fn store(m: u32, n: u32, z: u32, sum: f32) {
  if (m >= d.O) { return; }
  if (n < d.F) { dw[m * d.F + n] = sum; }
  if (n == d.F && BIAS == 1u) { db[m] = sum; }
}
