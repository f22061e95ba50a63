// linear, the gradient of the input, as a matrix product (tiles.wgsl):  dx[n,i] = Σ_o dy[n,o] · w[o,i]
// Rows m = example      Columns n = feature in      Sum k = feature out
// Relu when RELU is 1 the forward pass ended in relu, and dy counts only where y is not 0.
override RELU: u32;                     // 1 or 0

struct Shape {
  N: u32,                               // examples
  F: u32, O: u32,                       // features in, out
  K: u32, SPAN: u32, PARTS: u32,        // of the product, see tiles.wgsl
}
@group(0) @binding(9) var<uniform> d: Shape;
@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<storage, read_write> w: array<f32>;
@group(0) @binding(3) var<storage, read_write> dx: array<f32>;

struct Row { start: u32, exists: bool }
struct Column { i: u32, exists: bool }

fn row_at(m: u32, z: u32) -> Row {
  return Row(min(m, d.N - 1u) * d.K, m < d.N);
}

fn left(row: Row, k: u32) -> f32 {
  let at = row.start + min(k, d.K - 1u);
  var slope = dy[at];
  if (RELU == 1u) { slope = relu_gate(slope, y[at]); }
  return select(0.0, slope, row.exists);
}

fn column_at(n: u32, z: u32) -> Column {
  return Column(min(n, d.F - 1u), n < d.F);
}

fn right(column: Column, k: u32) -> f32 {
  return select(0.0, w[min(k, d.K - 1u) * d.F + column.i], column.exists);
}

fn store(m: u32, n: u32, z: u32, sum: f32) {
  if (m < d.N && n < d.F) { dx[m * d.F + n] = sum; }
}
