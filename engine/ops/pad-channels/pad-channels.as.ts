/**
 * pad_channels: every stride-th pixel of the C channels in the middle, zeros in the others;
 * backward is the way back.
 */

/** y[n, c, i, j] = x[n, c − front, i·s, j·s] or 0. Unit: one plane of y. */
export function pad_channels_forward(
  x: usize, y: usize, channels: i32, height: i32, width: i32, outChannels: i32, rows: i32,
  columns: i32, front: i32, stride: i32,
  from: i32, to: i32,
): void {
  for (let unit = from; unit < to; unit++) {
    const n = unit / outChannels, c = (unit % outChannels) - front;
    let at = y + (<usize>(unit * rows * columns) << 2);
    if (c < 0 || c >= channels) {
      memory.fill(at, 0, <usize>(rows * columns) << 2);
      continue;
    }
    const plane = x + (<usize>((n * channels + c) * height * width) << 2);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++, at += 4)
        store<f32>(at, load<f32>(plane + (<usize>((i * width + j) * stride) << 2)));
    }
  }
}

/** dx is dy where it was read, else 0. Unit: one plane of x. */
export function pad_channels_backward(
  dy: usize, dx: usize, channels: i32, height: i32, width: i32, outChannels: i32, rows: i32,
  columns: i32, front: i32, stride: i32,
  from: i32, to: i32,
): void {
  for (let unit = from; unit < to; unit++) {
    const plane = dx + (<usize>(unit * height * width) << 2);
    memory.fill(plane, 0, <usize>(height * width) << 2);
    let at = dy
      + (<usize>(((unit / channels) * outChannels + (unit % channels) + front) * rows * columns)
      << 2);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++, at += 4)
        store<f32>(plane + (<usize>((i * width + j) * stride) << 2), load<f32>(at));
    }
  }
}
