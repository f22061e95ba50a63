/** adaptive_avgpool2d: window i of I covers rows ⌊i·H/I⌋ … ⌈(i+1)·H/I⌉ − 1, columns alike. Unit: one plane. */
export function adaptive_avgpool2d_forward(x: usize, y: usize, height: i32, width: i32, rows: i32, columns: i32, from: i32, to: i32): void {
  let into = y + (<usize>(from * rows * columns) << 2);
  for (let unit = from; unit < to; unit++) {
    const plane = x + (<usize>(unit * height * width) << 2);
    for (let i = 0; i < rows; i++) {
      const top = (i * height) / rows, bottom = ((i + 1) * height + rows - 1) / rows;
      for (let j = 0; j < columns; j++, into += 4) {
        const left = (j * width) / columns, right = ((j + 1) * width + columns - 1) / columns;
        let total: f32 = 0;
        for (let row = top; row < bottom; row++) {
          for (let column = left; column < right; column++) total += load<f32>(plane + (<usize>(row * width + column) << 2));
        }
        store<f32>(into, total / <f32>((bottom - top) * (right - left)));
      }
    }
  }
}

export function adaptive_avgpool2d_backward(dy: usize, dx: usize, height: i32, width: i32, rows: i32, columns: i32, from: i32, to: i32): void {
  let source = dy + (<usize>(from * rows * columns) << 2);
  for (let unit = from; unit < to; unit++) {
    const plane = dx + (<usize>(unit * height * width) << 2);
    memory.fill(plane, 0, <usize>(height * width) << 2);
    for (let i = 0; i < rows; i++) {
      const top = (i * height) / rows, bottom = ((i + 1) * height + rows - 1) / rows;
      for (let j = 0; j < columns; j++, source += 4) {
        const left = (j * width) / columns, right = ((j + 1) * width + columns - 1) / columns;
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
