/** Constant tables of byte offsets for the inner loop (assembly/tile.ts). */
import type { Site } from "./kernel";

/** The inner loop works on up to six rows, so that many entries more than are used must exist. */
const SPARE = 6;

/** Byte offsets of `count` cells that are `step` cells apart. */
export function offsets(site: Site, count: number, step: number): number {
  return table(site, `offsets ${count} ${step}`, count, (at) => at * step);
}

/** A table of byte offsets, from those in cells; continued with copies of the last one. */
export function table(
  site: Site,
  key: string,
  count: number,
  cellOf: (at: number) => number,
): number {
  return site.table(key, () => {
    const values = new Int32Array(count + SPARE);
    for (let at = 0; at < count; at++) values[at] = cellOf(at) * 4;
    return values.fill(values[count - 1] ?? 0, count);
  });
}

/** Extents that a kernel reads as one structure. */
export function structure(site: Site, values: readonly number[]): number {
  return site.table(`structure ${values.join(" ")}`, () => Int32Array.from(values));
}

/** `count` times the same number. */
export function constants(site: Site, count: number, value: number): number {
  return site.table(`constants ${count} ${value}`, () => new Float32Array(count).fill(value));
}

/** Eight zeros: the starting row where there is no bias. */
export function zeros(site: Site): number {
  return constants(site, 8, 0);
}

/** The 32 bits of a number as f32. */
export function bitsOf(value: number): number {
  return new Int32Array(Float32Array.of(value).buffer)[0] ?? 0;
}
