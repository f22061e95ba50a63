/**
 * Turned blocks: lengths are kept in space, and a block stays near its box however it is turned.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { axesOf, blockSizes, boxOf, FURTHEST, pointAt, turned } from "./turn";

const turns = fc.record({
  yaw: fc.integer({ min: -FURTHEST.yaw, max: FURTHEST.yaw }),
  pitch: fc.integer({ min: -FURTHEST.pitch, max: FURTHEST.pitch }),
});

test("the three axes are those of a rotation: on the page, their squares add up to 1 both ways", () => {
  fc.assert(
    fc.property(turns, (turn) => {
      const axes = Object.values(axesOf(turn));
      for (const side of ["x", "y"] as const)
        expect(axes.reduce((sum, axis) => sum + axis[side] ** 2, 0)).toBeCloseTo(1, 9);
      expect(axes.reduce((sum, axis) => sum + axis.x * axis.y, 0)).toBeCloseTo(0, 9);
    }),
  );
});

test("a block that fits its room stays within it to the sides, and seen from in front it shows its face", () => {
  const extents = {
    channels: 3,
    rows: 6,
    columns: 6,
    kernel: 3,
    filters: 1,
    outRows: 4,
    outColumns: 4,
  };
  const room = { width: 820, height: 430, most: 46, comfort: 28, least: 24, rem: 1 };
  fc.assert(
    fc.property(turns, fc.boolean(), (turn, apart) => {
      const sizes = blockSizes(extents, { ...room, digit: 14, line: 1 }, apart);
      const { width } = boxOf(6, 6, 3, sizes);
      const axes = axesOf(turn);
      const deep = 2 * sizes.gap + sizes.thickness;
      const corners = [0, 6 * sizes.size].flatMap((across) =>
        [0, deep].map((away) => pointAt(axes, across, 0, away).x),
      );
      expect(Math.max(...corners) - Math.min(...corners)).toBeLessThanOrEqual(width);
    }),
  );
  const front = axesOf({ yaw: 0, pitch: 0 });
  expect(pointAt(front, 3, 4, 100)).toEqual({ x: 3, y: 4 });
  expect(turned({ yaw: 70, pitch: -40 }, { yaw: 40, pitch: -40 })).toEqual({ yaw: 75, pitch: -45 });
});
