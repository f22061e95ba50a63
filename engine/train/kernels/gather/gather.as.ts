/**
 * gather: row n of `into` is row indices[n] of `source`; where there is no such row, the word
 * `absent`. Unit: one row.
 */
export function gather_rows(
  source: usize, indices: usize, into: usize, rows: i32, cells: i32, absent: i32, from: i32,
  to: i32,
): void {
  const bytes = <usize>cells << 2;
  for (let n = from; n < to; n++) {
    const row = load<i32>(indices + (<usize>n << 2));
    const target = into + n * bytes;
    if (row >= 0 && row < rows) memory.copy(target, source + row * bytes, bytes);
    else for (let at: usize = 0; at < bytes; at += 4) store<i32>(target + at, absent);
  }
}
