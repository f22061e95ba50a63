/** Constant tables of byte offsets for the inner loop (assembly/tile.ts). */
import type { Site } from "./kernel";

/** The inner loop works on up to six rows, so that many entries more than are used must exist. */
const SPARE = 6;

/** Byte offsets of `count` cells that are `step` cells apart. */
export function offsets(site: Site, count: number, step: number): number {
  return padded(
    site,
    Int32Array.from({ length: count }, (_, at) => at * step * 4),
  );
}

/** `values`, continued with copies of the last one. */
export function padded(site: Site, values: Int32Array): number {
  const table = new Int32Array(values.length + SPARE).fill(values.at(-1) ?? 0);
  table.set(values);
  return site.table(table);
}

/** Eight zeros: the starting row where there is no bias. */
export function zeros(site: Site): number {
  return site.table(new Float32Array(8));
}

/** The 32 bits of a number as f32. */
export function bitsOf(value: number): number {
  return new Int32Array(Float32Array.of(value).buffer)[0] ?? 0;
}
