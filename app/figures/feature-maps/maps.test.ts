/** Pointing finds what was drawn, keys stay inside, and a shared range is shared. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { describeCell, describeShape } from "./FeatureMapWall";
import {
  cellOf,
  colouringOf,
  flatOf,
  hit,
  indexOf,
  limits,
  mapShape,
  tileAt,
  walked,
  wall,
  type MapCell,
} from "./maps";

const shapes = fc.oneof(
  fc.tuple(
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 1, max: 28 }),
    fc.integer({ min: 1, max: 28 }),
  ),
  fc.tuple(fc.integer({ min: 1, max: 200 })),
);
const room = fc.integer({ min: 60, max: 900 });
const tile = fc.integer({ min: 16, max: 120 });
const anyCell = (channels: number, height: number, width: number, seed: number): MapCell => ({
  channel: seed % channels,
  row: (seed >> 4) % height,
  column: (seed >> 9) % width,
});

test("the middle of every drawn cell points back at that cell", () => {
  fc.assert(
    fc.property(shapes, tile, room, fc.nat(1 << 20), (shape, size, width, seed) => {
      const on = wall(shape, size, width);
      const cell = anyCell(on.channels, on.height, on.width, seed);
      const { left, top } = tileAt(on, cell.channel);
      const found = hit(on, left + (cell.column + 0.5) * on.cell, top + (cell.row + 0.5) * on.cell);
      expect(found).toEqual(cell);
      expect(left + on.cell * on.width).toBeLessThanOrEqual(on.totalWidth + 1e-9);
      expect(top + on.cell * on.height).toBeLessThanOrEqual(on.totalHeight + 1e-9);
    }),
  );
});

test("no sequence of keys leaves the layer, and every cell of the first two tiles can be reached by arrows", () => {
  const keys = [
    "ArrowLeft",
    "ArrowRight",
    "ArrowUp",
    "ArrowDown",
    "PageUp",
    "PageDown",
    "Home",
    "End",
  ];
  fc.assert(
    fc.property(
      shapes,
      tile,
      room,
      fc.array(fc.constantFrom(...keys), { maxLength: 60 }),
      (shape, size, width, pressed) => {
        const on = wall(shape, size, width);
        let at: MapCell = { channel: 0, row: 0, column: 0 };
        for (const key of pressed) {
          at = walked(on, at, key) ?? at;
          expect(at.channel).toBeGreaterThanOrEqual(0);
          expect(at.channel).toBeLessThan(on.channels);
          expect(at.row).toBeGreaterThanOrEqual(0);
          expect(at.row).toBeLessThan(on.height);
          expect(at.column).toBeGreaterThanOrEqual(0);
          expect(at.column).toBeLessThan(on.width);
        }
      },
    ),
  );
  const on = wall([2, 3, 4], 40, 200);
  let at: MapCell = { channel: 0, row: 0, column: 0 };
  for (let move = 0; move < 7; move++) at = walked(on, at, "ArrowRight") ?? at;
  expect(at).toEqual({ channel: 1, row: 0, column: 3 });
  expect(walked(on, at, "x")).toBeNull();
});

test("a cell, its index in the layer's shape and its place in the numbers agree", () => {
  fc.assert(
    fc.property(shapes, fc.nat(1 << 20), (shape, seed) => {
      const map = mapShape(shape);
      const cell = anyCell(map.channels, map.height, map.width, seed);
      expect(cellOf(shape, indexOf(shape, cell))).toEqual(cell);
      const flat = indexOf(shape, cell).reduce(
        (total, index, axis) => total * (shape[axis] ?? 1) + index,
        0,
      );
      expect(flatOf(map, cell)).toBe(flat);
    }),
  );
});

test("each map's limit is its own largest magnitude, the layer's the largest of them, and NaN does not count", () => {
  const values = [1, -2, Number.NaN, 0.5, -7, 3, Number.POSITIVE_INFINITY, 0.25];
  const own = limits({ channels: 2, height: 2, width: 2 }, values);
  expect([...own]).toEqual([2, 7]);
  expect(colouringOf("map", own, 99)(0).high).toBe(2);
  expect(colouringOf("layer", own, 99)(0).high).toBe(7);
  expect(colouringOf("network", own, 99)(0)).toEqual({ palette: "diverging", low: -99, high: 99 });
  expect(colouringOf("map", new Float64Array(2), 0)(0).high).toBe(1);
});

test("a cell is said with its place and its number", () => {
  const shape = [2, 2, 2];
  expect(
    describeCell("conv1", shape, [0, 1, 2, 3, 4, 5, 6, -7.5], { channel: 1, row: 1, column: 1 }),
  ).toBe("conv1, map 1 of 0 to 1, row 1, column 1: −7.5");
  expect(describeCell("fc1", [3], [1, 2, 3], { channel: 2, row: 0, column: 0 })).toBe(
    "fc1, number 2 of 0 to 2: 3",
  );
  expect(describeShape([16, 5, 5])).toBe("16 maps of 5×5");
  expect(describeShape([84])).toBe("84 numbers");
});
