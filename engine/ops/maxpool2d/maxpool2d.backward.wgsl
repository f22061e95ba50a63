// maxpool2d, backward. One invocation computes one input cell: the sum of dy over the windows that chose it,
//   dx[n,c,h,w] = Σ_{i,j : argmax[n,c,i,j] = h·W + w} dy[n,c,i,j]
// A cell asks only the windows that can see it, in reading order: no atomics, the same bits every time.
override COUNT: u32;                 // cells of the result
override H: u32; override W: u32;
override I: u32; override J: u32;
override KH: u32; override KW: u32;
override SH: u32; override SW: u32;
override PT: u32; override PL: u32;
override DH: u32; override DW: u32;

@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> argmax: array<i32>;
@group(0) @binding(2) var<storage, read_write> dx: array<f32>;

// First window that can see position `at` (counted with padding): the one whose last cell is the first not before it.
fn first(at: u32, kernel: u32, dilation: u32, stride: u32) -> u32 {
  let reach = dilation * (kernel - 1u);
  return select(0u, (at - reach + stride - 1u) / stride, at > reach);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
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
