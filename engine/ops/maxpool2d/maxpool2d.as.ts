/**
 * maxpool2d: the largest cell of each window and where it lies (row · W + column, −1 for a window
 * in the padding). The first of equals wins; NaN wins over everything. Unit: one plane, or for the
 * scatter one plane too. Windows that lie inside and are one or two apart are done four at a time;
 * 2×2 windows two apart have a loop of their own.
 */
import { storePart, zero } from "../../backends/wasm/assembly/simd";
import { Window } from "../../backends/wasm/assembly/window";

export function maxpool2d_forward(
  x: usize, y: usize, argmax: usize, w: Window, from: i32, to: i32,
): void {
  const inside = <usize>(w.height * w.width) << 2;
  const outside = <usize>(w.outHeight * w.outWidth) << 2;
  const halving = w.kh == 2 && w.kw == 2 && w.strideY == 2 && w.strideX == 2 && w.dilationY == 1
    && w.dilationX == 1;
  const framed =
    w.top != 0 || w.left != 0 || w.outHeight * 2 > w.height || w.outWidth * 2 > w.width;
  for (let unit = from; unit < to; unit++) {
    if (halving && !framed)
      halvePlane(x + unit * inside, y + unit * outside, argmax + unit * outside, w);
    else poolPlane(x + unit * inside, y + unit * outside, argmax + unit * outside, w);
  }
}

function poolPlane(x: usize, y: usize, argmax: usize, w: Window): void {
  const reach = (w.kw - 1) * w.dilationX;
  // columns whose windows lie wholly inside the image: all taps can be read without a test
  const first = min(w.outWidth, (w.left + w.strideX - 1) / w.strideX);
  const last = max(
    first,
    w.width - reach + w.left <= 0
    ? 0 : min(w.outWidth, (w.width - 1 - reach + w.left) / w.strideX + 1));
  for (let i = 0; i < w.outHeight; i++) {
    const top = i * w.strideY - w.top;
    const skipped = top < 0 ? (-top + w.dilationY - 1) / w.dilationY : 0;
    const from = top + skipped * w.dilationY;
    const end = min(top + (w.kh - 1) * w.dilationY + 1, w.height);
    let j = poolCells(x, y, argmax, w, from, end, 0, first);
    if (w.strideX <= 2 && from < end) {
      for (; j + 4 <= last; j += 4)
        poolFour(
          x, y + (<usize>j << 2), argmax + (<usize>j << 2), w, from, end, j * w.strideX - w.left);
    }
    poolCells(x, y, argmax, w, from, end, j, w.outWidth);
    y += <usize>w.outWidth << 2;
    argmax += <usize>w.outWidth << 2;
  }
}

/** Columns begin … stop of one output row, one by one; rows from … end of the image. */
function poolCells(
  x: usize, y: usize, argmax: usize, w: Window, from: i32, end: i32, begin: i32, stop: i32,
): i32 {
  for (let j = begin; j < stop; j++) {
    const left = j * w.strideX - w.left;
    let best = -1;
    let largest: f32 = -Infinity;
    for (let row = from; row < end; row += w.dilationY) {
      for (let v = 0, column = left; v < w.kw; v++, column += w.dilationX) {
        if (column < 0 || column >= w.width) continue;
        const at = row * w.width + column;
        const value = load<f32>(x + (<usize>at << 2));
        if (best >= 0 && !(value > largest) && value == value) continue;
        best = at;
        largest = value;
      }
    }
    store<f32>(y + (<usize>j << 2), largest);
    store<i32>(argmax + (<usize>j << 2), best);
  }
  return stop;
}

/** Four neighbouring windows one or two apart, wholly inside. */
@inline
function poolFour(
  x: usize, y: usize, argmax: usize, w: Window, from: i32, end: i32, left: i32,
): void {
  const start = from * w.width + left;
  const two = w.strideX == 2;
  const lanes = two ? i32x4(0, 2, 4, 6) : i32x4(0, 1, 2, 3);
  let best = cells4(x + (<usize>start << 2), two);
  let where = i32x4.add(i32x4.splat(start), lanes);
  for (let row = from; row < end; row += w.dilationY) {
    for (let v = 0, at = row * w.width + left; v < w.kw; v++, at += w.dilationX) {
      const rival = cells4(x + (<usize>at << 2), two);
      const wins = better(rival, best);
      best = v128.bitselect(rival, best, wins);
      where = v128.bitselect(i32x4.add(i32x4.splat(at), lanes), where, wins);
    }
  }
  v128.store(y, best);
  v128.store(argmax, where);
}

/** Four cells, next to each other or every second one. */
@inline
function cells4(at: usize, two: bool): v128 {
  return two ? v128.shuffle<f32>(v128.load(at), v128.load(at, 16), 0, 2, 4, 6) : v128.load(at);
}

function halvePlane(x: usize, y: usize, argmax: usize, w: Window): void {
  for (let i = 0; i < w.outHeight; i++) {
    const upper = x + (<usize>(2 * i * w.width) << 2);
    const lower = upper + (<usize>w.width << 2);
    for (let j = 0; j < w.outWidth; j += 4) {
      const at = <usize>j << 3;
      const p = v128.load(upper + at), q = v128.load(upper + at, 16), r = v128.load(lower + at),
        s = v128.load(lower + at, 16);
      let best = v128.shuffle<f32>(p, q, 0, 2, 4, 6);
      let where = i32x4.add(i32x4.splat(2 * i * w.width + 2 * j), i32x4(0, 2, 4, 6));
      const first = where;
      let rival = v128.shuffle<f32>(p, q, 1, 3, 5, 7);
      let wins = better(rival, best);
      best = v128.bitselect(rival, best, wins);
      where = v128.bitselect(i32x4.add(first, i32x4.splat(1)), where, wins);
      rival = v128.shuffle<f32>(r, s, 0, 2, 4, 6);
      wins = better(rival, best);
      best = v128.bitselect(rival, best, wins);
      where = v128.bitselect(i32x4.add(first, i32x4.splat(w.width)), where, wins);
      rival = v128.shuffle<f32>(r, s, 1, 3, 5, 7);
      wins = better(rival, best);
      best = v128.bitselect(rival, best, wins);
      where = v128.bitselect(i32x4.add(first, i32x4.splat(w.width + 1)), where, wins);
      storePart(y + (<usize>j << 2), best, w.outWidth - j);
      storePart(argmax + (<usize>j << 2), where, w.outWidth - j);
    }
    y += <usize>w.outWidth << 2;
    argmax += <usize>w.outWidth << 2;
  }
}

@inline
function better(rival: v128, best: v128): v128 {
  return v128.or(f32x4.gt(rival, best), f32x4.ne(rival, rival));
}

/**
 * dx[argmax] += dy for each window, windows in order. Also for global_maxpool2d. Unit: one plane.
 */
export function route_back(
  argmax: usize, dy: usize, dx: usize, inCells: i32, outCells: i32, from: i32, to: i32,
): void {
  for (let unit = from; unit < to; unit++) {
    const plane = dx + (<usize>(unit * inCells) << 2);
    memory.fill(plane, 0, <usize>inCells << 2);
    for (let at = <usize>(unit * outCells) << 2, end = <usize>((unit + 1) * outCells) << 2;
      at < end; at += 4) {
      const best = load<i32>(argmax + at);
      if (best < 0) continue;
      const target = plane + (<usize>best << 2);
      store<f32>(target, load<f32>(target) + load<f32>(dy + at));
    }
  }
}
