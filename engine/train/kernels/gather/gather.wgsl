// gather: row r of `into` ← row indices[r] of `source`; a batch out of a data set that stays on the device.
// One invocation moves one word. An index outside the source takes its last row.
override COUNT: u32; // words of `into`
override ROW: u32;   // words of a row
override ROWS: u32;  // rows of `source`

@group(0) @binding(0) var<storage, read_write> source: array<u32>;
@group(0) @binding(1) var<storage, read_write> indices: array<i32>;
@group(0) @binding(2) var<storage, read_write> into: array<u32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= COUNT) { return; }
  let row = min(u32(indices[at / ROW]), ROWS - 1u);
  into[at] = source[row * ROW + at % ROW];
}
