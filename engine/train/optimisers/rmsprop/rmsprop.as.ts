/**
 * rmsprop: s ← alpha·s + (1 − alpha)·g², d = √(s − a²) + eps (a is the running mean when centered,
 * else 0), p ← p − lr·g/d, or with momentum v ← momentum·v + g/d, p ← p − lr·v. Unit: one cell.
 * `rate` is an address.
 */
import { storePart, zero } from "../../../backends/wasm/assembly/simd";

export function rmsprop_update(
  parameters: usize, gradients: usize, square: usize, mean: usize, velocity: usize, alpha: f32,
  fresh: f32, eps: f32, momentum: f32, decay: f32,
  rate: usize, from: i32, to: i32,
): void {
  const lr = v128.load32_splat(rate);
  const a = f32x4.splat(alpha),
    f = f32x4.splat(fresh), e = f32x4.splat(eps), m = f32x4.splat(momentum), d = f32x4.splat(decay);
  for (let i = from; i < to; i += 4) {
    const at = <usize>i << 2;
    const p = v128.load(parameters + at);
    let g = v128.load(gradients + at);
    if (decay != 0) g = f32x4.add(g, f32x4.mul(d, p));
    const s = f32x4.add(f32x4.mul(a, v128.load(square + at)), f32x4.mul(f, f32x4.mul(g, g)));
    storePart(square + at, s, to - i);
    let average = zero();
    if (mean != 0) {
      average = f32x4.add(f32x4.mul(a, v128.load(mean + at)), f32x4.mul(f, g));
      storePart(mean + at, average, to - i);
    }
    let change = f32x4.div(g, f32x4.add(f32x4.sqrt(f32x4.sub(s, f32x4.mul(average, average))), e));
    if (velocity != 0) {
      change = f32x4.add(f32x4.mul(m, v128.load(velocity + at)), change);
      storePart(velocity + at, change, to - i);
    }
    storePart(parameters + at, f32x4.sub(p, f32x4.mul(lr, change)), to - i);
  }
}
