/**
 * What the convolution kernels share: a convolution's extents, and images with zeros around them.
 */
import { storePart } from "./simd";

/** One convolution's extents; conv2d.wasm.ts writes them in this order. */
@unmanaged
export class Geometry {
  channels: i32; // of the whole input
  height: i32;
  width: i32;
  top: i32; // zeros around the image; all zero when `padded` is not used
  left: i32;
  paddedHeight: i32;
  paddedWidth: i32;
  groups: i32;
  inputs: i32; // channels in a group
  outputs: i32; // filters in a group
  taps: i32; // inputs · kh · kw
  pixels: i32; // of an output plane
  kh: i32;
  kw: i32;
  strideY: i32;
  strideX: i32;
  dilationY: i32;
  dilationX: i32;
  outHeight: i32;
  outWidth: i32;
}

@inline
function hasFrame(g: Geometry): bool {
  return g.paddedHeight != g.height || g.paddedWidth != g.width;
}

/** Zeros around every channel; written once, since copying images never touches them. */
export function clearFrame(padded: usize, g: Geometry): void {
  if (hasFrame(g))
    memory.fill(padded, 0, <usize>(g.channels * g.paddedHeight * g.paddedWidth) << 2);
}

/** Image `n` with its zeros around it, or where it lies when it has none. */
export function frame(x: usize, n: i32, padded: usize, g: Geometry): usize {
  let from = x + (<usize>(n * g.channels * g.height * g.width) << 2);
  if (!hasFrame(g)) return from;
  const row = (<usize>g.width) << 2;
  for (let c = 0; c < g.channels; c++) {
    let to = padded + (<usize>((c * g.paddedHeight + g.top) * g.paddedWidth + g.left) << 2);
    for (let i = 0; i < g.height; i++) {
      for (let j = 0; j < g.width; j += 4)
        storePart(to + (<usize>j << 2), v128.load(from + (<usize>j << 2)), g.width - j);
      from += row;
      to += (<usize>g.paddedWidth) << 2;
    }
  }
  return padded;
}
