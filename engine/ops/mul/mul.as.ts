/** mul: y = a·b, and Σ a·b over what repeats. */
import { madd, storePart, sumLanes, zero } from "../../backends/wasm/assembly/simd";

/** Unit: a cell. */
export function mul_cells(a: usize, b: usize, y: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i += 4) {
    const at = <usize>i << 2;
    storePart(y + at, f32x4.mul(v128.load(a + at), v128.load(b + at)), to - i);
  }
}

/** Each cell of b multiplies a run of `length` cells of a. Unit: a run. */
export function mul_runs(a: usize, b: usize, y: usize, length: i32, from: i32, to: i32): void {
  for (let run = from; run < to; run++) {
    const factor = f32x4.splat(load<f32>(b + (<usize>run << 2)));
    const start = <usize>(run * length) << 2;
    for (let i = 0; i < length; i += 4) {
      const at = start + (<usize>i << 2);
      storePart(y + at, f32x4.mul(v128.load(a + at), factor), length - i);
    }
  }
}

/** y[run] = Σ a·b over a run of `length` cells of both. Unit: a run. */
export function mul_run_sums(a: usize, b: usize, y: usize, length: i32, from: i32, to: i32): void {
  for (let run = from; run < to; run++) {
    const start = <usize>(run * length) << 2, whole = length & ~3;
    let sums = zero();
    for (let i = 0; i < whole; i += 4) {
      const at = start + (<usize>i << 2);
      sums = madd(v128.load(a + at), v128.load(b + at), sums);
    }
    let total = sumLanes(sums);
    for (let i = whole; i < length; i++) {
      const at = start + (<usize>i << 2);
      total += load<f32>(a + at) * load<f32>(b + at);
    }
    store<f32>(y + (<usize>run << 2), total);
  }
}

/**
 * Four extents, and the distance in cells along each axis in the one and in the other factor;
 * mul.wasm.ts writes them in this order.
 */
@unmanaged
class Factors {
  e0: i32;
  e1: i32;
  e2: i32;
  e3: i32;
  a0: i32;
  a1: i32;
  a2: i32;
  a3: i32;
  b0: i32;
  b1: i32;
  b2: i32;
  b3: i32;
}

/**
 * y[at] = Σ_r a·b over `count` repeats: `kept` says where the cell's factors lie, `repeats` how far
 * from there the others. Unit: a cell.
 */
export function mul_places(
  a: usize, b: usize, y: usize, kept: Factors, repeats: Factors, count: i32, from: i32, to: i32,
): void {
  for (let i = from; i < to; i++) {
    const left = a + (<usize>placeInA(kept, i) << 2), right = b + (<usize>placeInB(kept, i) << 2);
    let total: f64 = 0;
    for (let r = 0; r < count; r++) {
      total += <f64>load<f32>(left + (<usize>placeInA(repeats, r) << 2))
        * <f64>load<f32>(right + (<usize>placeInB(repeats, r) << 2));
    }
    store<f32>(y + (<usize>i << 2), <f32>total);
  }
}

@inline
function placeInA(f: Factors, at: i32): i32 {
  const i2 = at / f.e3, i1 = i2 / f.e2, i0 = i1 / f.e1;
  return i0 * f.a0 + (i1 - i0 * f.e1) * f.a1 + (i2 - i1 * f.e2) * f.a2 + (at - i2 * f.e3) * f.a3;
}

@inline
function placeInB(f: Factors, at: i32): i32 {
  const i2 = at / f.e3, i1 = i2 / f.e2, i0 = i1 / f.e1;
  return i0 * f.b0 + (i1 - i0 * f.e1) * f.b1 + (i2 - i1 * f.e2) * f.b2 + (at - i2 * f.e3) * f.b3;
}
