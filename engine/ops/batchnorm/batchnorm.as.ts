/**
 * batchnorm, one channel at a time: mean, then squares about the mean (two passes, so a large mean
 * costs no digits), then y. Planes are summed in f32, the planes of a channel in f64, images in
 * order. Unit: one channel. Where gamma or beta is absent the caller gives a table of ones or
 * zeros.
 */
import {
  squaresOf,
  squaresOfBoth,
  sumAndDotOf,
  sumOf,
  sumsOf,
} from "../../backends/wasm/assembly/reduce";
import { madd, storePart } from "../../backends/wasm/assembly/simd";

export function batchnorm_train(
  x: usize, gamma: usize, beta: usize, y: usize, mean: usize, inverse: usize, runningMean: usize,
  runningVar: usize,
  images: i32, channels: i32, area: i32, eps: f32, momentum: f32, keep: f32, from: i32, to: i32,
): void {
  const count = <f64>(images * area);
  for (let c = from; c < to; c++) {
    const at = <usize>c << 2;
    const mu = <f32>(totalOf(x, images, c, channels, area) / count);
    const squares = squaresAbout(mu, x, images, c, channels, area);
    const variance = squares / count;
    const r = <f32>(1.0 / Math.sqrt(variance + <f64>eps));
    store<f32>(mean + at, mu);
    store<f32>(inverse + at, r);
    if (runningMean != 0)
      store<f32>(runningMean + at, keep * load<f32>(runningMean + at) + momentum * mu);
    if (runningVar != 0)
      store<f32>(
        runningVar + at,
        keep * load<f32>(runningVar + at) + momentum * <f32>(squares / (count - 1)));
    for (let n = 0; n < images; n++) {
      scalePlane(
        plane(x, n, c, channels, area), plane(y, n, c, channels, area), area, mu,
        r * load<f32>(gamma + at), load<f32>(beta + at));
    }
  }
}

/** With the running statistics, which are also saved as this pass's mean and 1/σ. */
export function batchnorm_apply(
  x: usize, gamma: usize, beta: usize, y: usize, mean: usize, inverse: usize, runningMean: usize,
  runningVar: usize,
  images: i32, channels: i32, area: i32, eps: f32, from: i32, to: i32,
): void {
  for (let c = from; c < to; c++) {
    const at = <usize>c << 2;
    const mu = load<f32>(runningMean + at);
    const r = <f32>(1.0 / Math.sqrt(<f64>load<f32>(runningVar + at) + <f64>eps));
    store<f32>(mean + at, mu);
    store<f32>(inverse + at, r);
    for (let n = 0; n < images; n++) {
      scalePlane(
        plane(x, n, c, channels, area), plane(y, n, c, channels, area), area, mu,
        r * load<f32>(gamma + at), load<f32>(beta + at));
    }
  }
}

/**
 * dgamma = Σ dy·x̂, dbeta = Σ dy; dx = gamma·r·(dy − mean(dy) − x̂·mean(dy·x̂)), or without
 * training gamma·r·dy. Addresses of 0: not wanted.
 */
export function batchnorm_backward(
  x: usize, gamma: usize, mean: usize, inverse: usize, dy: usize, dx: usize, dgamma: usize,
  dbeta: usize,
  images: i32, channels: i32, area: i32, training: bool, from: i32, to: i32,
): void {
  const count = <f64>(images * area);
  for (let c = from; c < to; c++) {
    const at = <usize>c << 2;
    const mu = load<f32>(mean + at), r = load<f32>(inverse + at);
    let total: f64 = 0, pull: f64 = 0;
    if (training || dgamma != 0 || dbeta != 0) {
      for (let n = 0; n < images; n++) {
        const both =
          sumAndDotOf(plane(dy, n, c, channels, area), plane(x, n, c, channels, area), mu, area);
        total += <f64>f32x4.extract_lane(both, 0);
        pull += <f64>f32x4.extract_lane(both, 1);
      }
      pull *= <f64>r;
    }
    if (dgamma != 0) store<f32>(dgamma + at, <f32>pull);
    if (dbeta != 0) store<f32>(dbeta + at, <f32>total);
    if (dx == 0) continue;
    const scale = load<f32>(gamma + at) * r;
    const shift = training ? <f32>(total / count) : 0;
    const turn = training ? <f32>((pull * <f64>r) / count) : 0;
    for (let n = 0; n < images; n++) {
      turnPlane(
        plane(x, n, c, channels, area), plane(dy, n, c, channels, area),
        plane(dx, n, c, channels, area), area, mu, scale, shift, turn);
    }
  }
}

@inline
function plane(x: usize, n: i32, c: i32, channels: i32, area: i32): usize {
  return x + (<usize>((n * channels + c) * area) << 2);
}

/** Σ x of a channel, two images at a time. */
@inline
function totalOf(x: usize, images: i32, c: i32, channels: i32, area: i32): f64 {
  let total: f64 = 0, n = 0;
  for (; n + 2 <= images; n += 2) {
    const both = sumsOf(plane(x, n, c, channels, area), plane(x, n + 1, c, channels, area), area);
    total += <f64>f32x4.extract_lane(both, 0);
    total += <f64>f32x4.extract_lane(both, 1);
  }
  return n < images ? total + <f64>sumOf(plane(x, n, c, channels, area), area) : total;
}

/** Σ (x − mu)² of a channel, two images at a time. */
@inline
function squaresAbout(mu: f32, x: usize, images: i32, c: i32, channels: i32, area: i32): f64 {
  let total: f64 = 0, n = 0;
  for (; n + 2 <= images; n += 2) {
    const both =
      squaresOfBoth(plane(x, n, c, channels, area), plane(x, n + 1, c, channels, area), mu, area);
    total += <f64>f32x4.extract_lane(both, 0);
    total += <f64>f32x4.extract_lane(both, 1);
  }
  return n < images ? total + <f64>squaresOf(plane(x, n, c, channels, area), mu, area) : total;
}

/** y = (x − mu)·scale + beta */
function scalePlane(x: usize, y: usize, area: i32, mu: f32, scale: f32, beta: f32): void {
  const m = f32x4.splat(mu), s = f32x4.splat(scale), b = f32x4.splat(beta);
  let i = 0;
  for (; i + 8 <= area; i += 8, x += 32, y += 32) {
    v128.store(y, madd(f32x4.sub(v128.load(x), m), s, b));
    v128.store(y, madd(f32x4.sub(v128.load(x, 16), m), s, b), 16);
  }
  for (; i < area; i += 4, x += 16, y += 16)
    storePart(y, madd(f32x4.sub(v128.load(x), m), s, b), area - i);
}

/** dx = scale·(dy − shift − (x − mu)·turn) */
function turnPlane(
  x: usize, dy: usize, dx: usize, area: i32, mu: f32, scale: f32, shift: f32, turn: f32,
): void {
  const m = f32x4.splat(mu), s = f32x4.splat(scale), a = f32x4.splat(shift), t = f32x4.splat(-turn);
  let i = 0;
  for (; i + 8 <= area; i += 8, x += 32, dy += 32, dx += 32) {
    v128.store(dx, f32x4.mul(s, madd(f32x4.sub(v128.load(x), m), t, f32x4.sub(v128.load(dy), a))));
    v128.store(
      dx, f32x4.mul(s, madd(f32x4.sub(v128.load(x, 16), m), t, f32x4.sub(v128.load(dy, 16), a))),
      16);
  }
  for (; i < area; i += 4, x += 16, dy += 16, dx += 16) {
    storePart(
      dx, f32x4.mul(s, madd(f32x4.sub(v128.load(x), m), t, f32x4.sub(v128.load(dy), a))), area - i);
  }
}
