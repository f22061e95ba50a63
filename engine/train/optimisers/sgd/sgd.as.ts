/**
 * sgd: g ← g + decay·p;  v ← g at step 1, then momentum·v + fresh·g;
 * p ← p − lr·(nesterov ? g + momentum·v : v). Unit: one cell. `step` and `rate` are addresses.
 * Without momentum `velocity` is not touched.
 */
import { storePart } from "../../../backends/wasm/assembly/simd";

export function sgd_update(
  parameters: usize, gradients: usize, velocity: usize, momentum: f32, fresh: f32, decay: f32,
  nesterov: bool, step: usize, rate: usize,
  from: i32, to: i32,
): void {
  const first = load<i32>(step) == 1;
  const lr = v128.load32_splat(rate);
  const m = f32x4.splat(momentum), f = f32x4.splat(fresh), d = f32x4.splat(decay);
  for (let i = from; i < to; i += 4) {
    const at = <usize>i << 2;
    const p = v128.load(parameters + at);
    let change = v128.load(gradients + at);
    if (decay != 0) change = f32x4.add(change, f32x4.mul(d, p));
    if (momentum != 0) {
      const v =
        first ? change : f32x4.add(f32x4.mul(m, v128.load(velocity + at)), f32x4.mul(f, change));
      storePart(velocity + at, v, to - i);
      change = nesterov ? f32x4.add(change, f32x4.mul(m, v)) : v;
    }
    storePart(parameters + at, f32x4.sub(p, f32x4.mul(lr, change)), to - i);
  }
}
