/**
 * The plate over random volumes and rooms: nothing is wider than its room, columns never overlap,
 * digits can be read.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrange, GAP, gridSize, type Room, type VolumeExtents } from "./arrange";

const extents: fc.Arbitrary<VolumeExtents> = fc
  .record({
    channels: fc.integer({ min: 1, max: 8 }),
    rows: fc.integer({ min: 1, max: 16 }),
    columns: fc.integer({ min: 1, max: 16 }),
    kernel: fc.integer({ min: 1, max: 5 }),
    filters: fc.integer({ min: 1, max: 10 }),
  })
  .map((given) => {
    const kernel = Math.min(given.kernel, given.rows, given.columns);
    return {
      ...given,
      kernel,
      outRows: given.rows - kernel + 1,
      outColumns: given.columns - kernel + 1,
    };
  });
const rooms: fc.Arbitrary<Room> = fc
  .record({
    width: fc.integer({ min: 300, max: 2400 }),
    height: fc.integer({ min: 200, max: 1600 }),
    rem: fc.constantFrom(1, 1.25, 1.75),
    projector: fc.boolean(),
  })
  .map(({ width, height, rem, projector }) => ({
    width,
    height,
    most: 46 * rem,
    comfort: 28 * rem,
    least: 24 * rem,
    digit: 14,
    rem: projector ? 1.3 * rem : rem,
    line: projector ? 2 : 1,
  }));
const wishes = fc.record({ apart: fc.boolean(), shares: fc.boolean(), zooms: fc.boolean() });

describe("the plate", () => {
  test("is never wider than its room while it has digits, and a ledger's columns never overlap", () => {
    fc.assert(
      fc.property(extents, rooms, wishes, (of, room, wish) => {
        const plan = arrange(of, room, wish);
        const side = (count: number, cell: number): number => gridSize(count, cell, room.line);
        if (plan.form === "deck") {
          if (plan.cell < room.least) return;
          expect(side(of.columns, plan.cell) + plan.step * (of.channels - 1)).toBeLessThanOrEqual(
            room.width,
          );
          expect(
            side(of.outColumns, plan.outCell) + plan.outStep * (of.filters - 1),
          ).toBeLessThanOrEqual(room.width);
          expect(plan.outCell).toBeGreaterThanOrEqual(room.least);
          return;
        }
        expect(plan.cell).toBeGreaterThanOrEqual(room.comfort);
        expect(of.channels * plan.step - GAP).toBeLessThanOrEqual(room.width + of.channels);
        const whole =
          plan.form === "zoom"
            ? [side(of.kernel, plan.cell), of.columns * plan.mapCell]
            : [side(of.columns, plan.cell)];
        const sheets = wish.shares ? [...whole, side(of.outColumns, plan.cell)] : whole;
        for (const sheet of sheets) expect(sheet + GAP).toBeLessThanOrEqual(plan.step + 1);
      }),
      { numRuns: 2000 },
    );
  });

  test("lays the lecture's volume out in whole sheets beside a lesson, and as a deck on a phone", () => {
    const lecture: VolumeExtents = {
      channels: 3,
      rows: 6,
      columns: 6,
      kernel: 3,
      filters: 1,
      outRows: 4,
      outColumns: 4,
    };
    const room: Room = {
      width: 822,
      height: 470,
      most: 46,
      comfort: 28,
      least: 24,
      digit: 14,
      rem: 1,
      line: 1,
    };
    const asked = { apart: true, shares: false, zooms: true };
    expect(arrange(lecture, room, asked)).toMatchObject({ form: "ledger", place: "beside" });
    expect(arrange({ ...lecture, filters: 10 }, room, asked)).toMatchObject({
      form: "ledger",
      place: "beside",
    });
    expect(
      arrange(
        { ...lecture, channels: 5, kernel: 1, outRows: 6, outColumns: 6, filters: 2 },
        room,
        asked,
      ).form,
    ).toBe("zoom");
    expect(arrange(lecture, { ...room, width: 358, height: 500 }, asked).form).toBe("deck");
    expect(arrange(lecture, room, { ...asked, apart: false }).form).toBe("deck");
  });

  test("room for more never makes the cells of one form smaller", () => {
    fc.assert(
      fc.property(
        extents,
        rooms,
        wishes,
        fc.integer({ min: 0, max: 600 }),
        (of, room, wish, more) => {
          const [small, large] = [
            arrange(of, room, wish),
            arrange(of, { ...room, width: room.width + more }, wish),
          ];
          if (small.form === large.form && small.cell >= room.least)
            expect(large.cell).toBeGreaterThanOrEqual(small.cell - 10 * room.rem);
        },
      ),
    );
  });
});
