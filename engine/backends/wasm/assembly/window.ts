/** Extents of a pooling window over a plane; backends/wasm/pooling.ts writes them in this order. */
@unmanaged
export class Window {
  height: i32;
  width: i32;
  outHeight: i32;
  outWidth: i32;
  kh: i32;
  kw: i32;
  strideY: i32;
  strideX: i32;
  top: i32;
  left: i32;
  bottom: i32;
  right: i32;
  dilationY: i32;
  dilationX: i32;
}
