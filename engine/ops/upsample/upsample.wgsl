// upsample, both ways. One invocation computes one cell. Row i of y lies at row  place(i) = i·PACE + SHIFT  of x, kept inside the picture,
// and takes the share  max(0, 1 − |place − h|)  of row h; columns alike. Nearest: all of row ⌊i/S⌋.
//   forward   y[n,c,i,j]  = Σ x[n,c,h,w] · shares
//   backward  dx[n,c,h,w] = Σ dy[n,c,i,j] · shares   over the rows and columns that may lie within one of (h, w)
override H: u32; override W: u32;      // the small picture
override SI: u32; override SJ: u32;    // how many times as many rows and columns
override PACE_I: f32; override SHIFT_I: f32;
override PACE_J: f32; override SHIFT_J: f32;
override NEAREST: bool;

@group(0) @binding(0) var<storage, read_write> source: array<f32>;
@group(0) @binding(1) var<storage, read_write> into: array<f32>;

fn place(at: u32, scale: u32, pace: f32, shift: f32, extent: u32) -> f32 {
  if (NEAREST) { return f32(at / scale); }
  return clamp(f32(at) * pace + shift, 0.0, f32(extent - 1u));
}

fn share(place: f32, of_cell: u32) -> f32 { return max(0.0, 1.0 - abs(place - f32(of_cell))); }

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&into)) { return; }
  let row = place(at / (W * SJ) % (H * SI), SI, PACE_I, SHIFT_I, H);
  let column = place(at % (W * SJ), SJ, PACE_J, SHIFT_J, W);
  let plane = at / (W * SJ * H * SI) * H * W;
  let top = u32(row);
  let left = u32(column);
  var sum = 0.0;
  for (var h = top; h <= min(top + 1u, H - 1u); h++) {
    for (var w = left; w <= min(left + 1u, W - 1u); w++) {
      let part = share(row, h) * share(column, w);
      if (part != 0.0) { sum += source[plane + h * W + w] * part; }
    }
  }
  into[at] = sum;
}

// The first and the last row (or column) of y, and one more each, that may lie within one of `at`.
fn first(at: u32, pace: f32, shift: f32) -> u32 {
  return u32(max(0.0, floor((f32(at) - 1.0 - shift) / pace) - 1.0));
}

fn last(at: u32, pace: f32, shift: f32, count: u32) -> u32 {
  return u32(min(f32(count) - 1.0, ceil((f32(at) + 1.0 - shift) / pace) + 1.0));
}

@compute @workgroup_size(64)
fn backward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&into)) { return; }
  let h = at / W % H;
  let w = at % W;
  let plane = at / (H * W) * H * SI * W * SJ;
  var sum = 0.0;
  for (var i = first(h, PACE_I, SHIFT_I); i <= last(h, PACE_I, SHIFT_I, H * SI); i++) {
    let down = share(place(i, SI, PACE_I, SHIFT_I, H), h);
    if (down == 0.0) { continue; }
    for (var j = first(w, PACE_J, SHIFT_J); j <= last(w, PACE_J, SHIFT_J, W * SJ); j++) {
      let part = down * share(place(j, SJ, PACE_J, SHIFT_J, W), w);
      if (part != 0.0) { sum += source[plane + i * W * SJ + j] * part; }
    }
  }
  into[at] = sum;
}
