/** ring: ring[step mod length] = source[0]. One unit. */
export function ring_write(
  source: usize, ring: usize, length: i32, step: usize, from: i32, to: i32,
): void {
  store<i32>(ring + (<usize>(load<u32>(step) % <u32>length) << 2), load<i32>(source));
}
