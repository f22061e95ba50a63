/**
 * noise: y = x·(1 + scale·g(2c)) + shift·g(2c + 1) + own·g′(cell), g and g′ sums of twelve random
 * bytes less their mean; `scale`, `shift` and `own` are standard deviations over that of such a
 * sum. `seed` is an address. Backward is the same with shift = own = 0. Unit: one channel of one
 * image. The hash is the finaliser of MurmurHash3.
 */
import { storePart } from "../../backends/wasm/assembly/simd";

const GOLDEN: i32 = 0x9e3779b9;
const CHANNELS: i32 = 0x5bd1e995;

export function noise_pass(
  x: usize, y: usize, seed: usize, salt: i32, channels: i32, area: i32, scale: f32, shift: f32,
  own: f32, from: i32, to: i32,
): void {
  const start = load<i32>(seed) ^ salt;
  const perChannel = i32x4.extract_lane(hash4(i32x4.splat(start ^ CHANNELS)), 0);
  for (let plane = from; plane < to; plane++) {
    const c = plane % channels;
    const draws = draw4(perChannel, i32x4.splat(2 * c), i32x4(0, 1, 2, 3));
    const s = f32x4.splat(<f32>1 + scale * f32x4.extract_lane(draws, 0));
    const b = f32x4.splat(shift * f32x4.extract_lane(draws, 1));
    const first = plane * area;
    for (let i = 0; i < area; i += 4) {
      const at = <usize>(first + i) << 2;
      let value = f32x4.add(f32x4.mul(v128.load(x + at), s), b);
      if (own != 0)
        value = f32x4.add(
          value,
          f32x4.mul(f32x4.splat(own), draw4(start, i32x4.splat(first + i), i32x4(0, 1, 2, 3))));
      storePart(y + at, value, area - i);
    }
  }
}

/** Draws number + lane of the stream that begins at `start`, as whole numbers with mean 0. */
@inline
function draw4(start: i32, number: v128, lane: v128): v128 {
  const golden = i32x4.splat(GOLDEN);
  const first =
    i32x4.add(i32x4.splat(start), i32x4.mul(i32x4.add(number, lane), i32x4.splat(GOLDEN * 3)));
  const second = i32x4.add(first, golden);
  let sums = i32x4.add(pairs4(hash4(first)), pairs4(hash4(second)));
  sums = i32x4.add(sums, pairs4(hash4(i32x4.add(second, golden))));
  const total = i32x4.add(v128.and(sums, i32x4.splat(0xffff)), i32x4.shr_u(sums, 16));
  return f32x4.convert_i32x4_s(i32x4.sub(total, i32x4.splat(1530)));
}

/** The four bytes of each number, summed in pairs: two sums of 16 bits. */
@inline
function pairs4(z: v128): v128 {
  const bytes = i32x4.splat(0x00ff00ff);
  return i32x4.add(v128.and(z, bytes), v128.and(i32x4.shr_u(z, 8), bytes));
}

function hash4(value: v128): v128 {
  let z = i32x4.mul(v128.xor(value, i32x4.shr_u(value, 16)), i32x4.splat(0x85ebca6b));
  z = i32x4.mul(v128.xor(z, i32x4.shr_u(z, 13)), i32x4.splat(0xc2b2ae35));
  return v128.xor(z, i32x4.shr_u(z, 16));
}
