/** The shift test: a picture and the same picture a few pixels on, both pooled; how much of what comes out has changed. */
import type { GreyPicture } from "../photo-filter/grey";
import { poolPicture } from "./compute";
import type { PoolState } from "./state";

/** Side of the pictures that are compared, and of the crop that moves over the photo. */
const CROP = 192;

export interface Shifted {
  readonly side: number;
  readonly before: Float32Array;
  readonly after: Float32Array;
  /** Side of the pooled pictures; 1 for a global window. */
  readonly pooledSide: number;
  readonly pooledBefore: Float32Array;
  readonly pooledAfter: Float32Array;
  /** Share of the cells that moved by more than `CHANGED` levels, 0 … 1. */
  readonly pixelsChanged: number;
  readonly pooledChanged: number;
  /** Mean |difference| in levels. */
  readonly pixelsBy: number;
  readonly pooledBy: number;
}

/** Levels of 255 beyond which a reader would call a cell changed. */
export const CHANGED = 12;

export function shiftTest(picture: GreyPicture, state: PoolState): Shifted {
  const [down, right] = state.shift;
  const window = state.global ? CROP : state.window[1];
  const before = crop(picture, 32, 32);
  const after = crop(picture, 32 - down, 32 - right);
  const pooledSide = Math.floor((CROP - window) / window) + 1;
  const pooled = (data: Float32Array): Float32Array => Float32Array.from(poolPicture(state.kind, data, CROP, CROP, window).data);
  const [pooledBefore, pooledAfter] = [pooled(before), pooled(after)];
  return {
    side: CROP,
    before,
    after,
    pooledSide,
    pooledBefore,
    pooledAfter,
    ...named("pixels", difference(before, after)),
    ...named("pooled", difference(pooledBefore, pooledAfter)),
  };
}

function named<Name extends "pixels" | "pooled">(name: Name, { changed, by }: Difference) {
  return { [`${name}Changed`]: changed, [`${name}By`]: by } as { readonly [Key in `${Name}Changed` | `${Name}By`]: number };
}

interface Difference {
  readonly changed: number;
  readonly by: number;
}

export function difference(a: Float32Array, b: Float32Array): Difference {
  let changed = 0;
  let total = 0;
  for (let at = 0; at < a.length; at++) {
    const by = Math.abs((a[at] ?? 0) - (b[at] ?? 0));
    total += by;
    if (by > CHANGED) changed += 1;
  }
  return { changed: changed / Math.max(1, a.length), by: total / Math.max(1, a.length) };
}

function crop({ columns, data }: GreyPicture, top: number, left: number): Float32Array {
  const result = new Float32Array(CROP * CROP);
  for (let row = 0; row < CROP; row++)
    result.set(data.subarray((top + row) * columns + left, (top + row) * columns + left + CROP), row * CROP);
  return result;
}
