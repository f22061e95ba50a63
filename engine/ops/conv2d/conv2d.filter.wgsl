// conv2d, the gradients of the filters and of the bias, in two stages.
//   dw[o,c,u,v] = Σ_{n,i,j} dy[n,o,i,j] · x[n,c, i·SH+u·DH−PT, j·SW+v·DW−PL]        db[o] = Σ_{n,i,j} dy[n,o,i,j]
// The bias is a weight whose input is always 1: column K of a matrix with K+1 columns, K = C/G·KH·KW.
// parts  one invocation sums four output channels × four columns over the images of its part and writes them to `partial`
//        [parts][O][K+1]; `total` then adds the parts in their order, so that the same run gives the same bits.
// Relu   when RELU is 1 the forward pass ended in relu, and dy counts only where y is not 0.
override N: u32; override C: u32; override H: u32; override W: u32;
override O: u32; override I: u32; override J: u32;
override KH: u32; override KW: u32;
override SH: u32; override SW: u32;
override PT: u32; override PL: u32;
override DH: u32; override DW: u32;
override G: u32;
override RELU: u32; override BIAS: u32;
override PARTS: u32;                              // the batch is cut into so many parts
override CG = C / G;
override OG = O / G;
override K = CG * KH * KW;
override COLUMNS = K + BIAS;
override TILES_O = (OG + 3u) / 4u;
override TILES_K = (COLUMNS + 3u) / 4u;
override IMAGES = (N + PARTS - 1u) / PARTS;

@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
@group(0) @binding(3) var<storage, read_write> partial: array<f32>;
@group(0) @binding(4) var<storage, read_write> dw: array<f32>;
@group(0) @binding(5) var<storage, read_write> db: array<f32>;

// Where column k of the matrix looks: channel of the group, and offset of its cell from the window's corner.
struct Tap { c: u32, u: u32, v: u32, one: bool }
fn tap(k: u32) -> Tap {
  return Tap(min(k, K - 1u) / (KH * KW), (k / KW) % KH * DH, k % KW * DW, k >= K);
}

fn look(t: Tap, plane: u32, top: u32, left: u32) -> f32 {
  if (t.one) { return 1.0; }
  let h = top + t.u;
  let k = left + t.v;
  return select(0.0, x[plane + t.c * H * W + min(h, H - 1u) * W + min(k, W - 1u)], h < H && k < W);
}

fn slope(at: u32) -> f32 {
  if (RELU == 1u) { return relu_gate(dy[at], y[at]); }
  return dy[at];
}

@compute @workgroup_size(64)
fn parts(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= PARTS * G * TILES_O * TILES_K) { return; }
  let k = (at % TILES_K) * 4u;
  let tile = (at / TILES_K) % (G * TILES_O);
  let part = at / (TILES_K * G * TILES_O);
  let g = tile / TILES_O;
  let first = (tile % TILES_O) * 4u;
  let o = g * OG + first;
  let o1 = min(first + 1u, OG - 1u) - first;
  let o2 = min(first + 2u, OG - 1u) - first;
  let o3 = min(first + 3u, OG - 1u) - first;
  let t0 = tap(k); let t1 = tap(k + 1u); let t2 = tap(k + 2u); let t3 = tap(k + 3u);
  var a0 = vec4f(); var a1 = vec4f(); var a2 = vec4f(); var a3 = vec4f();
  for (var n = part * IMAGES; n < min(N, (part + 1u) * IMAGES); n++) {
    let plane = (n * C + g * CG) * H * W;
    for (var i = 0u; i < I; i++) {
      let row = ((n * O + o) * I + i) * J;
      for (var j = 0u; j < J; j++) {
        let top = i * SH - PT;
        let left = j * SW - PL;
        let p = vec4f(look(t0, plane, top, left), look(t1, plane, top, left), look(t2, plane, top, left), look(t3, plane, top, left));
        a0 += p * slope(row + j);
        if (OG > 1u) { a1 += p * slope(row + o1 * I * J + j); }
        if (OG > 2u) { a2 += p * slope(row + o2 * I * J + j); }
        if (OG > 3u) { a3 += p * slope(row + o3 * I * J + j); }
      }
    }
  }
  store(part, o, k, a0);
  if (first + 1u < OG) { store(part, o + 1u, k, a1); }
  if (first + 2u < OG) { store(part, o + 2u, k, a2); }
  if (first + 3u < OG) { store(part, o + 3u, k, a3); }
}

fn store(part: u32, o: u32, k: u32, sum: vec4f) {
  let start = (part * O + o) * COLUMNS + k;
  partial[start] = sum.x;
  if (k + 1u < COLUMNS) { partial[start + 1u] = sum.y; }
  if (k + 2u < COLUMNS) { partial[start + 2u] = sum.z; }
  if (k + 3u < COLUMNS) { partial[start + 3u] = sum.w; }
}

@compute @workgroup_size(64)
fn total(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= O * COLUMNS) { return; }
  var sum = 0.0;
  for (var part = 0u; part < PARTS; part++) { sum += partial[part * O * COLUMNS + at]; }
  let o = at / COLUMNS;
  let k = at % COLUMNS;
  if (k < K) { dw[o * K + k] = sum; } else { db[o] = sum; }
}
