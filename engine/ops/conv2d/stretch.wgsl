// A stretch of 4·BLOCKS neighbouring cells of a row, in registers.
struct Stretch { a: vec4f, b: vec4f, c: vec4f, d: vec4f }

fn load_four(row: u32, col: u32, step: u32, cells: u32) -> vec4f {
  return vec4f(load(row, col, cells), load(row, col + step, cells), load(row, col + 2u * step, cells), load(row, col + 3u * step, cells));
}

// The cells at col, col + step, … of a row of `cells` cells, for the first `blocks` blocks; the others are 0.
fn fill(row: u32, col: u32, step: u32, cells: u32, blocks: u32) -> Stretch {
  var p: Stretch;
  p.a = load_four(row, col, step, cells);
  if (blocks > 1u) { p.b = load_four(row, col + 4u * step, step, cells); }
  if (blocks > 2u) { p.c = load_four(row, col + 8u * step, step, cells); }
  if (blocks > 3u) { p.d = load_four(row, col + 12u * step, step, cells); }
  return p;
}

// One column to the right: the first cell leaves, `next` comes in at the end.
fn slide(p: ptr<function, Stretch>, next: f32) {
  if (BLOCKS > 1u) { p.a = vec4f(p.a.yzw, p.b.x); } else { p.a = vec4f(p.a.yzw, next); }
  if (BLOCKS > 2u) { p.b = vec4f(p.b.yzw, p.c.x); } else { p.b = vec4f(p.b.yzw, next); }
  if (BLOCKS > 3u) { p.c = vec4f(p.c.yzw, p.d.x); } else { p.c = vec4f(p.c.yzw, next); }
  if (BLOCKS > 3u) { p.d = vec4f(p.d.yzw, next); }
}

// One column to the left: `next` comes in at the front, the last cell leaves.
fn slide_back(p: ptr<function, Stretch>, next: f32) {
  if (BLOCKS > 3u) { p.d = vec4f(p.c.w, p.d.xyz); }
  if (BLOCKS > 2u) { p.c = vec4f(p.b.w, p.c.xyz); }
  if (BLOCKS > 1u) { p.b = vec4f(p.a.w, p.b.xyz); }
  p.a = vec4f(next, p.a.xyz);
}

// sum ← sum + p · w, cell by cell
fn add(sum: ptr<function, Stretch>, p: ptr<function, Stretch>, w: f32) {
  sum.a += p.a * w;
  if (BLOCKS > 1u) { sum.b += p.b * w; }
  if (BLOCKS > 2u) { sum.c += p.c * w; }
  if (BLOCKS > 3u) { sum.d += p.d * w; }
}

// Cell k of the stretch. Results are stored in a loop: unrolled stores were most of the time that a kernel took to compile.
fn pick(p: Stretch, k: u32) -> f32 {
  var four = p.a;
  if (BLOCKS > 1u && k >= 4u) { four = p.b; }
  if (BLOCKS > 2u && k >= 8u) { four = p.c; }
  if (BLOCKS > 3u && k >= 12u) { four = p.d; }
  return four[k & 3u];
}
