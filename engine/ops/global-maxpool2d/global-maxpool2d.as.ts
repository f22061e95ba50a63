/**
 * global_maxpool2d: the largest cell of each plane and where it lies; the first of equals, NaN
 * before all. Unit: one plane.
 */
export function global_maxpool2d_forward(
  x: usize, y: usize, argmax: usize, area: i32, from: i32, to: i32,
): void {
  for (let unit = from; unit < to; unit++) {
    const plane = x + (<usize>(unit * area) << 2);
    let best = area > 0 ? 0 : -1;
    let largest: f32 = area > 0 ? load<f32>(plane) : -Infinity;
    for (let i = 1; i < area; i++) {
      const value = load<f32>(plane + (<usize>i << 2));
      if (!(value > largest) && value == value) continue;
      best = i;
      largest = value;
    }
    store<f32>(y + (<usize>unit << 2), largest);
    store<i32>(argmax + (<usize>unit << 2), best);
  }
}
