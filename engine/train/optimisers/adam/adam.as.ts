/**
 * adam and adamw: m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², p ← p − lr·(m/c₁)/(√(v/c₂) + eps).
 * Unit: one cell. With `largest` (else 0) the largest v so far stands for v in the step (amsgrad).
 * decay is added to the gradient, or with `decoupled` takes lr·decay·p from p first. rate, c1, c2
 * are addresses.
 */
import { storePart } from "../../../backends/wasm/assembly/simd";

export function adam_update(
  parameters: usize, gradients: usize, first: usize, second: usize, largest: usize, beta1: f32,
  fresh1: f32, beta2: f32, fresh2: f32, eps: f32, decay: f32,
  decoupled: bool, rate: usize, c1: usize, c2: usize, from: i32, to: i32,
): void {
  const lr = v128.load32_splat(rate), correction1 = v128.load32_splat(c1),
    correction2 = v128.load32_splat(c2);
  const b1 = f32x4.splat(beta1), b2 = f32x4.splat(beta2), f1 = f32x4.splat(fresh1),
    f2 = f32x4.splat(fresh2);
  const e = f32x4.splat(eps), d = f32x4.splat(decay);
  for (let i = from; i < to; i += 4) {
    const at = <usize>i << 2;
    let p = v128.load(parameters + at), g = v128.load(gradients + at);
    if (decay != 0) {
      if (decoupled) p = f32x4.sub(p, f32x4.mul(f32x4.mul(lr, d), p));
      else g = f32x4.add(g, f32x4.mul(d, p));
    }
    const m = f32x4.add(f32x4.mul(b1, v128.load(first + at)), f32x4.mul(f1, g));
    const v = f32x4.add(f32x4.mul(b2, v128.load(second + at)), f32x4.mul(f2, f32x4.mul(g, g)));
    storePart(first + at, m, to - i);
    storePart(second + at, v, to - i);
    let size = v;
    if (largest != 0) {
      const before = v128.load(largest + at);
      size = v128.bitselect(before, v, f32x4.le(v, before));
      storePart(largest + at, size, to - i);
    }
    const spread = f32x4.add(f32x4.sqrt(f32x4.div(size, correction2)), e);
    storePart(
      parameters + at, f32x4.sub(p, f32x4.div(f32x4.mul(lr, f32x4.div(m, correction1)), spread)),
      to - i);
  }
}
