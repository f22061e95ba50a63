// pad_channels, both ways. One invocation computes one cell:
//   forward   y[n,c,i,j]  = x[n, c−FRONT, i·S, j·S] where that channel exists, else 0
//   backward  dx[n,c,h,w] = dy[n, c+FRONT, h/S, w/S] where S divides h and w, else 0
override C: u32; override H: u32; override W: u32;  // channels, height, width of x
override O: u32; override I: u32; override J: u32;  // of y
override S: u32;                                    // stride, cells
override FRONT: u32;                                // channels added in front

@group(0) @binding(0) var<storage, read_write> source: array<f32>;
@group(0) @binding(1) var<storage, read_write> into: array<f32>;

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&into)) { return; }
  let n = at / (O * I * J);
  let c = at / (I * J) % O - FRONT;                 // wraps to a huge number in front of the first
  let h = at / J % I * S;
  let w = at % J * S;
  let here = ((n * C + min(c, C - 1u)) * H + h) * W + w;
  into[at] = select(0.0, source[here], c < C);
}

@compute @workgroup_size(64)
fn backward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&into)) { return; }
  let n = at / (C * H * W);
  let c = at / (H * W) % C + FRONT;
  let h = at / W % H;
  let w = at % W;
  let here = ((n * O + c) * I + h / S) * J + w / S;
  into[at] = select(0.0, source[here], h % S == 0u && w % S == 0u);
}
