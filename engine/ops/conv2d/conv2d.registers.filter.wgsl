// conv2d with stride and dilation 1, the gradients of the filters and of the bias, in registers, in two stages.
//   dw[o,c,u,v] = Σ_{n,i,j} dy[n,o,i,j] · x[n,c, i+u−PT, j+v−PL]        db[o] = Σ_{n,i,j} dy[n,o,i,j]
// parts  one invocation takes CHANNELS output channels, one input channel, US rows u and VS columns v of the filter, and the
//        rows (n,i) of its part. Along a row of dy the stretch of x under each row u slides: each step of j loads CHANNELS cells
//        of dy and US of x for CHANNELS·US·VS multiply-adds. Sums go to `partial` [parts][O][C/G·KH·KW + BIAS].
// total  (conv2d.filter.wgsl) adds the parts in their order.
// Relu   when RELU is 1 the forward pass ended in relu, and dy counts only where y is not 0.
override RELU: u32; override BIAS: u32; // 1 or 0
override CHANNELS: u32;                 // output channels of a tile, 1 … 8
override US: u32;                       // rows of the filter in a tile, 1 … 3
override VS: u32;                       // columns of the filter in a tile, 1 … 8

struct Shape {
  N: u32, C: u32, H: u32, W: u32,       // images, channels, height, width of x
  O: u32, I: u32, J: u32, G: u32,       // channels, height, width of y; groups
  KH: u32, KW: u32,                     // kernel
  PT: u32, PL: u32,                     // zero padding above and to the left, cells
  PARTS: u32,                           // the N·I rows of dy are cut into so many parts
}
@group(0) @binding(9) var<uniform> d: Shape;
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
fn add(sum: ptr<function, Taps>, p: ptr<function, Taps>, slope: f32) {
  sum.a.x += p.a.x * slope;
  if (VS > 1u) { sum.a.y += p.a.y * slope; }
  if (VS > 2u) { sum.a.z += p.a.z * slope; }
  if (VS > 3u) { sum.a.w += p.a.w * slope; }
  if (VS > 4u) { sum.b.x += p.b.x * slope; }
  if (VS > 5u) { sum.b.y += p.b.y * slope; }
  if (VS > 6u) { sum.b.z += p.b.z * slope; }
  if (VS > 7u) { sum.b.w += p.b.w * slope; }
}

// Cells of x under the US rows of the filter, or the sums of one output channel for them; `bias` is the sum of dy alone.
struct Rows { r0: Taps, r1: Taps, r2: Taps, bias: f32 }

fn gather(sums: ptr<function, Rows>, p: ptr<function, Rows>, slope: f32) {
  add(&sums.r0, &p.r0, slope);
  if (US > 1u) { add(&sums.r1, &p.r1, slope); }
  if (US > 2u) { add(&sums.r2, &p.r2, slope); }
  if (BIAS == 1u) { sums.bias += slope; }
}

// A row of x: where it begins, and how many cells it has; a row outside the image has none.
struct Line { start: u32, cells: u32 }

fn line_at(plane: u32, h: u32) -> Line {
  return Line((plane + min(h, d.H - 1u)) * d.W, select(0u, d.W, h < d.H));
}

fn look(line: Line, col: u32, last: u32) -> f32 {
  return select(0.0, x[line.start + min(col, last)], col < line.cells);
}

struct Lines { l0: Line, l1: Line, l2: Line }

// Column `col` (of 0 … `last`) comes in under every row of the filter.
fn advance(p: ptr<function, Rows>, lines: Lines, col: u32, last: u32) {
  slide(&p.r0, look(lines.l0, col, last));
  if (US > 1u) { slide(&p.r1, look(lines.l1, col, last)); }
  if (US > 2u) { slide(&p.r2, look(lines.l2, col, last)); }
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
  let tiles_o = (og + CHANNELS - 1u) / CHANNELS;
  let tiles_u = (d.KH + US - 1u) / US;
  let tiles_v = (d.KW + VS - 1u) / VS;
  let tiles = tiles_v * tiles_u * cg * d.G * tiles_o;
  if (at >= d.PARTS * tiles) { return; }
  let v = at % tiles_v * VS;
  let u = at / tiles_v % tiles_u * US;
  let c = at / (tiles_v * tiles_u) % cg;
  let tile = at / (tiles_v * tiles_u * cg) % (d.G * tiles_o);
  let part = at / tiles;
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
  let last = d.W - 1u;
  let windows = d.J;
  let lines_each = (d.N * d.I + d.PARTS - 1u) / d.PARTS;
  var s0: Rows; var s1: Rows; var s2: Rows; var s3: Rows;
  var s4: Rows; var s5: Rows; var s6: Rows; var s7: Rows;
  for (var line = part * lines_each; line < min(d.N * d.I, (part + 1u) * lines_each); line++) {
    let n = line / d.I;
    let i = line - n * d.I;
    var row = ((n * d.O + o) * d.I + i) * windows;
    let plane = (n * d.C + g * cg + c) * d.H;
    let lines = Lines(
      line_at(plane, i + u - d.PT),
      line_at(plane, i + u + 1u - d.PT),
      line_at(plane, i + u + 2u - d.PT),
    );
    var col = v - d.PL;
    var p: Rows;
    for (var t = 1u; t < VS; t++) {
      advance(&p, lines, col, last);
      col++;
    }
    for (var j = 0u; j < windows; j++) {
      advance(&p, lines, col, last);
      gather(&s0, &p, slope(row));
      if (CHANNELS > 1u) { gather(&s1, &p, slope(row + d1)); }
      if (CHANNELS > 2u) { gather(&s2, &p, slope(row + d2)); }
      if (CHANNELS > 3u) { gather(&s3, &p, slope(row + d3)); }
      if (CHANNELS > 4u) { gather(&s4, &p, slope(row + d4)); }
      if (CHANNELS > 5u) { gather(&s5, &p, slope(row + d5)); }
      if (CHANNELS > 6u) { gather(&s6, &p, slope(row + d6)); }
      if (CHANNELS > 7u) { gather(&s7, &p, slope(row + d7)); }
      col++;
      row++;
    }
  }
  let columns = cg * d.KH * d.KW + BIAS;
  let place = (part * d.O + o) * columns;
  store(place, columns, c, u, v, s0);
  if (CHANNELS > 1u && most >= 1u) { store(place + 1u * columns, columns, c, u, v, s1); }
  if (CHANNELS > 2u && most >= 2u) { store(place + 2u * columns, columns, c, u, v, s2); }
  if (CHANNELS > 3u && most >= 3u) { store(place + 3u * columns, columns, c, u, v, s3); }
  if (CHANNELS > 4u && most >= 4u) { store(place + 4u * columns, columns, c, u, v, s4); }
  if (CHANNELS > 5u && most >= 5u) { store(place + 5u * columns, columns, c, u, v, s5); }
  if (CHANNELS > 6u && most >= 6u) { store(place + 6u * columns, columns, c, u, v, s6); }
  if (CHANNELS > 7u && most >= 7u) { store(place + 7u * columns, columns, c, u, v, s7); }
}

fn store(place: u32, columns: u32, c: u32, u: u32, v: u32, sums: Rows) {
  let row = place + (c * d.KH + u) * d.KW;
  store_row(row, v, sums.r0);
  if (US > 1u && u + 1u < d.KH) { store_row(row + d.KW, v, sums.r1); }
  if (US > 2u && u + 2u < d.KH) { store_row(row + 2u * d.KW, v, sums.r2); }
  if (BIAS == 1u && c == 0u && u == 0u && v == 0u) { partial[place + columns - 1u] = sums.bias; }
}

fn store_row(row: u32, v: u32, taps: Taps) {
  for (var t = 0u; t < min(VS, d.KW - v); t++) {
    var four = taps.a;
    if (VS > 4u && t >= 4u) { four = taps.b; }
    partial[row + v + t] = four[t & 3u];
  }
}
