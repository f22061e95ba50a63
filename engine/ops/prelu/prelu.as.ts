/**
 * prelu: y = x where x > 0, else slope·x. `each` is 1 where every channel has its own slope, 0
 * where all share one.
 */
import { storePart } from "../../backends/wasm/assembly/simd";

/** Unit: one plane. */
export function prelu_forward(
  x: usize, slope: usize, y: usize, channels: i32, area: i32, each: i32, from: i32, to: i32,
): void {
  for (let unit = from; unit < to; unit++) {
    const p = v128.load32_splat(slope + (<usize>((unit % channels) * each) << 2));
    const start = <usize>(unit * area) << 2;
    for (let i = 0; i < area; i += 4) {
      const v = v128.load(x + start + (<usize>i << 2));
      storePart(
        y + start + (<usize>i << 2),
        v128.bitselect(v, f32x4.mul(p, v), f32x4.gt(v, f32x4.splat(0))), area - i);
    }
  }
}

/** dx = dy where x > 0, else dy·slope. Unit: one plane. */
export function prelu_backward(
  x: usize, slope: usize, dy: usize, dx: usize, channels: i32, area: i32, each: i32, from: i32,
  to: i32,
): void {
  for (let unit = from; unit < to; unit++) {
    const p = v128.load32_splat(slope + (<usize>((unit % channels) * each) << 2));
    const start = <usize>(unit * area) << 2;
    for (let i = 0; i < area; i += 4) {
      const at = start + (<usize>i << 2);
      const d = v128.load(dy + at);
      storePart(
        dx + at, v128.bitselect(d, f32x4.mul(p, d), f32x4.gt(v128.load(x + at), f32x4.splat(0))),
        area - i);
    }
  }
}

/** dslope = Σ dy·x over x <= 0 (and NaN), images in order, in f64. Unit: one slope. */
export function prelu_slope(
  x: usize, dy: usize, dslope: usize, images: i32, channels: i32, area: i32, each: i32, from: i32,
  to: i32,
): void {
  for (let unit = from; unit < to; unit++) {
    let total: f64 = 0;
    for (let n = 0; n < images; n++) {
      const first = each ? n * channels + unit : n * channels;
      const last = each ? first + 1 : first + channels;
      for (let at = <usize>(first * area) << 2, end = <usize>(last * area) << 2; at < end;
        at += 4) {
        const v = load<f32>(x + at);
        if (!(v > 0)) total += <f64>load<f32>(dy + at) * <f64>v;
      }
    }
    store<f32>(dslope + (<usize>unit << 2), <f32>total);
  }
}
