// conv2d, the second stage of the gradients of the filters and of the bias: adds the parts in their order, so that the same
// run gives the same bits. One invocation adds one cell of `partial` [PARTS][O][K + BIAS]; column K is the bias.
override BIAS: u32; // 1 or 0

struct Shape {
  O: u32,           // output channels
  K: u32,           // weights of one filter
  PARTS: u32,
}
@group(0) @binding(9) var<uniform> d: Shape;
@group(0) @binding(0) var<storage, read_write> partial: array<f32>;
@group(0) @binding(1) var<storage, read_write> dw: array<f32>;
@group(0) @binding(2) var<storage, read_write> db: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  let columns = d.K + BIAS;
  let count = d.O * columns;
  if (at >= count) { return; }
  var sum = 0.0;
  for (var part = 0u; part < d.PARTS; part++) { sum += partial[part * count + at]; }
  let o = at / columns;
  let k = at - o * columns;
  if (k < d.K) { dw[o * d.K + k] = sum; } else { db[o] = sum; }
}
