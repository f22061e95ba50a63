/**
 * cross_entropy: softmax and −log of the label's share in one pass over each row. A label without a class gives NaN.
 */
import { exp4, log4 } from "../../backends/wasm/assembly/math";
import { firstLanes, storePart, sumLanes, zero } from "../../backends/wasm/assembly/simd";

/** Unit: one example. */
export function cross_entropy_rows(logits: usize, labels: usize, probabilities: usize, perSample: usize, classes: i32, from: i32, to: i32): void {
  const low = f32x4.splat(-Infinity);
  for (let n = from; n < to; n++) {
    const z = logits + (<usize>(n * classes) << 2), p = probabilities + (<usize>(n * classes) << 2);
    let most = low;
    for (let i = 0; i < classes; i += 4) most = f32x4.max(most, firstLanes(v128.load(z + (<usize>i << 2)), classes - i, low));
    most = f32x4.max(most, v128.shuffle<f32>(most, most, 2, 3, 0, 1));
    most = f32x4.max(most, v128.shuffle<f32>(most, most, 1, 0, 3, 2));
    let total = zero();
    for (let i = 0; i < classes; i += 4) {
      const power = firstLanes(exp4(f32x4.sub(v128.load(z + (<usize>i << 2)), most)), classes - i, zero());
      storePart(p + (<usize>i << 2), power, classes - i);
      total = f32x4.add(total, power);
    }
    const sum = f32x4.splat(sumLanes(total));
    for (let i = 0; i < classes; i += 4) storePart(p + (<usize>i << 2), f32x4.div(v128.load(p + (<usize>i << 2)), sum), classes - i);
    const label = load<i32>(labels + (<usize>n << 2));
    const known = label >= 0 && label < classes;
    const score: f32 = known ? load<f32>(z + (<usize>label << 2)) - f32x4.extract_lane(most, 0) : NaN;
    store<f32>(perSample + (<usize>n << 2), f32x4.extract_lane(log4(sum), 0) - score);
  }
}

/** y = Σ per_sample / divisor, in the order of the batch. One unit. */
export function cross_entropy_total(perSample: usize, y: usize, count: i32, divisor: f32, from: i32, to: i32): void {
  let total: f64 = 0;
  for (let n = 0; n < count; n++) total += <f64>load<f32>(perSample + (<usize>n << 2));
  store<f32>(y, <f32>(total / <f64>divisor));
}

/** dlogits = dy·(p − 1 at the label)/divisor; NaN in the whole row where the label has no class. Unit: one example. */
export function cross_entropy_backward(
  labels: usize, probabilities: usize, dy: usize, dlogits: usize, classes: i32, divisor: f32, from: i32, to: i32,
): void {
  const arriving = v128.load32_splat(dy), over = f32x4.splat(divisor);
  for (let n = from; n < to; n++) {
    const row = <usize>(n * classes) << 2;
    const label = load<i32>(labels + (<usize>n << 2));
    const broken = f32x4.splat(label >= 0 && label < classes ? 0 : NaN);
    for (let i = 0; i < classes; i += 4) {
      const at = row + (<usize>i << 2);
      const hit = i32x4.eq(i32x4.add(i32x4.splat(i), i32x4(0, 1, 2, 3)), i32x4.splat(label));
      const miss = f32x4.sub(v128.load(probabilities + at), v128.or(broken, v128.and(hit, f32x4.splat(1))));
      storePart(dlogits + at, f32x4.mul(arriving, f32x4.div(miss, over)), classes - i);
    }
  }
}
