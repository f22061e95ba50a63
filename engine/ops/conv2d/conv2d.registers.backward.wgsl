// conv2d, the gradient of the input, in registers. One invocation computes up to eight input channels of a stretch of a row:
//   dx[n,c,h,k] = Σ_{o,u,v} dy[n,o, (h+PT−u·DH)/SH, (k+PL−v·DW)/SW] · w[o,c,u,v]
// over those u, v for which the divisions leave no rest and the cell of dy exists.
// Tile   8 channels × 4·BLOCKS columns. With stride and dilation 1 the stretch of dy slides along its row, one cell to the left
//        with each v. Where one tile holds a whole row and nothing is padded, only zeros come in and nothing is loaded.
// Loops  go over the rows and filters that exist; a `continue` would save nothing on the software adapter.
// Relu   when RELU is 1 the forward pass ended in relu, and dy counts only where y is not 0.
override N: u32; override C: u32; override H: u32; override W: u32;   // images, channels, height, width of x
override O: u32; override I: u32; override J: u32;                    // channels, height, width of y
override KH: u32; override KW: u32;                                   // kernel
override SH: u32; override SW: u32;                                   // stride, cells
override PT: u32; override PL: u32;                                   // zero padding above and to the left, cells
override DH: u32; override DW: u32;                                   // dilation, cells
override G: u32;                                                      // groups
override RELU: u32;                                                   // 1 or 0
override BLOCKS: u32;                                                 // blocks of four columns in a tile, 1 … 4
override CG = C / G;
override OG = O / G;
override WIDTH = BLOCKS * 4u;
override TILES_C = (CG + 7u) / 8u;
override TILES_W = (W + WIDTH - 1u) / WIDTH;
override ALONE = TILES_W == 1u && PL == 0u && SW == 1u && DW == 1u;   // one tile holds the row, and only zeros slide in
override FILLED = select(BLOCKS, min(BLOCKS, (J + 3u) / 4u), ALONE);  // blocks that dy reaches at v = 0

@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> w: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
@group(0) @binding(3) var<storage, read_write> dx: array<f32>;

// dy where a window starts at `position` (cells of x, counted with padding) of the row of dy that starts at `row`, else 0.
// Positions left of 0 have wrapped to huge numbers.
fn load(row: u32, position: u32) -> f32 {
  let col = position / SW;
  let at = row + min(col, J - 1u);
  var value = dy[at];
  if (RELU == 1u) { value = relu_gate(value, y[at]); }
  return select(0.0, value, col < J && (SW == 1u || (position % SW == 0u && position < 0x80000000u)));
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= N * G * TILES_C * H * TILES_W) { return; }
  let k = (at % TILES_W) * WIDTH;
  let h = (at / TILES_W) % H;
  let tile = (at / (TILES_W * H)) % (G * TILES_C);
  let n = at / (TILES_W * H * G * TILES_C);
  let g = tile / TILES_C;
  let c = (tile % TILES_C) * 8u;                                      // within the group
  let most = CG - 1u - c;                                             // channels behind `c` in the group
  let s1 = min(1u, most) * KH * KW;                                   // from the weights of `c` to those of the next channels
  let s2 = min(2u, most) * KH * KW;
  let s3 = min(3u, most) * KH * KW;
  let s4 = min(4u, most) * KH * KW;
  let s5 = min(5u, most) * KH * KW;
  let s6 = min(6u, most) * KH * KW;
  let s7 = min(7u, most) * KH * KW;
  let lowest = (max(h + PT, (I - 1u) * SH) - (I - 1u) * SH + DH - 1u) / DH;   // first u whose row of dy is not below the last
  let highest = min(KH, (h + PT) / DH + 1u);
  var a0: Stretch; var a1: Stretch; var a2: Stretch; var a3: Stretch;
  var a4: Stretch; var a5: Stretch; var a6: Stretch; var a7: Stretch;
  for (var q = 0u; q < OG; q++) {
    let o = g * OG + q;
    for (var u = lowest; u < highest; u++) {
      let height = h + PT - u * DH;
      if (SH > 1u && height % SH != 0u) { continue; }
      let row = ((n * O + o) * I + height / SH) * J;
      var at_weight = ((o * CG + c) * KH + u) * KW;
      var position = k + PL;
      var p = fill(row, position, 1u, FILLED);
      for (var v = 0u; v < KW; v++) {
        add(&a0, p, w[at_weight]);
        if (CG > 1u) { add(&a1, p, w[at_weight + s1]); }
        if (CG > 2u) { add(&a2, p, w[at_weight + s2]); }
        if (CG > 3u) { add(&a3, p, w[at_weight + s3]); }
        if (CG > 4u) { add(&a4, p, w[at_weight + s4]); }
        if (CG > 5u) { add(&a5, p, w[at_weight + s5]); }
        if (CG > 6u) { add(&a6, p, w[at_weight + s6]); }
        if (CG > 7u) { add(&a7, p, w[at_weight + s7]); }
        at_weight++;
        position -= DW;
        if (SW > 1u || DW > 1u) {
          p = fill(row, position, 1u, BLOCKS);
        } else if (ALONE) {
          p = slide_back(p, 0.0);
        } else {
          p = slide_back(p, load(row, position));
        }
      }
    }
  }
  let plane = n * C + g * CG + c;
  store(plane, h, k, a0);
  if (most > 0u) { store(plane + 1u, h, k, a1); }
  if (most > 1u) { store(plane + 2u, h, k, a2); }
  if (most > 2u) { store(plane + 3u, h, k, a3); }
  if (most > 3u) { store(plane + 4u, h, k, a4); }
  if (most > 4u) { store(plane + 5u, h, k, a5); }
  if (most > 5u) { store(plane + 6u, h, k, a6); }
  if (most > 6u) { store(plane + 7u, h, k, a7); }
}

fn store(plane: u32, h: u32, k: u32, sum: Stretch) {
  let row = (plane * H + h) * W + k;
  for (var t = 0u; t < min(WIDTH, W - k); t++) { dx[row + t] = pick(sum, t); }
}
