// conv2d, forward, in registers. One invocation computes up to eight output channels of a stretch of one output row:
//   y[n,o,i,j] = b[o] + Σ_{c,u,v} x[n,c, i·SH+u·DH−PT, j·SW+v·DW−PL] · w[o,c,u,v]      (then relu, when RELU is 1)
// Tile   8 channels × up to 16 columns (stretch.wgsl). With stride and dilation 1 the stretch of x slides along its row, so that each step
//        of v loads one new cell and eight weights for 128 multiply-adds. Where memory is slow and there is no fast
//        workgroup memory (the software adapter) the loads decide, see docs/performance.md.
// Loops  go over all rows: outside the image 0 takes part, and 0 times not-a-number is not a number.
// Groups channels c … c+C/G−1 belong to the group of o.
// Bounds outside the image x is 0; a tile past the edge computes repeats of the last channel and does not write them.
override BIAS: u32; override RELU: u32; // 1 or 0
override SLIDES: u32;                   // 1 when stride and dilation along the row are 1
override CHANNELS: u32;                 // output channels of a tile, 1 … 8

struct Shape {
  N: u32, C: u32, H: u32, W: u32,     // images, channels, height, width of x
  O: u32, I: u32, J: u32, G: u32,     // channels, height, width of y; groups
  KH: u32, KW: u32,                   // kernel
  SH: u32, SW: u32,                   // stride, cells
  PT: u32, PL: u32,                   // zero padding above and to the left, cells
  DH: u32, DW: u32,                   // dilation, cells
}
@group(0) @binding(9) var<uniform> d: Shape;
@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> w: array<f32>;
@group(0) @binding(2) var<storage, read_write> b: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;

// x at column `col` of the row of `cells` cells that starts at `row`; columns left of 0 have wrapped to huge numbers.
fn load(row: u32, col: u32, cells: u32) -> f32 {
  return select(0.0, x[row + min(col, cells - 1u)], col < cells);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  let cg = d.C / d.G;
  let og = d.O / d.G;
  let tiles_o = (og + CHANNELS - 1u) / CHANNELS;
  let tiles_j = (d.J + WIDTH - 1u) / WIDTH;
  let pairs = (d.N + PAIRED) / (1u + PAIRED);
  if (at >= pairs * d.G * tiles_o * d.I * tiles_j) { return; }
  let place = at / tiles_o;                                           // neighbours share their windows: no lane waits
  let line = place / tiles_j;
  let j = (place - line * tiles_j) * WIDTH;
  let plane = line / d.I;
  let i = line - plane * d.I;
  let pair = plane / d.G;
  let g = plane - pair * d.G;
  let n = pair * (1u + PAIRED);
  let tile = at - place * tiles_o;
  let first = tile * CHANNELS;                                        // within the group
  let o = g * og + first;
  let most = og - 1u - first;                                         // channels behind `o` in the group
  let top = i * d.SH;                                                 // counted with padding
  let filter_size = cg * d.KH * d.KW;
  let s1 = min(1u, most) * filter_size;                               // from the weights of `o` to those of the next channels
  let s2 = min(2u, most) * filter_size;
  let s3 = min(3u, most) * filter_size;
  let s4 = min(4u, most) * filter_size;
  let s5 = min(5u, most) * filter_size;
  let s6 = min(6u, most) * filter_size;
  let s7 = min(7u, most) * filter_size;
  let skip = select(0u, d.C * d.H * d.W, n + 1u < d.N);               // to the next image
  let width = d.W;
  let taps = d.KW;
  let step = d.SW;
  let apart = d.DW;
  var a0: Stretch; var a1: Stretch; var a2: Stretch; var a3: Stretch;
  var a4: Stretch; var a5: Stretch; var a6: Stretch; var a7: Stretch;
  for (var c = 0u; c < cg; c++) {
    let channel = (n * d.C + g * cg + c) * d.H;
    for (var u = 0u; u < d.KH; u++) {
      let h = top + u * d.DH - d.PT;                                  // above the image this has wrapped to a huge number
      let line = Line((channel + min(h, d.H - 1u)) * width, select(0u, width, h < d.H), skip);
      var k = ((o * cg + c) * d.KH + u) * taps;
      var col = j * step - d.PL;
      var p: Stretch;
      if (SLIDES == 1u) { p = fill(line, col, 1u, BLOCKS); }
      for (var v = 0u; v < taps; v++) {
        if (SLIDES == 0u) { p = fill(line, col, step, BLOCKS); }
        add(&a0, &p, w[k]);
        if (CHANNELS > 1u) { add(&a1, &p, w[k + s1]); }
        if (CHANNELS > 2u) { add(&a2, &p, w[k + s2]); }
        if (CHANNELS > 3u) { add(&a3, &p, w[k + s3]); }
        if (CHANNELS > 4u) { add(&a4, &p, w[k + s4]); }
        if (CHANNELS > 5u) { add(&a5, &p, w[k + s5]); }
        if (CHANNELS > 6u) { add(&a6, &p, w[k + s6]); }
        if (CHANNELS > 7u) { add(&a7, &p, w[k + s7]); }
        k++;
        col += apart;
        if (SLIDES == 1u) { slide(&p, next_of(line, col + WIDTH - 1u), other_of(line, col + WIDTH - 1u)); }
      }
    }
  }
  store(n, o, i, j, a0);
  if (CHANNELS > 1u && most >= 1u) { store(n, o + 1u, i, j, a1); }
  if (CHANNELS > 2u && most >= 2u) { store(n, o + 2u, i, j, a2); }
  if (CHANNELS > 3u && most >= 3u) { store(n, o + 3u, i, j, a3); }
  if (CHANNELS > 4u && most >= 4u) { store(n, o + 4u, i, j, a4); }
  if (CHANNELS > 5u && most >= 5u) { store(n, o + 5u, i, j, a5); }
  if (CHANNELS > 6u && most >= 6u) { store(n, o + 6u, i, j, a6); }
  if (CHANNELS > 7u && most >= 7u) { store(n, o + 7u, i, j, a7); }
}

fn store(n: u32, o: u32, i: u32, j: u32, sum: Stretch) {
  store_row(((n * d.O + o) * d.I + i) * d.J + j, o, j, 0u, sum);
  if (PAIRED == 1u && n + 1u < d.N) { store_row((((n + 1u) * d.O + o) * d.I + i) * d.J + j, o, j, WIDTH, sum); }
}

fn store_row(row: u32, o: u32, j: u32, from_cell: u32, sum: Stretch) {
  var bias = 0.0;
  if (BIAS == 1u) { bias = b[o]; }
  for (var k = 0u; k < min(WIDTH, d.J - j); k++) {
    let value = pick(sum, from_cell + k) + bias;
    if (RELU == 1u) { y[row + k] = relu(value); } else { y[row + k] = value; }
  }
}
