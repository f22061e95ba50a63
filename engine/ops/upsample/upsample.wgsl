// upsample, both ways. One invocation computes one cell. Row i of y lies at row  (i·STEP + SHIFT) / PARTS  of x, kept inside the
// picture; in whole parts of a row, so that only the share is rounded. It takes the share  max(0, 1 − |place − h|)  of row h; columns
// alike. Nearest: all of row ⌊i/S⌋.
//   forward   y[n,c,i,j]  = Σ x[n,c,h,w] · shares
//   backward  dx[n,c,h,w] = Σ dy[n,c,i,j] · shares   over the rows and columns that may lie within one of (h, w)
override H: u32; override W: u32;      // the small picture
override SI: u32; override SJ: u32;    // how many times as many rows and columns
override STEP_I: i32; override SHIFT_I: i32; override PARTS_I: i32;
override STEP_J: i32; override SHIFT_J: i32; override PARTS_J: i32;
override NEAREST: bool;

@group(0) @binding(0) var<storage, read_write> source: array<f32>;
@group(0) @binding(1) var<storage, read_write> into: array<f32>;

// In parts of a cell of x.
fn place(at: u32, scale: u32, step: i32, shift: i32, parts: i32, extent: u32) -> i32 {
  if (NEAREST) { return i32(at / scale) * parts; }
  return clamp(i32(at) * step + shift, 0, (i32(extent) - 1) * parts);
}

fn share(place: i32, parts: i32, of_cell: u32) -> f32 {
  return f32(max(0, parts - abs(place - i32(of_cell) * parts))) / f32(parts);
}

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&into)) { return; }
  let row = place(at / (W * SJ) % (H * SI), SI, STEP_I, SHIFT_I, PARTS_I, H);
  let column = place(at % (W * SJ), SJ, STEP_J, SHIFT_J, PARTS_J, W);
  let plane = at / (W * SJ * H * SI) * H * W;
  let top = u32(row / PARTS_I);
  let left = u32(column / PARTS_J);
  var sum = 0.0;
  for (var h = top; h <= min(top + 1u, H - 1u); h++) {
    for (var w = left; w <= min(left + 1u, W - 1u); w++) {
      let part = share(row, PARTS_I, h) * share(column, PARTS_J, w);
      if (part != 0.0) { sum += source[plane + h * W + w] * part; }
    }
  }
  into[at] = sum;
}

// The first and the last row (or column) of y, and one more each, that may lie within one of `at`.
fn first(at: u32, step: i32, shift: i32, parts: i32) -> u32 {
  return u32(max(0.0, floor(f32((i32(at) - 1) * parts - shift) / f32(step)) - 1.0));
}

fn last(at: u32, step: i32, shift: i32, parts: i32, count: u32) -> u32 {
  return u32(min(f32(count) - 1.0, ceil(f32((i32(at) + 1) * parts - shift) / f32(step)) + 1.0));
}

@compute @workgroup_size(64)
fn backward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&into)) { return; }
  let h = at / W % H;
  let w = at % W;
  let plane = at / (H * W) * H * SI * W * SJ;
  var sum = 0.0;
  for (var i = first(h, STEP_I, SHIFT_I, PARTS_I); i <= last(h, STEP_I, SHIFT_I, PARTS_I, H * SI); i++) {
    let down = share(place(i, SI, STEP_I, SHIFT_I, PARTS_I, H), PARTS_I, h);
    if (down == 0.0) { continue; }
    for (var j = first(w, STEP_J, SHIFT_J, PARTS_J); j <= last(w, STEP_J, SHIFT_J, PARTS_J, W * SJ); j++) {
      let part = down * share(place(j, SJ, STEP_J, SHIFT_J, PARTS_J, W), PARTS_J, w);
      if (part != 0.0) { sum += source[plane + i * W * SJ + j] * part; }
    }
  }
  into[at] = sum;
}
