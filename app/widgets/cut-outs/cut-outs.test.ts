/** Which cut-outs are shown, and that what is drawn of them is what the engine makes. */
import { describe, expect, test } from "vitest";
import { tensor } from "../../../engine/core/tensor";
import { colourAxes, cutOut } from "../../../engine/train/cut-outs";
import { bytesOf } from "../../pictures/rgba";
import { cutOuts } from "./definition";
import {
  BATCH,
  drawnAnew,
  fields,
  INPUTS,
  orderOf,
  ROOM,
  shiftOf,
  SIDE,
  wantedOf,
  WHOLE,
} from "./state";

const picture = tensor(
  [1, 3, WHOLE, WHOLE],
  Float64Array.from({ length: 3 * WHOLE * WHOLE }, (_, at) => ((at * 37 + (at >> 8)) % 256) / 255),
);
const start = fields.standard;

describe("cut-outs of a photo", () => {
  test("224 in 256: the lesson's 33 · 33 · 2, every one with a place of its own", () => {
    expect(ROOM).toBe(32);
    expect(INPUTS).toBe(33 * 33 * 2);
    expect([...(cutOuts.values(start)["inputs"]?.data ?? [])]).toEqual([2178]);
    const places = new Set<number>();
    for (const mirrored of [false, true])
      for (let row = 0; row <= ROOM; row++)
        for (let column = 0; column <= ROOM; column++)
          places.add(orderOf({ row, column, mirrored }));
    expect(places.size).toBe(INPUTS);
    expect(Math.max(...places)).toBe(INPUTS - 1);
  });

  test("one, a batch by its seed, ten in use; the first of a new draw is the one looked at", () => {
    expect(wantedOf(start)).toHaveLength(1);
    const batch = wantedOf({ ...start, shows: "batch" });
    expect(batch).toHaveLength(BATCH);
    expect(wantedOf({ ...start, shows: "batch" })).toEqual(batch);
    expect(wantedOf({ ...start, shows: "batch", seed: 2 })).not.toEqual(batch);
    expect(wantedOf({ ...start, shows: "use", colours: true }).map(({ alphas }) => alphas)).toEqual(
      Array.from({ length: 10 }, () => null),
    );
    const next = drawnAnew(start);
    const [first] = wantedOf({ ...next, shows: "batch" });
    expect(first).toMatchObject(wantedOf(next)[0] ?? {});
  });

  test("α grows with its spread, and the drawn bytes are the picture's own plus the shift", () => {
    const axes = colourAxes(picture);
    const shifted = { ...start, colours: true, row: 3, column: 9, mirrored: true };
    const [weak] = wantedOf({ ...shifted, spread: 0.1 });
    const [strong] = wantedOf({ ...shifted, spread: 1 });
    if (weak === undefined || strong === undefined) throw new Error("nothing is wanted");
    for (const [at, alpha] of (strong.alphas ?? []).entries())
      expect(alpha).toBeCloseTo(10 * (weak.alphas?.[at] ?? 9), 9);
    const shift = shiftOf(axes, strong);
    expect(Math.max(...shift.map(Math.abs))).toBeGreaterThan(0);
    const drawn = bytesOf(cutOut(picture, SIDE, strong, shift));
    for (const [i, j] of [
      [0, 0],
      [5, 17],
      [223, 100],
    ] as const)
      for (let c = 0; c < 3; c++) {
        const value = picture.data[(c * WHOLE + 3 + i) * WHOLE + 9 + SIDE - 1 - j] ?? 9;
        const byte = Math.max(0, Math.min(255, Math.round(255 * (value + (shift[c] ?? 9)))));
        expect(drawn[4 * (i * SIDE + j) + c]).toBe(byte);
      }
  });
});
