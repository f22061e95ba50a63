/** add: y = a + b. Also accumulate: into += part. Unit: one cell. */
import { storePart } from "../../backends/wasm/assembly/simd";

export function add_cells(a: usize, b: usize, y: usize, from: i32, to: i32): void {
  let i = from;
  for (; i + 8 <= to; i += 8) {
    const at = <usize>i << 2;
    v128.store(y + at, f32x4.add(v128.load(a + at), v128.load(b + at)));
    v128.store(y + at, f32x4.add(v128.load(a + at, 16), v128.load(b + at, 16)), 16);
  }
  for (; i < to; i += 4) {
    const at = <usize>i << 2;
    storePart(y + at, f32x4.add(v128.load(a + at), v128.load(b + at)), to - i);
  }
}

/**
 * Extents of four axes and the distance in cells along each (repeats.ts); add.wasm.ts writes them
 * in this order.
 */
@unmanaged
class Axes {
  e0: i32;
  e1: i32;
  e2: i32;
  e3: i32;
  s0: i32;
  s1: i32;
  s2: i32;
  s3: i32;
}

/** Where cell `at`, counted along the extents, lies by the distances; in cells. */
@inline
function place(axes: Axes, at: i32): i32 {
  const i2 = at / axes.e3, i1 = i2 / axes.e2, i0 = i1 / axes.e1;
  return i0 * axes.s0 + (i1 - i0 * axes.e1) * axes.s1 + (i2 - i1 * axes.e2) * axes.s2
    + (at - i2 * axes.e3) * axes.s3;
}

/** y = a + b where one repeats: distances of 0. */
export function add_repeated(
  a: usize, b: usize, y: usize, inA: Axes, inB: Axes, from: i32, to: i32,
): void {
  for (let i = from; i < to; i++) {
    const left = load<f32>(a + (<usize>place(inA, i) << 2)),
      right = load<f32>(b + (<usize>place(inB, i) << 2));
    store<f32>(y + (<usize>i << 2), left + right);
  }
}

/**
 * d = Σ dy over the repeats of each cell: `kept` says where the first lies in dy, `repeats` where
 * the others lie from it. Unit: a cell of d.
 */
export function sum_repeats(
  dy: usize, d: usize, kept: Axes, repeats: Axes, count: i32, from: i32, to: i32,
): void {
  for (let i = from; i < to; i++) {
    const first = place(kept, i);
    let total: f64 = 0;
    for (let r = 0; r < count; r++)
      total += <f64>load<f32>(dy + (<usize>(first + place(repeats, r)) << 2));
    store<f32>(d + (<usize>i << 2), <f32>total);
  }
}
