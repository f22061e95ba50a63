/** fill: every cell becomes the word `bits`. Unit: one cell. */
import { storePart } from "../../../backends/wasm/assembly/simd";

export function fill_cells(into: usize, bits: i32, from: i32, to: i32): void {
  for (let i = from; i < to; i += 4) storePart(into + (<usize>i << 2), i32x4.splat(bits), to - i);
}
