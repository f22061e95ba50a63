/**
 * draw: centre + half·t, t from the hash of the stream's number and the cell's (draw.ts). Unit: one
 * cell.
 */
import { storePart } from "../../../backends/wasm/assembly/simd";

export function draw_cells(
  into: usize, stream: i32, centre: f32, half: f32, from: i32, to: i32,
): void {
  const golden = i32x4.splat(0x9e3779b9), first = i32x4.splat(0x85ebca6b),
    second = i32x4.splat(0xc2b2ae35);
  for (let i = from; i < to; i += 4) {
    const place = i32x4.add(i32x4.splat(i), i32x4(1, 2, 3, 4));
    let z = i32x4.add(i32x4.splat(stream), i32x4.mul(place, golden));
    z = i32x4.mul(v128.xor(z, i32x4.shr_u(z, 16)), first);
    z = i32x4.mul(v128.xor(z, i32x4.shr_u(z, 13)), second);
    z = v128.xor(z, i32x4.shr_u(z, 16));
    // 24 bits less 2^23 are exact as a float, and so is that over 2^23: one rounding in all
    const t = f32x4.mul(
      f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_u(z, 8), i32x4.splat(0x800000))),
      f32x4.splat(1.0 / 8388608.0));
    storePart(
      into + (<usize>i << 2), f32x4.add(f32x4.splat(centre), f32x4.mul(f32x4.splat(half), t)),
      to - i);
  }
}
