/** Plain moves of words. */

/** into = from. Unit: one cell. Also flatten, identity and the gradients of add. */
export function copy_cells(source: usize, into: usize, from: i32, to: i32): void {
  memory.copy(into + (<usize>from << 2), source + (<usize>from << 2), <usize>(to - from) << 2);
}

/**
 * Rows of `cells` words, `fromStep` and `intoStep` words apart: the slices of concat. Unit: one
 * row.
 */
export function copy_rows(
  source: usize, fromStep: i32, into: usize, intoStep: i32, cells: i32, from: i32, to: i32,
): void {
  for (let row = from; row < to; row++) {
    memory.copy(
      into + (<usize>(row * intoStep) << 2), source + (<usize>(row * fromStep) << 2),
      <usize>cells << 2);
  }
}
