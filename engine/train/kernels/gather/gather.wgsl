// gather: row r of `into` ← row indices[r] of `source`; a batch out of a data set that stays on the device.
// One invocation moves one word. A row number outside the source gives OUTSIDE: NaN, or 0 for whole numbers.
override COUNT: u32; // words of `into`
override ROW: u32;   // words of a row
override ROWS: u32;  // rows of `source`
override OUTSIDE: u32;

@group(0) @binding(0) var<storage, read_write> source: array<u32>;
@group(0) @binding(1) var<storage, read_write> indices: array<i32>;
@group(0) @binding(2) var<storage, read_write> into: array<u32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = cell(id, groups);
  if (at >= COUNT) { return; }
  let row = u32(indices[at / ROW]);
  into[at] = select(OUTSIDE, source[min(row, ROWS - 1u) * ROW + at % ROW], row < ROWS);
}
