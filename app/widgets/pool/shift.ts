/**
 * The shift test: a picture and the same picture a few pixels on, both pooled; how much of what
 * comes out has changed.
 */
import { t } from "../../language/words";
import { opFor } from "../../../engine/graph/vocabulary";
import type { Compared } from "../../figures/compare/ComparedMaps";
import type { GreyPicture } from "../../pictures/grey";
import { opOf, type PoolState } from "./state";

/** Side of the pictures that are compared, and of the crop that moves over the photo. */
const CROP = 192;
/** Levels of 255 beyond which a reader would call a cell changed. */
export const CHANGED = 12;

/** The pixels, and what is left of them after pooling. */
export function shiftTest(picture: GreyPicture, state: PoolState): readonly [Compared, Compared] {
  const [down, right] = state.shift;
  const before = crop(picture, 32, 32);
  const after = crop(picture, 32 - down, 32 - right);
  const window = state.global ? CROP : state.window[1];
  const pooled = (data: Float32Array): Float32Array => pool(opOf(state), data, window);
  const moved = t("Moved {down} down, {right} right", { down, right });
  return [
    compared("pixels", [t("Picture"), moved], before, after),
    compared(
      t("after pooling"),
      [t("Pooled"), t("Moved, then pooled")],
      pooled(before),
      pooled(after),
    ),
  ];
}

function compared(
  what: string,
  titles: readonly [string, string],
  before: Float32Array,
  after: Float32Array,
): Compared {
  let changed = 0;
  let total = 0;
  for (const [at, value] of before.entries()) {
    const by = Math.abs(value - (after[at] ?? 0));
    total += by;
    if (by > CHANGED) changed += 1;
  }
  const count = Math.max(1, before.length);
  const side = Math.sqrt(before.length);
  return { what, titles, side, before, after, changed: changed / count, by: total / count };
}

function pool(name: string, data: Float32Array, window: number): Float32Array {
  const op = opFor(name);
  const x = { shape: [1, 1, CROP, CROP], data };
  const y = op?.forward({ x }, op.normalise({ kernel_size: window }))["y"];
  return Float32Array.from(y?.data ?? []);
}

function crop({ columns, data }: GreyPicture, top: number, left: number): Float32Array {
  const result = new Float32Array(CROP * CROP);
  for (let row = 0; row < CROP; row++)
    result.set(
      data.subarray((top + row) * columns + left, (top + row) * columns + left + CROP),
      row * CROP,
    );
  return result;
}
