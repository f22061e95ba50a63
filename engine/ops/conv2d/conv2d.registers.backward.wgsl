// conv2d, the gradient of the input, in registers. One invocation computes up to eight input channels of a stretch of a row:
//   dx[n,c,h,k] = Σ_{o,u,v} dy[n,o, (h+PT−u·DH)/SH, (k+PL−v·DW)/SW] · w[o,c,u,v]
// over those u, v for which the divisions leave no rest and the cell of dy exists.
// Tile   8 channels × up to 16 columns (stretch.wgsl). Without dilation the stretch of dy slides along its row, one cell to
//        the left with each v that fits. Where one tile holds a whole row and nothing is padded, only zeros come in and nothing is loaded.
// Stride the columns of a tile lie SW apart: they need the same v, and neighbouring cells of dy.
// Loops  go over the rows and filters that exist; a `continue` would save nothing on the software adapter.
// Relu   when RELU is 1 the forward pass ended in relu, and dy counts only where y is not 0.
override RELU: u32;     // 1 or 0
override SLIDES: u32;   // 1 without dilation
override ALONE: u32;    // 1 when moreover one tile holds the row and nothing is padded: only zeros slide in
override CHANNELS: u32; // input channels of a tile, 1 … 8
override FILLED: u32;   // those that dy can reach at v = 0

struct Shape {
  N: u32, C: u32, H: u32, W: u32,     // images, channels, height, width of x
  O: u32, I: u32, J: u32, G: u32,     // channels, height, width of y; groups
  KH: u32, KW: u32,                   // kernel
  SH: u32, SW: u32,                   // stride, cells
  PT: u32, PL: u32,                   // zero padding above and to the left, cells
  DH: u32, DW: u32,                   // dilation, cells
}
@group(0) @binding(9) var<uniform> d: Shape;
@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> w: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
@group(0) @binding(3) var<storage, read_write> dx: array<f32>;

// dy at window `col` of the row of `cells` windows that starts at `row`; columns left of 0 have wrapped to huge numbers.
fn load(row: u32, col: u32, cells: u32) -> f32 {
  let at = row + min(col, cells - 1u);
  var value = dy[at];
  if (RELU == 1u) { value = relu_gate(value, y[at]); }
  return select(0.0, value, col < cells);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  let cg = d.C / d.G;
  let og = d.O / d.G;
  let tiles_c = (cg + CHANNELS - 1u) / CHANNELS;
  let strips = ((d.W + d.SW - 1u) / d.SW + WIDTH - 1u) / WIDTH;       // of columns with the same rest
  let tiles_w = strips * d.SW;
  let pairs = (d.N + PAIRED) / (1u + PAIRED);
  if (at >= pairs * d.G * tiles_c * d.H * tiles_w) { return; }
  let place = at / tiles_c;                                           // neighbours share their windows: no lane waits
  let line = place / tiles_w;
  let rest = (place - line * tiles_w) / strips;
  let k = rest + (place - line * tiles_w - rest * strips) * WIDTH * d.SW; // first column; the others follow SW apart
  let channel = line / d.H;
  let h = line - channel * d.H;
  let pair = channel / d.G;
  let g = channel - pair * d.G;
  let n = pair * (1u + PAIRED);
  let c = (at - place * tiles_c) * CHANNELS;                          // within the group
  let most = cg - 1u - c;                                             // channels behind `c` in the group
  let area = d.KH * d.KW;
  let s1 = min(1u, most) * area;                                      // from the weights of `c` to those of the next channels
  let s2 = min(2u, most) * area;
  let s3 = min(3u, most) * area;
  let s4 = min(4u, most) * area;
  let s5 = min(5u, most) * area;
  let s6 = min(6u, most) * area;
  let s7 = min(7u, most) * area;
  let below = max(h + d.PT, (d.I - 1u) * d.SH) - (d.I - 1u) * d.SH;
  let lowest = (below + d.DH - 1u) / d.DH;                            // first u whose row of dy is not below the last
  let highest = min(d.KH, (h + d.PT) / d.DH + 1u);
  let skip = select(0u, d.O * d.I * d.J, n + 1u < d.N);               // to the next image
  let windows = d.J;
  let taps = d.KW;
  // Without dilation the u and v that fit lie SH and SW apart, and each step goes one window back.
  let first_u = select(lowest, lowest + (h + d.PT - lowest) % d.SH, SLIDES == 1u);
  let first_v = select(0u, (k + d.PL) % d.SW, SLIDES == 1u);
  let step_u = select(1u, d.SH, SLIDES == 1u);
  let step_v = select(1u, d.SW, SLIDES == 1u);
  let bottom = (h + d.PT - first_u) / d.SH;                           // the window of first_u, first_v
  let right = (k + d.PL - first_v) / d.SW;
  var a0: Stretch; var a1: Stretch; var a2: Stretch; var a3: Stretch;
  var a4: Stretch; var a5: Stretch; var a6: Stretch; var a7: Stretch;
  for (var q = 0u; q < og; q++) {
    let o = g * og + q;
    var i = bottom;
    for (var u = first_u; u < highest; u += step_u) {
      let height = h + d.PT - u * d.DH;
      if (SLIDES == 0u) {
        if (height % d.SH != 0u) { continue; }
        i = height / d.SH;
      }
      let line = Line(((n * d.O + o) * d.I + i) * windows, windows, skip);
      let weights = ((o * cg + c) * d.KH + u) * taps;
      var j = right;
      var p: Stretch;
      if (SLIDES == 1u) { p = fill(line, j, 1u, FILLED); }
      for (var v = first_v; v < taps; v += step_v) {
        let weight = weights + v;
        if (SLIDES == 0u) {
          let position = i32(k + d.PL) - i32(v * d.DW);
          if (position % i32(d.SW) != 0) { continue; }
          p = fill(line, u32(position / i32(d.SW)), 1u, BLOCKS);
        }
        add(&a0, &p, w[weight]);
        if (CHANNELS > 1u) { add(&a1, &p, w[weight + s1]); }
        if (CHANNELS > 2u) { add(&a2, &p, w[weight + s2]); }
        if (CHANNELS > 3u) { add(&a3, &p, w[weight + s3]); }
        if (CHANNELS > 4u) { add(&a4, &p, w[weight + s4]); }
        if (CHANNELS > 5u) { add(&a5, &p, w[weight + s5]); }
        if (CHANNELS > 6u) { add(&a6, &p, w[weight + s6]); }
        if (CHANNELS > 7u) { add(&a7, &p, w[weight + s7]); }
        j--;
        if (SLIDES == 1u) {
          if (ALONE == 1u) { slide_back(&p, 0.0, 0.0); } else { slide_back(&p, next_of(line, j), other_of(line, j)); }
        }
      }
      i--;
    }
  }
  let first = g * cg + c;
  store(n, first, h, k, a0);
  if (CHANNELS > 1u && most >= 1u) { store(n, first + 1u, h, k, a1); }
  if (CHANNELS > 2u && most >= 2u) { store(n, first + 2u, h, k, a2); }
  if (CHANNELS > 3u && most >= 3u) { store(n, first + 3u, h, k, a3); }
  if (CHANNELS > 4u && most >= 4u) { store(n, first + 4u, h, k, a4); }
  if (CHANNELS > 5u && most >= 5u) { store(n, first + 5u, h, k, a5); }
  if (CHANNELS > 6u && most >= 6u) { store(n, first + 6u, h, k, a6); }
  if (CHANNELS > 7u && most >= 7u) { store(n, first + 7u, h, k, a7); }
}

fn store(n: u32, c: u32, h: u32, k: u32, sum: Stretch) {
  store_row(((n * d.C + c) * d.H + h) * d.W, k, 0u, sum);
  if (PAIRED == 1u && n + 1u < d.N) { store_row((((n + 1u) * d.C + c) * d.H + h) * d.W, k, WIDTH, sum); }
}

fn store_row(row: u32, k: u32, from_cell: u32, sum: Stretch) {
  for (var t = 0u; t < WIDTH && k + t * d.SW < d.W; t++) { dx[row + k + t * d.SW] = pick(sum, from_cell + t); }
}
