// conv2d, forward, in registers. One invocation computes up to eight output channels of a stretch of one output row:
//   y[n,o,i,j] = b[o] + Σ_{c,u,v} x[n,c, i·SH+u·DH−PT, j·SW+v·DW−PL] · w[o,c,u,v]      (then relu, when RELU is 1)
// Tile   8 channels × 4·BLOCKS columns. With stride and dilation 1 the stretch of x slides along its row, so that each step
//        of v loads one new cell and eight weights for 128 multiply-adds. Where memory is slow and there is no fast
//        workgroup memory (the software adapter) the loads decide, see docs/performance.md.
// Loops  go over the rows that exist; a `continue` would save nothing on the software adapter.
// Groups channels c … c+C/G−1 belong to the group of o.
// Bounds outside the image x is 0; a tile past the edge computes repeats of the last channel and does not write them.
override N: u32; override C: u32; override H: u32; override W: u32;   // images, channels, height, width of x
override O: u32; override I: u32; override J: u32;                    // channels, height, width of y
override KH: u32; override KW: u32;                                   // kernel
override SH: u32; override SW: u32;                                   // stride, cells
override PT: u32; override PL: u32;                                   // zero padding above and to the left, cells
override DH: u32; override DW: u32;                                   // dilation, cells
override G: u32;                                                      // groups
override BIAS: u32; override RELU: u32;                               // 1 or 0
override BLOCKS: u32;                                                 // blocks of four columns in a tile, 1 … 4
override CG = C / G;
override OG = O / G;
override WIDTH = BLOCKS * 4u;
override TILES_O = (OG + 7u) / 8u;
override TILES_J = (J + WIDTH - 1u) / WIDTH;

@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> w: array<f32>;
@group(0) @binding(2) var<storage, read_write> b: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;

// x at column `col` of the row that starts at `row`; columns left of 0 have wrapped to huge numbers.
fn load(row: u32, col: u32) -> f32 {
  return select(0.0, x[row + min(col, W - 1u)], col < W);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= N * G * TILES_O * I * TILES_J) { return; }
  let j = (at % TILES_J) * WIDTH;
  let i = (at / TILES_J) % I;
  let tile = (at / (TILES_J * I)) % (G * TILES_O);
  let n = at / (TILES_J * I * G * TILES_O);
  let g = tile / TILES_O;
  let first = (tile % TILES_O) * 8u;                                  // within the group
  let o = g * OG + first;
  let most = OG - 1u - first;                                         // channels behind `o` in the group
  let top = i * SH;                                                   // counted with padding
  let lowest = (max(PT, top) - top + DH - 1u) / DH;                   // first u whose row of x is not above the image
  let highest = select(0u, min(KH, (PT + H - top - 1u) / DH + 1u), top < PT + H);
  let s1 = min(1u, most) * CG * KH * KW;                              // from the weights of `o` to those of the next channels
  let s2 = min(2u, most) * CG * KH * KW;
  let s3 = min(3u, most) * CG * KH * KW;
  let s4 = min(4u, most) * CG * KH * KW;
  let s5 = min(5u, most) * CG * KH * KW;
  let s6 = min(6u, most) * CG * KH * KW;
  let s7 = min(7u, most) * CG * KH * KW;
  var a0: Stretch; var a1: Stretch; var a2: Stretch; var a3: Stretch;
  var a4: Stretch; var a5: Stretch; var a6: Stretch; var a7: Stretch;
  for (var c = 0u; c < CG; c++) {
    let plane = (n * C + g * CG + c) * H;
    for (var u = lowest; u < highest; u++) {
      let h = i * SH + u * DH - PT;
      let row = (plane + h) * W;
      var k = ((o * CG + c) * KH + u) * KW;
      var col = j * SW - PL;
      var p = fill(row, col, SW, BLOCKS);
      for (var v = 0u; v < KW; v++) {
        add(&a0, p, w[k]);
        if (OG > 1u) { add(&a1, p, w[k + s1]); }
        if (OG > 2u) { add(&a2, p, w[k + s2]); }
        if (OG > 3u) { add(&a3, p, w[k + s3]); }
        if (OG > 4u) { add(&a4, p, w[k + s4]); }
        if (OG > 5u) { add(&a5, p, w[k + s5]); }
        if (OG > 6u) { add(&a6, p, w[k + s6]); }
        if (OG > 7u) { add(&a7, p, w[k + s7]); }
        k++;
        col += DW;
        if (SW == 1u && DW == 1u) { p = slide(p, load(row, col + WIDTH - 1u)); } else { p = fill(row, col, SW, BLOCKS); }
      }
    }
  }
  store(n, o, i, j, a0);
  if (most > 0u) { store(n, o + 1u, i, j, a1); }
  if (most > 1u) { store(n, o + 2u, i, j, a2); }
  if (most > 2u) { store(n, o + 3u, i, j, a3); }
  if (most > 3u) { store(n, o + 4u, i, j, a4); }
  if (most > 4u) { store(n, o + 5u, i, j, a5); }
  if (most > 5u) { store(n, o + 6u, i, j, a6); }
  if (most > 6u) { store(n, o + 7u, i, j, a7); }
}

fn store(n: u32, o: u32, i: u32, j: u32, sum: Stretch) {
  let row = ((n * O + o) * I + i) * J;
  var bias = 0.0;
  if (BIAS == 1u) { bias = b[o]; }
  for (var k = 0u; k < min(WIDTH, J - j); k++) {
    let value = pick(sum, k) + bias;
    if (RELU == 1u) { y[row + j + k] = relu(value); } else { y[row + j + k] = value; }
  }
}
