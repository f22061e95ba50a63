/**
 * upsample: each cell of y is made of one or two rows and columns of x: `rowCells` and
 * `columnCells` have two cells for each row and column of y, `rowShares` and `columnShares` the
 * weight of the second (blend.ts). Unit: one plane.
 */
export function upsample_forward(
  x: usize, y: usize, height: i32, width: i32, rows: i32, columns: i32,
  rowCells: usize, rowShares: usize, columnCells: usize, columnShares: usize, from: i32, to: i32,
): void {
  for (let unit = from; unit < to; unit++) {
    const plane = x + (<usize>(unit * height * width) << 2);
    let into = y + (<usize>(unit * rows * columns) << 2);
    for (let i = 0; i < rows; i++) {
      const above = plane + (<usize>(cellOf(rowCells, i, 0) * width) << 2),
        below = plane + (<usize>(cellOf(rowCells, i, 1) * width) << 2);
      const down = load<f32>(rowShares + (<usize>i << 2));
      for (let j = 0; j < columns; j++, into += 4) {
        const left = <usize>cellOf(columnCells, j, 0) << 2,
          right = <usize>cellOf(columnCells, j, 1) << 2;
        const across = load<f32>(columnShares + (<usize>j << 2));
        const first = mixed(load<f32>(above + left), load<f32>(above + right), across);
        store<f32>(
          into,
          mixed(first, mixed(load<f32>(below + left), load<f32>(below + right), across), down));
      }
    }
  }
}

export function upsample_backward(
  dy: usize, dx: usize, height: i32, width: i32, rows: i32, columns: i32,
  rowCells: usize, rowShares: usize, columnCells: usize, columnShares: usize, from: i32, to: i32,
): void {
  for (let unit = from; unit < to; unit++) {
    const plane = dx + (<usize>(unit * height * width) << 2);
    let source = dy + (<usize>(unit * rows * columns) << 2);
    memory.fill(plane, 0, <usize>(height * width) << 2);
    for (let i = 0; i < rows; i++) {
      const above = plane + (<usize>(cellOf(rowCells, i, 0) * width) << 2),
        below = plane + (<usize>(cellOf(rowCells, i, 1) * width) << 2);
      const down = load<f32>(rowShares + (<usize>i << 2));
      for (let j = 0; j < columns; j++, source += 4) {
        const left = <usize>cellOf(columnCells, j, 0) << 2,
          right = <usize>cellOf(columnCells, j, 1) << 2;
        const across = load<f32>(columnShares + (<usize>j << 2)), gradient = load<f32>(source);
        add(above + left, gradient * (1 - down) * (1 - across));
        if (across != 0) add(above + right, gradient * (1 - down) * across);
        if (down == 0) continue;
        add(below + left, gradient * down * (1 - across));
        if (across != 0) add(below + right, gradient * down * across);
      }
    }
  }
}

@inline
function cellOf(cells: usize, at: i32, which: i32): i32 {
  return load<i32>(cells + (<usize>(2 * at + which) << 2));
}

/** A share of 0 takes nothing from the other number, not even what is no number. */
@inline
function mixed(one: f32, other: f32, share: f32): f32 {
  return share == 0 ? one : one * (1 - share) + other * share;
}

@inline
function add(at: usize, value: f32): void {
  store<f32>(at, load<f32>(at) + value);
}
