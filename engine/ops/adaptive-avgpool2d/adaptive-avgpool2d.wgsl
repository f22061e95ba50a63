// adaptive_avgpool2d, both ways. Part `at` of `size` cells cut into `parts` is ⌊at·size/parts⌋ … ⌈(at+1)·size/parts⌉; the windows that
// see a cell are the same formula with the sizes exchanged.
//   forward   y[n,c,i,j]  = Σ x[n,c,h,w] / cells   over the cells of window (i,j)
//   backward  dx[n,c,h,w] = Σ dy[n,c,i,j] / cells  over the windows that see the cell, in reading order
override H: u32; override W: u32;    // the image
override I: u32; override J: u32;    // the result

@group(0) @binding(0) var<storage, read_write> source: array<f32>;
@group(0) @binding(1) var<storage, read_write> into: array<f32>;

fn start(at: u32, size: u32, parts: u32) -> u32 { return at * size / parts; }
fn end(at: u32, size: u32, parts: u32) -> u32 { return ((at + 1u) * size + parts - 1u) / parts; }

fn cells(i: u32, j: u32) -> f32 {
  return f32((end(i, H, I) - start(i, H, I)) * (end(j, W, J) - start(j, W, J)));
}

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&into)) { return; }
  let i = at / J % I;
  let j = at % J;
  let plane = at / (I * J) * H * W;
  var sum = 0.0;
  for (var h = start(i, H, I); h < end(i, H, I); h++) {
    for (var w = start(j, W, J); w < end(j, W, J); w++) { sum += source[plane + h * W + w]; }
  }
  into[at] = sum / cells(i, j);
}

@compute @workgroup_size(64)
fn backward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&into)) { return; }
  let h = at / W % H;
  let w = at % W;
  let plane = at / (H * W) * I * J;
  var sum = 0.0;
  for (var i = start(h, I, H); i < end(h, I, H); i++) {
    for (var j = start(w, J, W); j < end(w, J, W); j++) { sum += source[plane + i * J + j] / cells(i, j); }
  }
  into[at] = sum;
}
