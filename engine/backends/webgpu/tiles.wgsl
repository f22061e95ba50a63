// A matrix product in tiles of workgroup memory, for GPUs that have some:  P[m,n] = Σ_k L[m,k] · R[k,n]
// What L, R and P are, the op says in its own file, with five functions:
//   row_at(m, z) → Row          what row m of L needs to know, found once per invocation
//   left(row, k) → f32          L[m,k]; 0 outside
//   column_at(n, z) → Column    the same for column n of R
//   right(column, k) → f32      R[k,n]; 0 outside
//   store(m, n, z, sum)         keeps P[m,n] if there is such a cell
// Tile   4·Y rows × 64 columns a workgroup, 4 × 4 sums an invocation; sixteen steps of k are loaded at a time, so that each
//        number that comes from memory is used 4·Y or 64 times.
// Layers z counts independent products (groups of channels) and parts of a long sum: part p adds k from p·SPAN to (p+1)·SPAN.
// Extents of the product are members of the op's struct Shape: K the length of the sums, SPAN steps of k in a part, PARTS.
override Y: u32;     // invocations down a tile: 4, 8 or 16; across there are always 16
const X = 16u;
const COLUMNS = 64u;
const STEPS = 16u;
override ROWS = Y * 4u;

var<workgroup> left_tile: array<vec4f, STEPS * Y>;   // [step][row / 4]
var<workgroup> right_tile: array<vec4f, STEPS * X>;  // [step][column / 4]

@compute @workgroup_size(X, Y)
fn tiles(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) at: vec3u, @builtin(local_invocation_index) lane: u32) {
  let z = group.z;
  let m = group.y * ROWS;
  let n = group.x * COLUMNS;
  let row = row_at(m + lane % ROWS, z);
  let column = column_at(n + lane % COLUMNS, z);
  let begin = z % d.PARTS * d.SPAN;
  let end = min(d.K, begin + d.SPAN);
  var a0 = vec4f(); var a1 = vec4f(); var a2 = vec4f(); var a3 = vec4f();
  for (var k = begin; k < end; k += STEPS) {
    for (var step = lane / ROWS; step < STEPS; step += X * Y / ROWS) {
      left_tile[step * Y + lane % ROWS / 4u][lane % 4u] = select(0.0, left(row, k + step), k + step < end);
    }
    for (var step = lane / COLUMNS; step < STEPS; step += X * Y / COLUMNS) {
      right_tile[step * X + lane % COLUMNS / 4u][lane % 4u] = select(0.0, right(column, k + step), k + step < end);
    }
    workgroupBarrier();
    for (var step = 0u; step < STEPS; step++) {
      let l = left_tile[step * Y + at.y];
      let r = right_tile[step * X + at.x];
      a0 += l.x * r;
      a1 += l.y * r;
      a2 += l.z * r;
      a3 += l.w * r;
    }
    workgroupBarrier();
  }
  store_row(m + at.y * 4u, n + at.x * 4u, z, a0);
  store_row(m + at.y * 4u + 1u, n + at.x * 4u, z, a1);
  store_row(m + at.y * 4u + 2u, n + at.x * 4u, z, a2);
  store_row(m + at.y * 4u + 3u, n + at.x * 4u, z, a3);
}

fn store_row(m: u32, n: u32, z: u32, sums: vec4f) {
  store(m, n, z, sums.x);
  store(m, n + 1u, z, sums.y);
  store(m, n + 2u, z, sums.z);
  store(m, n + 3u, z, sums.w);
}
