/** Sizes on the map against the layers' shapes, for every network of the catalogue. */
import { expect, test } from "vitest";
import { networks } from "../../../engine/graph/networks";
import { networkShapes } from "../../../engine/graph/shapes";
import { exact, share, short } from "./counts";
import { layout } from "./layout";
import { outline } from "./outline";
import { depths, shownItems } from "./visible";

const ROOM = { width: 1360, height: 630, text: 15 };

test.each(Object.entries(networks))(
  "%s: layers of one shape are drawn alike, a larger map is not lower, more channels are not less deep",
  (_, make) => {
    const whole = outline(networkShapes(make()));
    const opened = depths(whole).at(-1)?.opened ?? new Set<string>();
    const layers = new Map(whole.network.layers.map((layer) => [layer.name, layer.shape]));
    const drawn = layout(whole, opened, null, ROOM).volumes.flatMap((volume) => {
      const shape = layers.get(volume.item);
      return shape === undefined ? [] : [{ ...volume, shape }];
    });
    expect(shownItems(whole, opened).length).toBeGreaterThan(1);
    expect(drawn.length).toBeGreaterThan(1);
    const pixels = ([, rows = 1, columns = 1]: readonly number[]): number => rows * columns;
    const large = drawn.toSorted((a, b) => pixels(b.shape) - pixels(a.shape));
    for (const [at, one] of large.entries()) {
      const next = large[at + 1] ?? one;
      const message = `${one.item}, ${next.item}`;
      if (pixels(one.shape) === pixels(next.shape))
        expect(one.height, message).toBeCloseTo(next.height);
      else expect(one.height, message).toBeGreaterThanOrEqual(next.height);
    }
    const wide = drawn.toSorted((a, b) => (b.shape[0] ?? 1) - (a.shape[0] ?? 1));
    for (const [at, one] of wide.entries()) {
      const next = wide[at + 1] ?? one;
      const message = `${one.item}, ${next.item}`;
      if (one.shape[0] === next.shape[0]) expect(one.right, message).toBeCloseTo(next.right);
      else expect(one.right, message).toBeGreaterThan(next.right);
    }
    const [most] = large;
    const quarter = large.find(
      ({ shape }) => most !== undefined && pixels(shape) * 4 === pixels(most.shape),
    );
    if (most !== undefined && quarter !== undefined && quarter.height > 20)
      expect(most.height / quarter.height, "half the rows").toBeCloseTo(Math.SQRT2, 1);
  },
);

test("counts are rounded to three figures or more, and shares name what is under 1 %", () => {
  expect([999, 61_706, 138_357_544, 1_240_000_000].map(short)).toEqual([
    "999",
    "61.7 k",
    "138.4 M",
    "1.24 G",
  ]);
  expect(exact(138_357_544)).toBe("138,357,544");
  expect([
    share(102_764_544, 138_357_544),
    share(1, 1000),
    share(0, 5),
    share(0, 0),
    share(3, 3),
  ]).toEqual(["74 %", "under 1 %", "0 %", "0 %", "100 %"]);
});
