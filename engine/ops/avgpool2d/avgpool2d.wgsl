// avgpool2d, both ways.
//   forward   y[n,c,i,j]  = Σ x[n,c,h,w] / D(i,j)   over the cells of window (i,j)
//   backward  dx[n,c,h,w] = Σ dy[n,c,i,j] / D(i,j)  over the windows that see the cell, in reading order
// D is DIVISOR where that is not 0, else the number of cells of the window: with PADDED = 1 also those of the padding, clipped to
// the padded image.
override H: u32; override W: u32;
override I: u32; override J: u32;
override KH: u32; override KW: u32;
override SH: u32; override SW: u32;
override PT: u32; override PL: u32;
override PB: u32; override PR: u32;  // padding below and to the right, cells
override PADDED: u32;
override DIVISOR: f32;

@group(0) @binding(0) var<storage, read_write> source: array<f32>;
@group(0) @binding(1) var<storage, read_write> into: array<f32>;

struct Span { start: u32, end: u32, count: f32 }

// Window `at` along one axis: its cells inside the image, and how many it counts as.
fn span(at: u32, kernel: u32, stride: u32, before: u32, size: u32, after: u32) -> Span {
  let start = at * stride;                                   // counted with padding
  let end = min(start + kernel, before + size + after);
  let first = max(start, before) - before;
  let last = min(max(end, before) - before, size);
  return Span(first, last, f32(select(last - min(first, last), end - start, PADDED == 1u)));
}

fn rows(i: u32) -> Span { return span(i, KH, SH, PT, H, PB); }
fn columns(j: u32) -> Span { return span(j, KW, SW, PL, W, PR); }

fn divisor(down: Span, across: Span) -> f32 {
  if (DIVISOR != 0.0) { return DIVISOR; }
  return down.count * across.count;
}

// First window that can see position `at`, counted with padding.
fn first(at: u32, kernel: u32, stride: u32) -> u32 {
  return select(0u, (at - kernel + stride) / stride, at + 1u > kernel);
}

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&into)) { return; }
  let down = rows(at / J % I);
  let across = columns(at % J);
  let plane = at / (I * J) * H * W;
  var sum = 0.0;
  for (var h = down.start; h < down.end; h++) {
    for (var w = across.start; w < across.end; w++) { sum += source[plane + h * W + w]; }
  }
  into[at] = sum / divisor(down, across);
}

@compute @workgroup_size(64)
fn backward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&into)) { return; }
  let w = at % W + PL;
  let h = at / W % H + PT;
  let plane = at / (H * W) * I * J;
  var sum = 0.0;
  for (var i = first(h, KH, SH); i < min(I, h / SH + 1u); i++) {
    for (var j = first(w, KW, SW); j < min(J, w / SW + 1u); j++) {
      sum += source[plane + i * J + j] / divisor(rows(i), columns(j));
    }
  }
  into[at] = sum;
}
