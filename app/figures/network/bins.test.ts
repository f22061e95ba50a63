import fc from "fast-check";
import { expect, test } from "vitest";
import { binShares } from "./bins";

test("the numbers of a bin are as many as lie in it", () => {
  // 0, 1, 2, 3, 4 at quarters in order: one quarter lies between each two.
  expect(binShares([0, 1, 2, 3, 4], 0, 4, 2)).toEqual([0.5, 0.5]);
  expect(binShares([0, 0, 0, 0, 4], 0, 4, 4)).toEqual([0.8125, 0.0625, 0.0625, 0.0625]);
  // All alike, also at the upper end.
  expect(binShares([4, 4, 4], 0, 4, 4)).toEqual([0, 0, 0, 1]);
});

test("shares add up to one, whatever the numbers and the bins", () => {
  const list = fc.array(fc.double({ min: -3, max: 5, noNaN: true }), {
    minLength: 2,
    maxLength: 129,
  });
  fc.assert(
    fc.property(list, fc.integer({ min: 1, max: 50 }), (values, bins) => {
      const ordered = values.toSorted((a, b) => a - b);
      const shares = binShares(ordered, -3, 5, bins);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
    }),
  );
});
