// conv2d with stride and dilation 1, the gradients of the filters and of the bias, in registers, in two stages.
//   dw[o,c,u,v] = Σ_{n,i,j} dy[n,o,i,j] · x[n,c, i+u−PT, j+v−PL]        db[o] = Σ_{n,i,j} dy[n,o,i,j]
// parts  one invocation takes eight output channels, one input channel, US rows u and VS columns v of the filter, and the
//        rows (n,i) of its part. Along a row of dy the stretch of x under each row u slides: each step of j loads eight cells
//        of dy and US of x for 8·US·VS multiply-adds. Sums go to `partial` [parts][O][C/G·KH·KW + BIAS].
// total  (conv2d.filter.wgsl) adds the parts in their order.
// Relu   when RELU is 1 the forward pass ended in relu, and dy counts only where y is not 0.
override N: u32; override C: u32; override H: u32; override W: u32;   // images, channels, height, width of x
override O: u32; override I: u32; override J: u32;                    // channels, height, width of y
override KH: u32; override KW: u32;                                   // kernel
override PT: u32; override PL: u32;                                   // zero padding above and to the left, cells
override G: u32;                                                      // groups
override RELU: u32; override BIAS: u32;                               // 1 or 0
override PARTS: u32;                                                  // the N·I rows of dy are cut into so many parts
override US: u32;                                                     // rows of the filter in a tile, 1 … 5
override VS: u32;                                                     // columns of the filter in a tile, 1 … 8
override CG = C / G;
override OG = O / G;
override COLUMNS = CG * KH * KW + BIAS;
override TILES_O = (OG + 7u) / 8u;
override TILES_U = (KH + US - 1u) / US;
override TILES_V = (KW + VS - 1u) / VS;
override TILES = TILES_V * TILES_U * CG * G * TILES_O;
override ROWS = (N * I + PARTS - 1u) / PARTS;

@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
@group(0) @binding(3) var<storage, read_write> partial: array<f32>;

// VS neighbouring cells in registers; `b` holds those behind the fourth.
struct Taps { a: vec4f, b: vec4f }

fn slide(p: ptr<function, Taps>, next: f32) {
  if (VS > 1u) { p.a.x = p.a.y; } else { p.a.x = next; }
  if (VS > 2u) { p.a.y = p.a.z; } else { p.a.y = next; }
  if (VS > 3u) { p.a.z = p.a.w; } else { p.a.z = next; }
  if (VS > 4u) { p.a.w = p.b.x; } else { p.a.w = next; }
  if (VS > 5u) { p.b.x = p.b.y; } else { p.b.x = next; }
  if (VS > 6u) { p.b.y = p.b.z; } else { p.b.y = next; }
  if (VS > 7u) { p.b.z = p.b.w; } else { p.b.z = next; }
  if (VS > 7u) { p.b.w = next; }
}

// sum ← sum + p · d, cell by cell, only the VS that there are
fn add(sum: ptr<function, Taps>, p: Taps, d: f32) {
  sum.a.x += p.a.x * d;
  if (VS > 1u) { sum.a.y += p.a.y * d; }
  if (VS > 2u) { sum.a.z += p.a.z * d; }
  if (VS > 3u) { sum.a.w += p.a.w * d; }
  if (VS > 4u) { sum.b.x += p.b.x * d; }
  if (VS > 5u) { sum.b.y += p.b.y * d; }
  if (VS > 6u) { sum.b.z += p.b.z * d; }
  if (VS > 7u) { sum.b.w += p.b.w * d; }
}

// Cells of x under the US rows of the filter, or the sums of one output channel for them; `bias` is the sum of dy alone.
struct Rows { r0: Taps, r1: Taps, r2: Taps, r3: Taps, r4: Taps, bias: f32 }

fn gather(sums: ptr<function, Rows>, p: Rows, d: f32) {
  add(&sums.r0, p.r0, d);
  if (US > 1u) { add(&sums.r1, p.r1, d); }
  if (US > 2u) { add(&sums.r2, p.r2, d); }
  if (US > 3u) { add(&sums.r3, p.r3, d); }
  if (US > 4u) { add(&sums.r4, p.r4, d); }
  if (BIAS == 1u) { sums.bias += d; }
}

// A row of x: where it begins, and how many cells it has; a row outside the image has none.
struct Line { start: u32, cells: u32 }

fn line_at(plane: u32, h: u32) -> Line {
  return Line((plane + min(h, H - 1u)) * W, select(0u, W, h < H));
}

fn look(line: Line, col: u32) -> f32 {
  return select(0.0, x[line.start + min(col, W - 1u)], col < line.cells);
}

struct Lines { l0: Line, l1: Line, l2: Line, l3: Line, l4: Line }

// Column `col` comes in under every row of the filter.
fn advance(p: ptr<function, Rows>, lines: Lines, col: u32) {
  slide(&p.r0, look(lines.l0, col));
  if (US > 1u) { slide(&p.r1, look(lines.l1, col)); }
  if (US > 2u) { slide(&p.r2, look(lines.l2, col)); }
  if (US > 3u) { slide(&p.r3, look(lines.l3, col)); }
  if (US > 4u) { slide(&p.r4, look(lines.l4, col)); }
}

fn slope(at: u32) -> f32 {
  if (RELU == 1u) { return relu_gate(dy[at], y[at]); }
  return dy[at];
}

@compute @workgroup_size(64)
fn parts(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= PARTS * TILES) { return; }
  let v = (at % TILES_V) * VS;
  let u = (at / TILES_V) % TILES_U * US;
  let c = (at / (TILES_V * TILES_U)) % CG;
  let tile = (at / (TILES_V * TILES_U * CG)) % (G * TILES_O);
  let part = at / TILES;
  let g = tile / TILES_O;
  let first = (tile % TILES_O) * 8u;                                  // within the group
  let o = g * OG + first;
  let most = OG - 1u - first;                                         // channels behind `o` in the group
  let d1 = min(1u, most) * I * J;                                     // from the plane of `o` in dy to those of the next channels
  let d2 = min(2u, most) * I * J;
  let d3 = min(3u, most) * I * J;
  let d4 = min(4u, most) * I * J;
  let d5 = min(5u, most) * I * J;
  let d6 = min(6u, most) * I * J;
  let d7 = min(7u, most) * I * J;
  var s0: Rows; var s1: Rows; var s2: Rows; var s3: Rows;
  var s4: Rows; var s5: Rows; var s6: Rows; var s7: Rows;
  for (var line = part * ROWS; line < min(N * I, (part + 1u) * ROWS); line++) {
    let n = line / I;
    let i = line % I;
    var row = ((n * O + o) * I + i) * J;
    let plane = (n * C + g * CG + c) * H;
    let lines = Lines(
      line_at(plane, i + u - PT),
      line_at(plane, i + u + 1u - PT),
      line_at(plane, i + u + 2u - PT),
      line_at(plane, i + u + 3u - PT),
      line_at(plane, i + u + 4u - PT),
    );
    var col = v - PL;
    var p: Rows;
    for (var t = 1u; t < VS; t++) {
      advance(&p, lines, col);
      col++;
    }
    for (var j = 0u; j < J; j++) {
      advance(&p, lines, col);
      gather(&s0, p, slope(row));
      if (OG > 1u) { gather(&s1, p, slope(row + d1)); }
      if (OG > 2u) { gather(&s2, p, slope(row + d2)); }
      if (OG > 3u) { gather(&s3, p, slope(row + d3)); }
      if (OG > 4u) { gather(&s4, p, slope(row + d4)); }
      if (OG > 5u) { gather(&s5, p, slope(row + d5)); }
      if (OG > 6u) { gather(&s6, p, slope(row + d6)); }
      if (OG > 7u) { gather(&s7, p, slope(row + d7)); }
      col++;
      row++;
    }
  }
  let place = (part * O + o) * COLUMNS;
  store(place, c, u, v, s0);
  if (most > 0u) { store(place + COLUMNS, c, u, v, s1); }
  if (most > 1u) { store(place + 2u * COLUMNS, c, u, v, s2); }
  if (most > 2u) { store(place + 3u * COLUMNS, c, u, v, s3); }
  if (most > 3u) { store(place + 4u * COLUMNS, c, u, v, s4); }
  if (most > 4u) { store(place + 5u * COLUMNS, c, u, v, s5); }
  if (most > 5u) { store(place + 6u * COLUMNS, c, u, v, s6); }
  if (most > 6u) { store(place + 7u * COLUMNS, c, u, v, s7); }
}

fn store(place: u32, c: u32, u: u32, v: u32, sums: Rows) {
  let row = place + (c * KH + u) * KW;
  store_row(row, v, sums.r0);
  if (US > 1u && u + 1u < KH) { store_row(row + KW, v, sums.r1); }
  if (US > 2u && u + 2u < KH) { store_row(row + 2u * KW, v, sums.r2); }
  if (US > 3u && u + 3u < KH) { store_row(row + 3u * KW, v, sums.r3); }
  if (US > 4u && u + 4u < KH) { store_row(row + 4u * KW, v, sums.r4); }
  if (BIAS == 1u && c == 0u && u == 0u && v == 0u) { partial[place + CG * KH * KW] = sums.bias; }
}

fn store_row(row: u32, v: u32, taps: Taps) {
  for (var t = 0u; t < min(VS, KW - v); t++) {
    var four = taps.a;
    if (VS > 4u && t >= 4u) { four = taps.b; }
    partial[row + v + t] = four[t & 3u];
  }
}
