// conv2d, the gradients of the filters and of the bias, as a matrix product (tiles.wgsl): dy times the windows of x.
//   dw[o,c,u,v] = Σ_{n,i,j} dy[n,o,i,j] · x[n,c, i·SH+u·DH−PT, j·SW+v·DW−PL]        db[o] = Σ_{n,i,j} dy[n,o,i,j]
// Rows    m = output channel of the group      Columns n = (c,u,v), then the bias: a weight whose input is always 1
// Sum     k = window (n,i,j), cut into PARTS; conv2d.total.wgsl adds `partial` [PARTS][O][columns] in order.
// Relu    when RELU is 1 the forward pass ended in relu, and dy counts only where y is not 0.
// Kernel, stride, dilation and the extents of y are constants: the divisions by them are made for every number that is loaded.
override KH: u32; override KW: u32;     // kernel
override SH: u32; override SW: u32;     // stride, cells
override DH: u32; override DW: u32;     // dilation, cells
override I: u32; override J: u32;       // height, width of y
override BIAS: u32; override RELU: u32; // 1 or 0

struct Shape {
  N: u32, C: u32, H: u32, W: u32,       // images, channels, height, width of x
  O: u32,                               // channels of y
  CG: u32, OG: u32,                     // channels of x and of y in a group
  PT: u32, PL: u32,                     // zero padding above and to the left, cells
  K: u32, SPAN: u32, PARTS: u32,        // of the product, see tiles.wgsl
}
@group(0) @binding(9) var<uniform> d: Shape;
@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
@group(0) @binding(3) var<storage, read_write> partial: array<f32>;

// Columns that are weights; behind them comes the bias.
fn weights() -> u32 {
  return d.CG * KH * KW;
}

struct Row { plane: u32, exists: bool }
struct Column { plane: u32, top: u32, left: u32, weight: bool, bias: bool }

fn row_at(m: u32, z: u32) -> Row {
  return Row((z / d.PARTS * d.OG + min(m, d.OG - 1u)) * I * J, m < d.OG);
}

fn left(row: Row, k: u32) -> f32 {
  let window = min(k, d.K - 1u);
  let at = window / (I * J) * d.O * I * J + row.plane + window % (I * J);
  var slope = dy[at];
  if (RELU == 1u) { slope = relu_gate(slope, y[at]); }
  return select(0.0, slope, row.exists);
}

fn column_at(n: u32, z: u32) -> Column {
  let c = min(n / (KH * KW), d.CG - 1u);
  let exists = n < weights();
  return Column((z / d.PARTS * d.CG + c) * d.H * d.W, n / KW % KH * DH - d.PT, n % KW * DW - d.PL, exists, n == weights() && BIAS == 1u);
}

fn right(column: Column, k: u32) -> f32 {
  let window = min(k, d.K - 1u);
  let h = column.top + window / J % I * SH;    // above the image this has wrapped to a huge number
  let v = column.left + window % J * SW;
  let at = window / (I * J) * d.C * d.H * d.W + column.plane + min(h, d.H - 1u) * d.W + min(v, d.W - 1u);
  return select(select(0.0, x[at], column.weight && h < d.H && v < d.W), 1.0, column.bias);
}

fn store(m: u32, n: u32, z: u32, sum: f32) {
  if (m >= d.OG || n >= weights() + BIAS) { return; }
  partial[(z % d.PARTS * d.O + z / d.PARTS * d.OG + m) * (weights() + BIAS) + n] = sum;
}
