// concat over channels: each input is a block of every image of y. One invocation moves one word.
//   join   y[n · ROW + START + r] ← x[n · LENGTH + r]          split  the way back
override LENGTH: u32; // words of one image of this input
override ROW: u32;    // words of one image of y
override START: u32;  // where this input's block begins in it

@group(0) @binding(0) var<storage, read_write> x: array<u32>;
@group(0) @binding(1) var<storage, read_write> y: array<u32>;

@compute @workgroup_size(64)
fn join(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&x)) { return; }
  y[at / LENGTH * ROW + START + at % LENGTH] = x[at];
}

@compute @workgroup_size(64)
fn split(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= arrayLength(&x)) { return; }
  x[at] = y[at / LENGTH * ROW + START + at % LENGTH];
}
