/**
 * The two loops behind every op that does the same to each cell. `F` is a class without fields
 * whose two methods give the value and the derivative of four cells; `p` is the op's one setting (0
 * where it has none). Unit: one cell.
 */
import { storePart } from "./simd";

export function forward<F>(x: usize, y: usize, p: f32, from: i32, to: i32): void {
  const f = changetype<F>(0);
  const setting = f32x4.splat(p);
  for (let i = from; i < to; i += 4) {
    const at = (<usize>i) << 2;
    storePart(y + at, f.value(v128.load(x + at), setting), to - i);
  }
}

/** dx = dy · f′(x). */
export function backward<F>(x: usize, dy: usize, dx: usize, p: f32, from: i32, to: i32): void {
  const f = changetype<F>(0);
  const setting = f32x4.splat(p);
  for (let i = from; i < to; i += 4) {
    const at = (<usize>i) << 2;
    storePart(dx + at, f32x4.mul(v128.load(dy + at), f.slope(v128.load(x + at), setting)), to - i);
  }
}

/** The same behind a gate: where the slope is 0 nothing passes, not even infinity or NaN. */
export function gatedBackward<F>(x: usize, dy: usize, dx: usize, p: f32, from: i32, to: i32): void {
  const f = changetype<F>(0);
  const setting = f32x4.splat(p);
  for (let i = from; i < to; i += 4) {
    const at = (<usize>i) << 2;
    const slope = f.slope(v128.load(x + at), setting);
    const passed = f32x4.mul(v128.load(dy + at), slope);
    storePart(dx + at, v128.andnot(passed, f32x4.eq(slope, f32x4.splat(0))), to - i);
  }
}
