/**
 * avgpool2d: the mean of each window, over the cells of the padded image (`included`) or of the
 * image only, or over `divisor` where that is not 0. Unit: one plane.
 */
import { Window } from "../../backends/wasm/assembly/window";

export function avgpool2d_forward(
  x: usize, y: usize, w: Window, included: bool, divisor: f32, from: i32, to: i32,
): void {
  let into = y + (<usize>(from * w.outHeight * w.outWidth) << 2);
  for (let unit = from; unit < to; unit++) {
    const plane = x + (<usize>(unit * w.height * w.width) << 2);
    for (let i = 0; i < w.outHeight; i++) {
      const top = i * w.strideY - w.top, first = max(top, 0), last = min(top + w.kh, w.height);
      for (let j = 0; j < w.outWidth; j++, into += 4) {
        const left = j * w.strideX - w.left, begin = max(left, 0), end = min(left + w.kw, w.width);
        let total: f32 = 0;
        for (let row = first; row < last; row++) {
          for (let column = begin; column < end; column++)
            total += load<f32>(plane + (<usize>(row * w.width + column) << 2));
        }
        store<f32>(into, total / cells(w, top, left, included, divisor));
      }
    }
  }
}

export function avgpool2d_backward(
  dy: usize, dx: usize, w: Window, included: bool, divisor: f32, from: i32, to: i32,
): void {
  let source = dy + (<usize>(from * w.outHeight * w.outWidth) << 2);
  for (let unit = from; unit < to; unit++) {
    const plane = dx + (<usize>(unit * w.height * w.width) << 2);
    memory.fill(plane, 0, <usize>(w.height * w.width) << 2);
    for (let i = 0; i < w.outHeight; i++) {
      const top = i * w.strideY - w.top, first = max(top, 0), last = min(top + w.kh, w.height);
      for (let j = 0; j < w.outWidth; j++, source += 4) {
        const left = j * w.strideX - w.left, begin = max(left, 0), end = min(left + w.kw, w.width);
        const share = load<f32>(source) / cells(w, top, left, included, divisor);
        for (let row = first; row < last; row++) {
          for (let column = begin; column < end; column++) {
            const at = plane + (<usize>(row * w.width + column) << 2);
            store<f32>(at, load<f32>(at) + share);
          }
        }
      }
    }
  }
}

/** What a window's sum is divided by. */
@inline
function cells(w: Window, top: i32, left: i32, included: bool, divisor: f32): f32 {
  if (divisor != 0) return divisor;
  if (included)
    return <f32>(
      (min(top + w.kh, w.height + w.bottom) - top) * (min(left + w.kw, w.width + w.right) - left));
  return <f32>(
    (min(top + w.kh, w.height) - max(top, 0)) * (min(left + w.kw, w.width) - max(left, 0)));
}
