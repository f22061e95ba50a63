// maxpool2d, forward. One invocation computes one output cell and where it came from:
//   y[n,c,i,j] = max_{u,v} x[n,c, i·SH+u·DH−PT, j·SW+v·DW−PL]        argmax = h·W + w of the first cell that holds it
// Bounds outside the image nothing competes. NaN beats every number, so a NaN in the window is the result.
override COUNT: u32;                 // cells of the result
override H: u32; override W: u32;
override I: u32; override J: u32;
override KH: u32; override KW: u32;
override SH: u32; override SW: u32;
override PT: u32; override PL: u32;
override DH: u32; override DW: u32;

@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<storage, read_write> argmax: array<i32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= COUNT) { return; }
  let j = at % J;
  let i = (at / J) % I;
  let plane = at / (I * J) * H * W;
  var best = -infinity();
  var place = -1;
  for (var u = 0u; u < KH; u++) {
    let h = i * SH + u * DH - PT;
    if (h >= H) { continue; }
    for (var v = 0u; v < KW; v++) {
      let w = j * SW + v * DW - PL;
      if (w >= W) { continue; }
      let value = x[plane + h * W + w];
      if (place < 0 || is_nan(value) || exceeds(value, best)) {
        best = value;
        place = i32(h * W + w);
      }
    }
  }
  y[at] = best;
  argmax[at] = place;
}
