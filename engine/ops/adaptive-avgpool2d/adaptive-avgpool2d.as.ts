/**
 * adaptive_avgpool2d: part `at` of `size` cells cut into `parts` is ⌊at·size/parts⌋ …
 * ⌈(at+1)·size/parts⌉; y is its mean. Unit: one plane.
 */
export function adaptive_avgpool2d_forward(
  x: usize, y: usize, height: i32, width: i32, rows: i32, columns: i32, from: i32, to: i32,
): void {
  for (let unit = from; unit < to; unit++) {
    const plane = x + (<usize>(unit * height * width) << 2);
    let into = y + (<usize>(unit * rows * columns) << 2);
    for (let i = 0; i < rows; i++) {
      const top = start(i, height, rows), bottom = end(i, height, rows);
      for (let j = 0; j < columns; j++, into += 4) {
        const left = start(j, width, columns), right = end(j, width, columns);
        let total: f32 = 0;
        for (let row = top; row < bottom; row++) {
          for (let column = left; column < right; column++)
            total += load<f32>(plane + (<usize>(row * width + column) << 2));
        }
        store<f32>(into, total / <f32>((bottom - top) * (right - left)));
      }
    }
  }
}

export function adaptive_avgpool2d_backward(
  dy: usize, dx: usize, height: i32, width: i32, rows: i32, columns: i32, from: i32, to: i32,
): void {
  for (let unit = from; unit < to; unit++) {
    const plane = dx + (<usize>(unit * height * width) << 2);
    let source = dy + (<usize>(unit * rows * columns) << 2);
    memory.fill(plane, 0, <usize>(height * width) << 2);
    for (let i = 0; i < rows; i++) {
      const top = start(i, height, rows), bottom = end(i, height, rows);
      for (let j = 0; j < columns; j++, source += 4) {
        const left = start(j, width, columns), right = end(j, width, columns);
        const share = load<f32>(source) / <f32>((bottom - top) * (right - left));
        for (let row = top; row < bottom; row++) {
          for (let column = left; column < right; column++) {
            const at = plane + (<usize>(row * width + column) << 2);
            store<f32>(at, load<f32>(at) + share);
          }
        }
      }
    }
  }
}

@inline
function start(at: i32, size: i32, parts: i32): i32 {
  return (at * size) / parts;
}

@inline
function end(at: i32, size: i32, parts: i32): i32 {
  return ((at + 1) * size + parts - 1) / parts;
}
