// global_maxpool2d, backward. One invocation computes one cell:  dx[n,c,h,w] = dy[n,c] where argmax[n,c] = h·W + w, else 0
override AREA: u32;  // H·W

@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> argmax: array<i32>;
@group(0) @binding(2) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&dx)) { return; }
  dx[at] = select(0.0, dy[at / AREA], argmax[at / AREA] == i32(at % AREA));
}
