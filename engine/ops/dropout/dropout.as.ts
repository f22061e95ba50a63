/**
 * dropout: keep(cell) ? x·grown : 0, keep = hash((seed ⊕ salt) + cell·0x9e3779b9) ≥ threshold, the
 * finaliser of MurmurHash3. `seed` is an address. Forward and backward are the same. Unit: one
 * cell.
 */
import { storePart } from "../../backends/wasm/assembly/simd";

export function dropout_mask(
  x: usize, y: usize, seed: usize, salt: i32, threshold: u32, grown: f32, from: i32, to: i32,
): void {
  const start = i32x4.splat(load<i32>(seed) ^ salt);
  const golden = i32x4.splat(0x9e3779b9), first = i32x4.splat(0x85ebca6b),
    second = i32x4.splat(0xc2b2ae35);
  const limit = i32x4.splat(threshold), scale = f32x4.splat(grown);
  for (let i = from; i < to; i += 4) {
    const cell = i32x4.add(i32x4.splat(i), i32x4(0, 1, 2, 3));
    let z = i32x4.add(start, i32x4.mul(cell, golden));
    z = i32x4.mul(v128.xor(z, i32x4.shr_u(z, 16)), first);
    z = i32x4.mul(v128.xor(z, i32x4.shr_u(z, 13)), second);
    z = v128.xor(z, i32x4.shr_u(z, 16));
    const at = <usize>i << 2;
    storePart(y + at, v128.and(i32x4.ge_u(z, limit), f32x4.mul(v128.load(x + at), scale)), to - i);
  }
}
