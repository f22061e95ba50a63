// conv2d, forward, as a matrix product (tiles.wgsl): the filters times all windows of all images laid side by side.
//   y[n,o,i,j] = b[o] + Σ_{c,u,v} x[n,c, i·SH+u·DH−PT, j·SW+v·DW−PL] · w[o,c,u,v]      (then relu, when RELU is 1)
// Rows    m = output channel of the group      Columns n = window (n,i,j)      Sum k = (c,u,v)
// Windows are never laid out in memory: column_at finds where a window lies, right reads the cell under (u,v); outside the
// image it is 0.
// Kernel, stride and dilation are constants: the divisions by them are made for every number that is loaded.
override KH: u32; override KW: u32;     // kernel
override SH: u32; override SW: u32;     // stride, cells
override DH: u32; override DW: u32;     // dilation, cells
override BIAS: u32; override RELU: u32; // 1 or 0

struct Shape {
  N: u32, C: u32, H: u32, W: u32,       // images, channels, height, width of x
  O: u32, I: u32, J: u32,               // channels, height, width of y
  CG: u32, OG: u32,                     // channels of x and of y in a group
  PT: u32, PL: u32,                     // zero padding above and to the left, cells
  K: u32, SPAN: u32, PARTS: u32,        // of the product, see tiles.wgsl
}
@group(0) @binding(9) var<uniform> d: Shape;
@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> w: array<f32>;
@group(0) @binding(2) var<storage, read_write> b: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;

struct Row { filter_start: u32, exists: bool }
struct Column { plane: u32, top: u32, left: u32, exists: bool }

fn row_at(m: u32, z: u32) -> Row {
  return Row((z * d.OG + min(m, d.OG - 1u)) * d.K, m < d.OG);
}

fn left(row: Row, k: u32) -> f32 {
  return select(0.0, w[row.filter_start + min(k, d.K - 1u)], row.exists);
}

fn column_at(n: u32, z: u32) -> Column {
  let image = n / (d.I * d.J);
  let i = n / d.J % d.I;
  let j = n % d.J;
  return Column((image * d.C + z * d.CG) * d.H * d.W, i * SH - d.PT, j * SW - d.PL, image < d.N);
}

fn right(column: Column, k: u32) -> f32 {
  let c = k / (KH * KW);
  let h = column.top + k / KW % KH * DH;       // above the image this has wrapped to a huge number
  let v = column.left + k % KW * DW;
  let inside = column.exists && h < d.H && v < d.W;
  return select(0.0, x[column.plane + c * d.H * d.W + min(h, d.H - 1u) * d.W + min(v, d.W - 1u)], inside);
}

fn store(m: u32, n: u32, z: u32, sum: f32) {
  let image = n / (d.I * d.J);
  if (m >= d.OG || image >= d.N) { return; }
  let o = z * d.OG + m;
  var value = sum;
  if (BIAS == 1u) { value += b[o]; }
  if (RELU == 1u) { value = relu(value); }
  y[(image * d.O + o) * d.I * d.J + n % (d.I * d.J)] = value;
}
