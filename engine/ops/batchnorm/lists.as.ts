/**
 * batchnorm of lists [N, C]: four channels in the lanes, since one channel's cells do not lie
 * beside one another. The same sums in the same order as in batchnorm.as.ts, so the same bits.
 * Unit: one channel. Where gamma or beta is absent the caller gives a table of ones or zeros.
 */
import { madd, storePart, zero } from "../../backends/wasm/assembly/simd";

export function batchnorm_train_lists(
  x: usize, gamma: usize, beta: usize, y: usize, mean: usize, inverse: usize, runningMean: usize,
  runningVar: usize,
  images: i32, channels: i32, eps: f32, momentum: f32, keep: f32, from: i32, to: i32,
): void {
  const row = <usize>channels << 2;
  const count = f64x2.splat(<f64>images), less = f64x2.splat(<f64>(images - 1));
  const k = f32x4.splat(keep), m = f32x4.splat(momentum);
  for (let c = from; c < to; c += 4) {
    const at = <usize>c << 2, left = to - c, end = x + at + <usize>images * row;
    let low = zero(), high = zero();
    for (let cell = x + at; cell < end; cell += row) {
      const v = v128.load(cell);
      low = f64x2.add(low, lower(v));
      high = f64x2.add(high, upper(v));
    }
    const mu = joined(f64x2.div(low, count), f64x2.div(high, count));
    low = zero();
    high = zero();
    for (let cell = x + at; cell < end; cell += row) {
      const u = f32x4.sub(v128.load(cell), mu), squared = f32x4.mul(u, u);
      low = f64x2.add(low, lower(squared));
      high = f64x2.add(high, upper(squared));
    }
    const r = inverseOf(f64x2.div(low, count), f64x2.div(high, count), eps);
    storePart(mean + at, mu, left);
    storePart(inverse + at, r, left);
    if (runningMean != 0) move(runningMean + at, k, m, mu, left);
    if (runningVar != 0)
      move(runningVar + at, k, m, joined(f64x2.div(low, less), f64x2.div(high, less)), left);
    scaleColumns(
      x + at, y + at, images, row, mu, f32x4.mul(r, v128.load(gamma + at)), v128.load(beta + at),
      left);
  }
}

/** With the running statistics, which are also saved as this pass's mean and 1/σ. */
export function batchnorm_apply_lists(
  x: usize, gamma: usize, beta: usize, y: usize, mean: usize, inverse: usize, runningMean: usize,
  runningVar: usize,
  images: i32, channels: i32, eps: f32, from: i32, to: i32,
): void {
  const row = <usize>channels << 2;
  for (let c = from; c < to; c += 4) {
    const at = <usize>c << 2, left = to - c;
    const mu = v128.load(runningMean + at), variance = v128.load(runningVar + at);
    const r = inverseOf(lower(variance), upper(variance), eps);
    storePart(mean + at, mu, left);
    storePart(inverse + at, r, left);
    scaleColumns(
      x + at, y + at, images, row, mu, f32x4.mul(r, v128.load(gamma + at)), v128.load(beta + at),
      left);
  }
}

/** As batchnorm_backward. */
export function batchnorm_backward_lists(
  x: usize, gamma: usize, mean: usize, inverse: usize, dy: usize, dx: usize, dgamma: usize,
  dbeta: usize,
  images: i32, channels: i32, training: bool, from: i32, to: i32,
): void {
  const row = <usize>channels << 2;
  const count = f64x2.splat(<f64>images);
  for (let c = from; c < to; c += 4) {
    const at = <usize>c << 2, left = to - c;
    const mu = v128.load(mean + at), r = v128.load(inverse + at);
    let total0 = zero(), total1 = zero(), pull0 = zero(), pull1 = zero();
    if (training || dgamma != 0 || dbeta != 0) {
      for (let n: usize = at, end = at + <usize>images * row; n < end; n += row) {
        const gradient = v128.load(dy + n);
        const pulled = f32x4.mul(gradient, f32x4.sub(v128.load(x + n), mu));
        total0 = f64x2.add(total0, lower(gradient));
        total1 = f64x2.add(total1, upper(gradient));
        pull0 = f64x2.add(pull0, lower(pulled));
        pull1 = f64x2.add(pull1, upper(pulled));
      }
      pull0 = f64x2.mul(pull0, lower(r));
      pull1 = f64x2.mul(pull1, upper(r));
    }
    if (dgamma != 0) storePart(dgamma + at, joined(pull0, pull1), left);
    if (dbeta != 0) storePart(dbeta + at, joined(total0, total1), left);
    if (dx == 0) continue;
    const scale = f32x4.mul(v128.load(gamma + at), r);
    let shift = zero(), turn = zero();
    if (training) {
      shift = joined(f64x2.div(total0, count), f64x2.div(total1, count));
      turn = joined(
        f64x2.div(f64x2.mul(pull0, lower(r)), count), f64x2.div(f64x2.mul(pull1, upper(r)), count));
    }
    turn = f32x4.neg(turn);
    for (let n: usize = at, end = at + <usize>images * row; n < end; n += row) {
      const rest = madd(f32x4.sub(v128.load(x + n), mu), turn, f32x4.sub(v128.load(dy + n), shift));
      storePart(dx + n, f32x4.mul(scale, rest), left);
    }
  }
}

/** y = (x − mu)·scale + beta of four channels */
@inline
function scaleColumns(
  x: usize, y: usize, images: i32, row: usize, mu: v128, scale: v128, beta: v128, left: i32,
): void {
  for (const end = x + <usize>images * row; x < end; x += row, y += row)
    storePart(y, madd(f32x4.sub(v128.load(x), mu), scale, beta), left);
}

/** running = keep·running + momentum·v */
@inline
function move(running: usize, keep: v128, momentum: v128, v: v128, left: i32): void {
  storePart(running, f32x4.add(f32x4.mul(keep, v128.load(running)), f32x4.mul(momentum, v)), left);
}

/** 1/√(variance + eps) */
@inline
function inverseOf(low: v128, high: v128, eps: f32): v128 {
  const e = f64x2.splat(<f64>eps), one = f64x2.splat(1);
  return joined(
    f64x2.div(one, f64x2.sqrt(f64x2.add(low, e))), f64x2.div(one, f64x2.sqrt(f64x2.add(high, e))));
}

/** The first two lanes as f64. */
@inline
function lower(v: v128): v128 {
  return f64x2.promote_low_f32x4(v);
}

/** The last two lanes as f64. */
@inline
function upper(v: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3));
}

/** Two times two f64 as four lanes. */
@inline
function joined(low: v128, high: v128): v128 {
  return v128.shuffle<f32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
}
