// maxpool2d, backward:  dx[n,c,h,w] = Σ_{i,j : argmax[n,c,i,j] = h·W + w} dy[n,c,i,j]
// gather  for windows that overlap: one invocation computes one cell, the sum of dy over the windows that chose it. A cell asks
//         only the windows that can see it, in reading order: no atomics, the same bits every time.
// spread  for windows that do not: the image falls into blocks of SH × SW cells with at most one window in each. One invocation
//         takes SPAN neighbouring blocks, gives each winner its dy and everybody else 0.
override COUNT: u32;                 // cells of x for gather, stretches of SPAN blocks for spread
override SPAN: u32;
override H: u32; override W: u32;    // height, width of x
override I: u32; override J: u32;    // height, width of y
override KH: u32; override KW: u32;  // kernel
override SH: u32; override SW: u32;  // stride, cells
override PT: u32; override PL: u32;  // padding above and to the left, cells
override DH: u32; override DW: u32;  // dilation, cells
override ROWS = (H + SH - 1u) / SH;  // blocks
override COLUMNS = (W + SW - 1u) / SW;
override SPANS = (COLUMNS + SPAN - 1u) / SPAN;

@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> argmax: array<i32>;
@group(0) @binding(2) var<storage, read_write> dx: array<f32>;

// First window that can see position `at` (counted with padding): the one whose last cell is the first not before it.
fn first(at: u32, kernel: u32, dilation: u32, stride: u32) -> u32 {
  let reach = dilation * (kernel - 1u);
  return select(0u, (at - reach + stride - 1u) / stride, at > reach);
}

@compute @workgroup_size(64)
fn gather(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= COUNT) { return; }
  let here = i32(at % (H * W));
  let w = at % W + PL;
  let h = (at / W) % H + PT;
  let plane = at / (H * W) * I * J;
  var sum = 0.0;
  for (var i = first(h, KH, DH, SH); i < min(I, h / SH + 1u); i++) {
    for (var j = first(w, KW, DW, SW); j < min(J, w / SW + 1u); j++) {
      let window = plane + i * J + j;
      if (argmax[window] == here) { sum += dy[window]; }
    }
  }
  dx[at] = sum;
}

@compute @workgroup_size(64)
fn spread(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= COUNT) { return; }
  let line = at / SPANS;
  let channel = line / ROWS;
  let i = line - channel * ROWS;
  let j = (at - line * SPANS) * SPAN;
  for (var k = j; k < min(j + SPAN, COLUMNS); k++) {
    var winner = 0xffffffffu;
    var slope = 0.0;
    if (i < I && k < J) {
      let window = (channel * I + i) * J + k;
      winner = u32(argmax[window]);
      slope = dy[window];
    }
    for (var h = i * SH; h < min(H, (i + 1u) * SH); h++) {
      for (var w = k * SW; w < min(W, (k + 1u) * SW); w++) {
        dx[channel * H * W + h * W + w] = select(0.0, slope, winner == h * W + w);
      }
    }
  }
}
