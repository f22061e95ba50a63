// A stretch of 4·BLOCKS neighbouring cells of a row, in registers.
struct Stretch { a: vec4f, b: vec4f, c: vec4f, d: vec4f }

fn load_four(row: u32, col: u32, step: u32) -> vec4f {
  return vec4f(load(row, col), load(row, col + step), load(row, col + 2u * step), load(row, col + 3u * step));
}

// The cells at col, col + step, … of the first `blocks` blocks; the others are 0.
fn fill(row: u32, col: u32, step: u32, blocks: u32) -> Stretch {
  var p: Stretch;
  p.a = load_four(row, col, step);
  if (blocks > 1u) { p.b = load_four(row, col + 4u * step, step); }
  if (blocks > 2u) { p.c = load_four(row, col + 8u * step, step); }
  if (blocks > 3u) { p.d = load_four(row, col + 12u * step, step); }
  return p;
}

// One column to the right: the first cell leaves, `next` comes in at the end.
fn slide(p: Stretch, next: f32) -> Stretch {
  if (BLOCKS == 1u) { return Stretch(vec4f(p.a.yzw, next), p.b, p.c, p.d); }
  if (BLOCKS == 2u) { return Stretch(vec4f(p.a.yzw, p.b.x), vec4f(p.b.yzw, next), p.c, p.d); }
  if (BLOCKS == 3u) { return Stretch(vec4f(p.a.yzw, p.b.x), vec4f(p.b.yzw, p.c.x), vec4f(p.c.yzw, next), p.d); }
  return Stretch(vec4f(p.a.yzw, p.b.x), vec4f(p.b.yzw, p.c.x), vec4f(p.c.yzw, p.d.x), vec4f(p.d.yzw, next));
}

// One column to the left: `next` comes in at the front, the last cell leaves.
fn slide_back(p: Stretch, next: f32) -> Stretch {
  return Stretch(vec4f(next, p.a.xyz), vec4f(p.a.w, p.b.xyz), vec4f(p.b.w, p.c.xyz), vec4f(p.c.w, p.d.xyz));
}

// sum ← sum + p · w, cell by cell
fn add(sum: ptr<function, Stretch>, p: Stretch, w: f32) {
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
