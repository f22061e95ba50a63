/** add: y = a + b. Also accumulate: into += part. Unit: one cell. */
import { storePart } from "../../backends/wasm/assembly/simd";

export function add_cells(a: usize, b: usize, y: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i += 4) {
    const at = <usize>i << 2;
    storePart(y + at, f32x4.add(v128.load(a + at), v128.load(b + at)), to - i);
  }
}
