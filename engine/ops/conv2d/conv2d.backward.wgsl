// conv2d, the gradient of the input, as a matrix product (tiles.wgsl): the filters turned round, times the windows of dy.
//   dx[n,c,h,k] = Σ_{o,u,v} dy[n,o, (h+PT−u·DH)/SH, (k+PL−v·DW)/SW] · w[o,c,u,v]
// over those u, v for which the divisions leave no rest and the cell of dy exists.
// Rows    m = input channel of the group      Columns n = cell (n,h,k) of x      Sum k = (o,u,v)
// Relu    when RELU is 1 the forward pass ended in relu, and dy counts only where y is not 0.
// Kernel, stride and dilation are constants: the divisions by them are made for every number that is loaded.
override KH: u32; override KW: u32;     // kernel
override SH: u32; override SW: u32;     // stride, cells
override DH: u32; override DW: u32;     // dilation, cells
override RELU: u32;                     // 1 or 0

struct Shape {
  N: u32, C: u32, H: u32, W: u32,       // images, channels, height, width of x
  O: u32, I: u32, J: u32,               // channels, height, width of y
  CG: u32, OG: u32,                     // channels of x and of y in a group
  PT: u32, PL: u32,                     // zero padding above and to the left, cells
  K: u32, SPAN: u32, PARTS: u32,        // of the product, see tiles.wgsl
}
@group(0) @binding(9) var<uniform> d: Shape;
@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> w: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
@group(0) @binding(3) var<storage, read_write> dx: array<f32>;

struct Row { start: u32, exists: bool }
struct Column { plane: u32, bottom: u32, right: u32, exists: bool }

fn row_at(m: u32, z: u32) -> Row {
  return Row((z * d.OG * d.CG + min(m, d.CG - 1u)) * KH * KW, m < d.CG);
}

fn left(row: Row, k: u32) -> f32 {
  let o = min(k / (KH * KW), d.OG - 1u);
  return select(0.0, w[row.start + o * d.CG * KH * KW + k % (KH * KW)], row.exists);
}

fn column_at(n: u32, z: u32) -> Column {
  let image = n / (d.H * d.W);
  return Column((image * d.O + z * d.OG) * d.I * d.J, n / d.W % d.H + d.PT, n % d.W + d.PL, image < d.N);
}

fn right(column: Column, k: u32) -> f32 {
  let o = min(k / (KH * KW), d.OG - 1u);
  let h = column.bottom - k / KW % KH * DH;    // above the image this has wrapped to a huge number
  let v = column.right - k % KW * DW;
  let inside = column.exists && h < d.I * SH && v < d.J * SW && h % SH == 0u && v % SW == 0u;
  let at = column.plane + o * d.I * d.J + min(h / SH, d.I - 1u) * d.J + min(v / SW, d.J - 1u);
  var slope = dy[at];
  if (RELU == 1u) { slope = relu_gate(slope, y[at]); }
  return select(0.0, slope, inside);
}

fn store(m: u32, n: u32, z: u32, sum: f32) {
  let image = n / (d.H * d.W);
  if (m < d.CG && image < d.N) { dx[(image * d.C + z * d.CG + m) * d.H * d.W + n % (d.H * d.W)] = sum; }
}
