/**
 * softmax and log_softmax along one axis: `length` cells, `inner` words apart. Unit: one lane of
 * each `outer` block (inner = 1: rows, four cells at a time; else four neighbouring lanes at a
 * time, so a unit is four lanes).
 */
import { exp4, log4 } from "../../backends/wasm/assembly/math";
import { firstLanes, storePart, sumLanes, zero } from "../../backends/wasm/assembly/simd";

/** y = e^(x − m) / Σ, or with `log` (x − m) − log Σ. */
export function softmax_forward(
  x: usize, y: usize, length: i32, inner: i32, log: bool, from: i32, to: i32,
): void {
  if (inner == 1) {
    for (let row = from; row < to; row++)
      softmaxRow(x + (<usize>(row * length) << 2), y + (<usize>(row * length) << 2), length, log);
    return;
  }
  const step = <usize>inner << 2;
  const lanes = (inner + 3) >> 2;
  for (let unit = from; unit < to; unit++) {
    const first = 4 * (unit % lanes);
    const at = <usize>((unit / lanes) * length * inner + first) << 2;
    softmaxLanes(x + at, y + at, length, step, inner - first, log);
  }
}

function softmaxRow(x: usize, y: usize, length: i32, log: bool): void {
  const low = f32x4.splat(-Infinity);
  let most = low;
  for (let i = 0; i < length; i += 4)
    most = f32x4.max(most, firstLanes(v128.load(x + (<usize>i << 2)), length - i, low));
  most = f32x4.max(most, v128.shuffle<f32>(most, most, 2, 3, 0, 1));
  most = f32x4.max(most, v128.shuffle<f32>(most, most, 1, 0, 3, 2));
  let total = zero();
  for (let i = 0; i < length; i += 4) {
    const at = <usize>i << 2;
    const power = firstLanes(exp4(f32x4.sub(v128.load(x + at), most)), length - i, zero());
    if (!log) storePart(y + at, power, length - i);
    total = f32x4.add(total, power);
  }
  const sum = f32x4.splat(sumLanes(total));
  const logarithm = log4(sum);
  for (let i = 0; i < length; i += 4) {
    const at = <usize>i << 2;
    if (log)
      storePart(y + at, f32x4.sub(f32x4.sub(v128.load(x + at), most), logarithm), length - i);
    else storePart(y + at, f32x4.div(v128.load(y + at), sum), length - i);
  }
}

function softmaxLanes(x: usize, y: usize, length: i32, step: usize, count: i32, log: bool): void {
  let most = f32x4.splat(-Infinity);
  let total = zero();
  const end = step * length;
  for (let at: usize = 0; at < end; at += step) most = f32x4.max(most, v128.load(x + at));
  for (let at: usize = 0; at < end; at += step) {
    const power = exp4(f32x4.sub(v128.load(x + at), most));
    if (!log) storePart(y + at, power, count);
    total = f32x4.add(total, power);
  }
  const logarithm = log4(total);
  for (let at: usize = 0; at < end; at += step) {
    if (log) storePart(y + at, f32x4.sub(f32x4.sub(v128.load(x + at), most), logarithm), count);
    else storePart(y + at, f32x4.div(v128.load(y + at), total), count);
  }
}

/**
 * dx = y·(dy − Σ dy·y), or with `log` dy − e^y·Σ dy. The sum runs in the order of the axis. Units
 * as in forward.
 */
export function softmax_backward(
  y: usize, dy: usize, dx: usize, length: i32, inner: i32, log: bool, from: i32, to: i32,
): void {
  if (inner == 1) {
    for (let row = from; row < to; row++) {
      const at = <usize>(row * length) << 2;
      softmaxRowBack(y + at, dy + at, dx + at, length, log);
    }
    return;
  }
  const step = <usize>inner << 2;
  const lanes = (inner + 3) >> 2;
  for (let unit = from; unit < to; unit++) {
    const first = 4 * (unit % lanes);
    const start = <usize>((unit / lanes) * length * inner + first) << 2;
    const end = start + step * length;
    let pull = zero();
    for (let at = start; at < end; at += step)
      pull = f32x4.add(pull, weighed(v128.load(y + at), v128.load(dy + at), log));
    for (let at = start; at < end; at += step)
      storePart(dx + at, gradient(v128.load(y + at), v128.load(dy + at), pull, log), inner - first);
  }
}

function softmaxRowBack(y: usize, dy: usize, dx: usize, length: i32, log: bool): void {
  let total = zero();
  for (let i = 0; i < length; i += 4) {
    const at = <usize>i << 2;
    total = f32x4.add(
      total, firstLanes(weighed(v128.load(y + at), v128.load(dy + at), log), length - i, zero()));
  }
  const pull = f32x4.splat(sumLanes(total));
  for (let i = 0; i < length; i += 4) {
    const at = <usize>i << 2;
    storePart(dx + at, gradient(v128.load(y + at), v128.load(dy + at), pull, log), length - i);
  }
}

@inline
function weighed(y: v128, dy: v128, log: bool): v128 {
  return log ? dy : f32x4.mul(dy, y);
}

@inline
function gradient(y: v128, dy: v128, pull: v128, log: bool): v128 {
  return log ? f32x4.sub(dy, f32x4.mul(exp4(y), pull)) : f32x4.mul(y, f32x4.sub(dy, pull));
}
