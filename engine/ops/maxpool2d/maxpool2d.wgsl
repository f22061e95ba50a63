// maxpool2d, forward. One invocation computes SPAN neighbouring output cells and where they came from:
//   y[n,c,i,j] = max_{u,v} x[n,c, i·SH+u·DH−PT, j·SW+v·DW−PL]        argmax = h·W + w of the first cell that holds it
// Bounds outside the image nothing competes. NaN beats every number, so a NaN in the window is the result.
// Span   finding one's place takes divisions, which are dear where there are no vector divisions (the software adapter).
override COUNT: u32;                 // stretches of SPAN cells in y
override SPAN: u32;
override H: u32; override W: u32;    // height, width of x
override I: u32; override J: u32;    // height, width of y
override KH: u32; override KW: u32;  // kernel
override SH: u32; override SW: u32;  // stride, cells
override PT: u32; override PL: u32;  // padding above and to the left, cells
override DH: u32; override DW: u32;  // dilation, cells
override SPANS = (J + SPAN - 1u) / SPAN;

@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<storage, read_write> argmax: array<i32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= COUNT) { return; }
  let line = at / SPANS;                         // (n·C + c)·I + i
  let channel = line / I;
  let j = (at - line * SPANS) * SPAN;
  let top = (line - channel * I) * SH - PT;
  for (var k = j; k < min(j + SPAN, J); k++) { window(line * J + k, channel * H * W, top, k * SW - PL); }
}

fn window(at: u32, plane: u32, top: u32, left: u32) {
  var best = -infinity();
  var place = -1;
  for (var u = 0u; u < KH; u++) {
    let h = top + u * DH;
    if (h >= H) { continue; }
    for (var v = 0u; v < KW; v++) {
      let w = left + v * DW;
      if (w >= W) { continue; }
      let value = x[plane + h * W + w];
      if (place < 0 || is_nan(value) || (value > best && !is_nan(best))) {
        best = value;
        place = i32(h * W + w);
      }
    }
  }
  y[at] = best;
  argmax[at] = place;
}
