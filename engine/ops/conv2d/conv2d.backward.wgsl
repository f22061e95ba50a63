// conv2d, the gradient of the input. One invocation computes four input channels of four neighbouring cells:
//   dx[n,c,h,k] = Σ_{o,u,v} dy[n,o, (h+PT−u·DH)/SH, (k+PL−v·DW)/SW] · w[o,c,u,v]
// over those u, v for which the divisions leave no rest and the cell of dy exists.
// Relu   when RELU is 1 the forward pass ended in relu, and dy counts only where y is not 0.
// Tile   4 channels × 4 columns in registers; with stride and dilation 1 the columns slide along the row of dy.
override N: u32; override C: u32; override H: u32; override W: u32;
override O: u32; override I: u32; override J: u32;
override KH: u32; override KW: u32;
override SH: u32; override SW: u32;
override PT: u32; override PL: u32;
override DH: u32; override DW: u32;
override G: u32;
override RELU: u32;
override CG = C / G;
override OG = O / G;
override TILES_C = (CG + 3u) / 4u;
override TILES_W = (W + 3u) / 4u;

@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> w: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
@group(0) @binding(3) var<storage, read_write> dx: array<f32>;

// dy at column `col` of the row that starts at `row`; columns left of 0 have wrapped to huge numbers.
fn slope(row: u32, col: u32) -> f32 {
  let at = row + min(col, J - 1u);
  var value = dy[at];
  if (RELU == 1u) { value = relu_gate(value, y[at]); }
  return select(0.0, value, col < J);
}

// The same for a position counted in input cells, which must fall on a window.
fn strided(row: u32, position: u32) -> f32 {
  return select(0.0, slope(row, position / SW), position % SW == 0u && position < 0x80000000u);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= N * G * TILES_C * H * TILES_W) { return; }
  let k = (at % TILES_W) * 4u;
  let h = (at / TILES_W) % H;
  let tile = (at / (TILES_W * H)) % (G * TILES_C);
  let n = at / (TILES_W * H * G * TILES_C);
  let g = tile / TILES_C;
  let c = (tile % TILES_C) * 4u;                  // within the group
  let c1 = min(c + 1u, CG - 1u);
  let c2 = min(c + 2u, CG - 1u);
  let c3 = min(c + 3u, CG - 1u);
  var a0 = vec4f(); var a1 = vec4f(); var a2 = vec4f(); var a3 = vec4f();
  for (var q = 0u; q < OG; q++) {
    let o = g * OG + q;
    for (var u = 0u; u < KH; u++) {
      let height = h + PT - u * DH;
      let i = height / SH;
      if (height >= 0x80000000u || height % SH != 0u || i >= I) { continue; }
      let row = ((n * O + o) * I + i) * J;
      let k0 = ((o * CG + c) * KH + u) * KW;
      let k1 = ((o * CG + c1) * KH + u) * KW;
      let k2 = ((o * CG + c2) * KH + u) * KW;
      let k3 = ((o * CG + c3) * KH + u) * KW;
      var col = k + PL;
      var p = vec4f();
      if (SW == 1u && DW == 1u) { p = vec4f(slope(row, col + 1u), slope(row, col + 2u), slope(row, col + 3u), 0.0); }
      for (var v = 0u; v < KW; v++) {
        if (SW == 1u && DW == 1u) {
          p = vec4f(slope(row, col), p.xyz);
        } else {
          p = vec4f(strided(row, col), strided(row, col + 1u), strided(row, col + 2u), strided(row, col + 3u));
        }
        a0 += p * w[k0 + v];
        if (CG > 1u) { a1 += p * w[k1 + v]; }
        if (CG > 2u) { a2 += p * w[k2 + v]; }
        if (CG > 3u) { a3 += p * w[k3 + v]; }
        col -= DW;
      }
    }
  }
  store(n, g * CG + c, h, k, a0);
  if (c + 1u < CG) { store(n, g * CG + c1, h, k, a1); }
  if (c + 2u < CG) { store(n, g * CG + c2, h, k, a2); }
  if (c + 3u < CG) { store(n, g * CG + c3, h, k, a3); }
}

fn store(n: u32, c: u32, h: u32, k: u32, sum: vec4f) {
  let start = ((n * C + c) * H + h) * W + k;
  dx[start] = sum.x;
  if (k + 1u < W) { dx[start + 1u] = sum.y; }
  if (k + 2u < W) { dx[start + 2u] = sum.z; }
  if (k + 3u < W) { dx[start + 3u] = sum.w; }
}
