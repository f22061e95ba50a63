// conv2d with any stride and dilation, the gradients of the filters and of the bias, in registers, in two stages.
//   dw[o,c,u,v] = Σ_{n,i,j} dy[n,o,i,j] · x[n,c, i·SH+u·DH−PT, j·SW+v·DW−PL]        db[o] = Σ_{n,i,j} dy[n,o,i,j]
// The bias is a weight whose input is always 1: column K of a matrix with K+1 columns, K = C/G·KH·KW.
// parts  one invocation sums CHANNELS output channels × four columns over the rows (n,i) of its part and writes them to
//        `partial` [parts][O][K + BIAS].
// total  (conv2d.total.wgsl) adds the parts in their order.
// Relu   when RELU is 1 the forward pass ended in relu, and dy counts only where y is not 0.
override RELU: u32; override BIAS: u32; // 1 or 0
override CHANNELS: u32;                 // output channels of a tile, 1 … 8

struct Shape {
  N: u32, C: u32, H: u32, W: u32,     // images, channels, height, width of x
  O: u32, I: u32, J: u32, G: u32,     // channels, height, width of y; groups
  KH: u32, KW: u32,                   // kernel
  SH: u32, SW: u32,                   // stride, cells
  PT: u32, PL: u32,                   // zero padding above and to the left, cells
  DH: u32, DW: u32,                   // dilation, cells
  PARTS: u32,                         // the N·I rows of dy are cut into so many parts
}
@group(0) @binding(9) var<uniform> d: Shape;
@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
@group(0) @binding(3) var<storage, read_write> partial: array<f32>;

// Where a column of the matrix looks: its channel's plane, and the offset of its cell from the window's corner.
struct Tap { plane: u32, u: u32, v: u32, one: bool }

fn tap(k: u32, columns: u32) -> Tap {
  let area = d.KH * d.KW;
  let c = min(k, columns - 1u) / area;
  let inside = k - c * area;
  let u = inside / d.KW;
  return Tap(c * d.H * d.W, u * d.DH, (inside - u * d.KW) * d.DW, k >= columns);
}

fn look(t: Tap, plane: u32, top: u32, left: u32, height: u32, width: u32) -> f32 {
  let h = top + t.u;
  let k = left + t.v;
  let value = x[plane + t.plane + min(h, height - 1u) * width + min(k, width - 1u)];
  return select(select(0.0, value, h < height && k < width), 1.0, t.one);
}

fn slope(at: u32) -> f32 {
  if (RELU == 1u) { return relu_gate(dy[at], y[at]); }
  return dy[at];
}

@compute @workgroup_size(64)
fn parts(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  let cg = d.C / d.G;
  let og = d.O / d.G;
  let weights = cg * d.KH * d.KW;
  let columns = weights + BIAS;
  let tiles_o = (og + CHANNELS - 1u) / CHANNELS;
  let tiles_k = (columns + 3u) / 4u;
  if (at >= d.PARTS * d.G * tiles_o * tiles_k) { return; }
  let k = at % tiles_k * 4u;
  let tile = at / tiles_k % (d.G * tiles_o);
  let part = at / (tiles_k * d.G * tiles_o);
  let g = tile / tiles_o;
  let first = (tile - g * tiles_o) * CHANNELS;                        // within the group
  let o = g * og + first;
  let most = og - 1u - first;                                         // channels behind `o` in the group
  let plane_size = d.I * d.J;
  let d1 = min(1u, most) * plane_size;                                // from the plane of `o` in dy to those of the next channels
  let d2 = min(2u, most) * plane_size;
  let d3 = min(3u, most) * plane_size;
  let d4 = min(4u, most) * plane_size;
  let d5 = min(5u, most) * plane_size;
  let d6 = min(6u, most) * plane_size;
  let d7 = min(7u, most) * plane_size;
  let t0 = tap(k, weights); let t1 = tap(k + 1u, weights); let t2 = tap(k + 2u, weights); let t3 = tap(k + 3u, weights);
  let height = d.H;
  let width = d.W;
  let windows = d.J;
  let lines_each = (d.N * d.I + d.PARTS - 1u) / d.PARTS;
  var a0 = vec4f(); var a1 = vec4f(); var a2 = vec4f(); var a3 = vec4f();
  var a4 = vec4f(); var a5 = vec4f(); var a6 = vec4f(); var a7 = vec4f();
  for (var line = part * lines_each; line < min(d.N * d.I, (part + 1u) * lines_each); line++) {
    let n = line / d.I;
    let i = line - n * d.I;
    let plane = (n * d.C + g * cg) * height * width;
    let top = i * d.SH - d.PT;
    var row = ((n * d.O + o) * d.I + i) * windows;
    var left = 0u - d.PL;
    for (var j = 0u; j < windows; j++) {
      let p = vec4f(
        look(t0, plane, top, left, height, width),
        look(t1, plane, top, left, height, width),
        look(t2, plane, top, left, height, width),
        look(t3, plane, top, left, height, width),
      );
      a0 += p * slope(row);
      if (CHANNELS > 1u) { a1 += p * slope(row + d1); }
      if (CHANNELS > 2u) { a2 += p * slope(row + d2); }
      if (CHANNELS > 3u) { a3 += p * slope(row + d3); }
      if (CHANNELS > 4u) { a4 += p * slope(row + d4); }
      if (CHANNELS > 5u) { a5 += p * slope(row + d5); }
      if (CHANNELS > 6u) { a6 += p * slope(row + d6); }
      if (CHANNELS > 7u) { a7 += p * slope(row + d7); }
      row++;
      left += d.SW;
    }
  }
  let place = (part * d.O + o) * columns + k;
  store(place, columns - k, a0);
  if (CHANNELS > 1u && most >= 1u) { store(place + 1u * columns, columns - k, a1); }
  if (CHANNELS > 2u && most >= 2u) { store(place + 2u * columns, columns - k, a2); }
  if (CHANNELS > 3u && most >= 3u) { store(place + 3u * columns, columns - k, a3); }
  if (CHANNELS > 4u && most >= 4u) { store(place + 4u * columns, columns - k, a4); }
  if (CHANNELS > 5u && most >= 5u) { store(place + 5u * columns, columns - k, a5); }
  if (CHANNELS > 6u && most >= 6u) { store(place + 6u * columns, columns - k, a6); }
  if (CHANNELS > 7u && most >= 7u) { store(place + 7u * columns, columns - k, a7); }
}

// The first `count` of four neighbouring sums.
fn store(place: u32, count: u32, sums: vec4f) {
  for (var t = 0u; t < min(4u, count); t++) { partial[place + t] = sums[t]; }
}
