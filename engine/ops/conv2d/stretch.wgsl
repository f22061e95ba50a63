// A stretch of neighbouring cells of a row in registers, as BLOCKS blocks of four; with PAIRED = 1 half of the blocks belong to
// the same row of the next image, so that narrow images fill the tile too.
override BLOCKS: u32;                            // 1 … 4; with PAIRED 2 or 4
override PAIRED: u32;                            // 1 or 0
override ACROSS = BLOCKS / (1u + PAIRED);        // blocks along a row
override WIDTH = ACROSS * 4u;                    // columns of a tile
override IMAGE_B = 1u / ACROSS;                  // 0 or 1: which image block b belongs to, and where in the row it begins
override COLUMN_B = 1u % ACROSS * 4u;
override IMAGE_C = 2u / ACROSS;
override COLUMN_C = 2u % ACROSS * 4u;
override IMAGE_D = 3u / ACROSS;
override COLUMN_D = 3u % ACROSS * 4u;

struct Stretch { a: vec4f, b: vec4f, c: vec4f, d: vec4f }

// Where the cells lie: a row of `cells` cells from word `start`, the same row of the next image `skip` words on.
struct Line { start: u32, cells: u32, skip: u32 }

fn load_four(row: u32, col: u32, step: u32, cells: u32) -> vec4f {
  return vec4f(load(row, col, cells), load(row, col + step, cells), load(row, col + 2u * step, cells), load(row, col + 3u * step, cells));
}

// The cells at col, col + step, …, for the first `blocks` blocks; the others are 0.
fn fill(line: Line, col: u32, step: u32, blocks: u32) -> Stretch {
  var p: Stretch;
  p.a = load_four(line.start, col, step, line.cells);
  if (blocks > 1u) { p.b = load_four(line.start + IMAGE_B * line.skip, col + COLUMN_B * step, step, line.cells); }
  if (blocks > 2u) { p.c = load_four(line.start + IMAGE_C * line.skip, col + COLUMN_C * step, step, line.cells); }
  if (blocks > 3u) { p.d = load_four(line.start + IMAGE_D * line.skip, col + COLUMN_D * step, step, line.cells); }
  return p;
}

// One column to the right: the first cell of each row leaves, `next` (of the next image: `other`) comes in at its end.
fn slide(p: ptr<function, Stretch>, next: f32, other: f32) {
  if (ACROSS == 1u) { p.a = vec4f(p.a.yzw, next); } else { p.a = vec4f(p.a.yzw, p.b.x); }
  if (ACROSS == 1u) { p.b = vec4f(p.b.yzw, other); } else if (ACROSS == 2u) { p.b = vec4f(p.b.yzw, next); } else { p.b = vec4f(p.b.yzw, p.c.x); }
  if (ACROSS == 3u) { p.c = vec4f(p.c.yzw, next); } else if (BLOCKS == 4u) { p.c = vec4f(p.c.yzw, p.d.x); }
  if (BLOCKS == 4u) { p.d = vec4f(p.d.yzw, select(next, other, PAIRED == 1u)); }
}

// One column to the left: `next` (of the next image: `other`) comes in at the front of each row, its last cell leaves.
fn slide_back(p: ptr<function, Stretch>, next: f32, other: f32) {
  if (BLOCKS == 4u) { p.d = vec4f(p.c.w, p.d.xyz); }
  if (ACROSS == 2u) { p.c = vec4f(other, p.c.xyz); } else { p.c = vec4f(p.b.w, p.c.xyz); }
  if (ACROSS == 1u) { p.b = vec4f(other, p.b.xyz); } else { p.b = vec4f(p.a.w, p.b.xyz); }
  p.a = vec4f(next, p.a.xyz);
}

// The cell at `col` of the line, and the same of the next image.
fn next_of(line: Line, col: u32) -> f32 {
  return load(line.start, col, line.cells);
}

fn other_of(line: Line, col: u32) -> f32 {
  if (PAIRED == 0u) { return 0.0; }
  return load(line.start + line.skip, col, line.cells);
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
