/**
 * Where the levels of a triangle's contours are written: none lies on another or on a corner's
 * name.
 */
import { describe, expect, test } from "vitest";
import { levelSpots, type Shares } from "./Simplex";

const LINE = 18;
/** Contours of -log of the second share: lines from the left edge to the right one. */
const contours = [0.36, 0.69, 0.92, 1.2, 1.6, 2, 3.4].map((level) => {
  const right = Math.exp(-level);
  const [from, to]: [Shares, Shares] = [
    [1 - right, right, 0],
    [0, right, 1 - right],
  ];
  return { level, pieces: [[from, to]] as const };
});
const spots = (side: number) =>
  levelSpots(
    contours,
    ([, right, top]) => [side * (right + top / 2), side * Math.sqrt(0.75) * (1 - top)],
    LINE,
  );

describe("the levels of contours", () => {
  test("are all written where there is room", () => {
    expect(spots(600).map(({ level }) => level)).toEqual(contours.map(({ level }) => level));
  });

  test("keep a line between them in any size, and stay below the top corner's name", () => {
    for (const side of [60, 100, 170, 260, 400]) {
      const ys = spots(side).map(({ y }) => y);
      expect(ys.length, `side ${side}`).toBeGreaterThan(0);
      expect(Math.min(...ys), `side ${side}`).toBeGreaterThan(LINE / 2);
      ys.forEach((y, at) =>
        ys.slice(at + 1).forEach((other) => {
          expect(Math.abs(y - other), `side ${side}`).toBeGreaterThanOrEqual(LINE);
        }),
      );
    }
  });
});
