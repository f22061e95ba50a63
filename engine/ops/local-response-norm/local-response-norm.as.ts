/**
 * local_response_norm: y = x/s^beta with s = k + alpha·Σ x² over the neighbouring channels (alpha
 * already divided by their number). Powers as e^(−beta·log s). Unit: one image. `back` and `ahead`:
 * how many channels the window reaches to each side.
 */
import { exp4, log4 } from "../../backends/wasm/assembly/math";
import { madd, storePart, zero } from "../../backends/wasm/assembly/simd";

export function lrn_forward(
  x: usize, y: usize, channels: i32, area: i32, back: i32, ahead: i32, alpha: f32, beta: f32,
  k: f32, from: i32, to: i32,
): void {
  const step = <usize>area << 2;
  for (let n = from; n < to; n++) {
    const start = <usize>(n * channels) * step;
    for (let c = 0; c < channels; c++) {
      for (let i = 0; i < area; i += 4) {
        const at = start + c * step + (<usize>i << 2);
        const s = activity(x + start + (<usize>i << 2), c, channels, step, back, ahead, alpha, k);
        storePart(y + at, f32x4.mul(v128.load(x + at), power(s, beta)), area - i);
      }
    }
  }
}

/**
 * dx = dy/s^beta − (2·alpha·beta)·x·Σ dy·x/s^(beta+1) over the channels that see x. `pulls` holds
 * one image.
 */
export function lrn_backward(
  x: usize, dy: usize, dx: usize, channels: i32, area: i32, back: i32, ahead: i32, alpha: f32,
  beta: f32, k: f32, pulls: usize,
  from: i32, to: i32,
): void {
  const step = <usize>area << 2;
  const factor = f32x4.splat(-2 * alpha * beta);
  for (let n = from; n < to; n++) {
    const start = <usize>(n * channels) * step;
    for (let c = 0; c < channels; c++) {
      for (let i = 0; i < area; i += 4) {
        const inside = c * step + (<usize>i << 2);
        const s = activity(x + start + (<usize>i << 2), c, channels, step, back, ahead, alpha, k);
        const direct = f32x4.mul(v128.load(dy + start + inside), power(s, beta));
        storePart(dx + start + inside, direct, area - i);
        storePart(
          pulls + inside, f32x4.div(f32x4.mul(direct, v128.load(x + start + inside)), s), area - i);
      }
    }
    for (let c = 0; c < channels; c++) {
      for (let i = 0; i < area; i += 4) {
        const inside = c * step + (<usize>i << 2);
        let total = zero();
        for (let near = max(0, c - ahead), last = min(channels - 1, c + back); near <= last;
          near++) {
          total = f32x4.add(total, v128.load(pulls + near * step + (<usize>i << 2)));
        }
        const through = f32x4.mul(f32x4.mul(factor, v128.load(x + start + inside)), total);
        storePart(
          dx + start + inside, f32x4.add(v128.load(dx + start + inside), through), area - i);
      }
    }
  }
}

/** s of four cells of channel c; `x` points to channel 0. */
@inline
function activity(
  x: usize, c: i32, channels: i32, step: usize, back: i32, ahead: i32, alpha: f32, k: f32,
): v128 {
  let squares = zero();
  for (let near = max(0, c - back), last = min(channels - 1, c + ahead); near <= last; near++) {
    const v = v128.load(x + near * step);
    squares = madd(v, v, squares);
  }
  return madd(f32x4.splat(alpha), squares, f32x4.splat(k));
}

/** s^−beta */
@inline
function power(s: v128, beta: f32): v128 {
  return exp4(f32x4.mul(f32x4.splat(-beta), log4(s)));
}
