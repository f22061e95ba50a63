// gather: row r of `into` ← row indices[r] of `source`; a batch out of a data set that stays on the device.
// One workgroup moves one row. A row number outside the source gives OUTSIDE:
// NaN, or 0 for whole numbers.
override COUNT: u32;   // rows of `into`
override ROW: u32;     // words of a row
override ROWS: u32;    // rows of `source`
override OUTSIDE: u32;

@group(0) @binding(0) var<storage, read_write> source: array<u32>;
@group(0) @binding(1) var<storage, read_write> indices: array<i32>;
@group(0) @binding(2) var<storage, read_write> into: array<u32>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
  let at = group.y * groups.x + group.x;
  if (at >= COUNT) { return; }
  let row = u32(indices[at]);
  let start = min(row, ROWS - 1u) * ROW;
  for (var k = lane; k < ROW; k += 64u) { into[at * ROW + k] = select(OUTSIDE, source[start + k], row < ROWS); }
}
