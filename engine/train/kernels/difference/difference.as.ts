/** difference: into = from - into. Unit: one cell. */
import { storePart } from "../../../backends/wasm/assembly/simd";

export function difference_cells(source: usize, into: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i += 4) {
    const at = (<usize>i) << 2;
    storePart(into + at, f32x4.sub(v128.load(source + at), v128.load(into + at)), to - i);
  }
}
