/** global_avgpool2d: y = Σ x / area, dx = dy / area. Unit: one plane. */
import { sumOf } from "../../backends/wasm/assembly/reduce";
import { storePart } from "../../backends/wasm/assembly/simd";

export function global_avgpool2d_forward(x: usize, y: usize, area: i32, from: i32, to: i32): void {
  for (let unit = from; unit < to; unit++)
    store<f32>(y + (<usize>unit << 2), sumOf(x + (<usize>(unit * area) << 2), area) / <f32>area);
}

export function global_avgpool2d_backward(
  dy: usize, dx: usize, area: i32, from: i32, to: i32,
): void {
  for (let unit = from; unit < to; unit++) {
    const share = f32x4.splat(load<f32>(dy + (<usize>unit << 2)) / <f32>area);
    const plane = dx + (<usize>(unit * area) << 2);
    for (let i = 0; i < area; i += 4) storePart(plane + (<usize>i << 2), share, area - i);
  }
}
