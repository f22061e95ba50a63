// conv2d, forward. One invocation computes four output channels of four neighbouring output cells:
//   y[n,o,i,j] = b[o] + Σ_{c,u,v} x[n,c, i·SH+u·DH−PT, j·SW+v·DW−PL] · w[o,c,u,v]      (then relu, when RELU is 1)
// Tile   4 channels × 4 columns in registers: eight loads feed sixteen multiply-adds. With stride and dilation 1 the columns
//        slide along the row, so that each step of v loads one new cell instead of four.
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
override CG = C / G;
override OG = O / G;
override TILES_O = (OG + 3u) / 4u;
override TILES_J = (J + 3u) / 4u;

@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> w: array<f32>;
@group(0) @binding(2) var<storage, read_write> b: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;

// x at column `col` of the row that starts at `row`; columns left of 0 have wrapped to huge numbers.
fn pixel(row: u32, col: u32) -> f32 {
  return select(0.0, x[row + min(col, W - 1u)], col < W);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= N * G * TILES_O * I * TILES_J) { return; }
  let j = (at % TILES_J) * 4u;
  let i = (at / TILES_J) % I;
  let tile = (at / (TILES_J * I)) % (G * TILES_O);
  let n = at / (TILES_J * I * G * TILES_O);
  let g = tile / TILES_O;
  let first = (tile % TILES_O) * 4u;             // within the group
  let o = g * OG + first;
  let o1 = g * OG + min(first + 1u, OG - 1u);
  let o2 = g * OG + min(first + 2u, OG - 1u);
  let o3 = g * OG + min(first + 3u, OG - 1u);
  var a0 = vec4f(); var a1 = vec4f(); var a2 = vec4f(); var a3 = vec4f();
  for (var c = 0u; c < CG; c++) {
    let plane = (n * C + g * CG + c) * H;
    for (var u = 0u; u < KH; u++) {
      let h = i * SH + u * DH - PT;
      if (h >= H) { continue; }
      let row = (plane + h) * W;
      let k0 = ((o * CG + c) * KH + u) * KW;
      let k1 = ((o1 * CG + c) * KH + u) * KW;
      let k2 = ((o2 * CG + c) * KH + u) * KW;
      let k3 = ((o3 * CG + c) * KH + u) * KW;
      var col = j * SW - PL;
      var p = vec4f();
      if (SW == 1u && DW == 1u) { p = vec4f(0.0, pixel(row, col), pixel(row, col + 1u), pixel(row, col + 2u)); }
      for (var v = 0u; v < KW; v++) {
        if (SW == 1u && DW == 1u) {
          p = vec4f(p.yzw, pixel(row, col + 3u));
        } else {
          p = vec4f(pixel(row, col), pixel(row, col + SW), pixel(row, col + 2u * SW), pixel(row, col + 3u * SW));
        }
        a0 += p * w[k0 + v];
        if (OG > 1u) { a1 += p * w[k1 + v]; }
        if (OG > 2u) { a2 += p * w[k2 + v]; }
        if (OG > 3u) { a3 += p * w[k3 + v]; }
        col += DW;
      }
    }
  }
  store(n, o, i, j, a0);
  if (first + 1u < OG) { store(n, o1, i, j, a1); }
  if (first + 2u < OG) { store(n, o2, i, j, a2); }
  if (first + 3u < OG) { store(n, o3, i, j, a3); }
}

fn store(n: u32, o: u32, i: u32, j: u32, sum: vec4f) {
  let start = ((n * O + o) * I + i) * J + j;
  var bias = 0.0;
  if (BIAS == 1u) { bias = b[o]; }
  put(start, sum.x + bias);
  if (j + 1u < J) { put(start + 1u, sum.y + bias); }
  if (j + 2u < J) { put(start + 2u, sum.z + bias); }
  if (j + 3u < J) { put(start + 3u, sum.w + bias); }
}

fn put(at: u32, value: f32) {
  if (RELU == 1u) { y[at] = relu(value); } else { y[at] = value; }
}
