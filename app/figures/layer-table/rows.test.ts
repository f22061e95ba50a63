/** Bytes and counts are written as a person reads them, never in the powers of a program. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { short } from "../network-map/counts";
import { bytes } from "./rows";

test("bytes in the unit that leaves one to three digits before the point", () => {
  expect([12, 803_000, 12_845_056, 999_600_000, 1_728_000_000].map(bytes)).toEqual([
    "12 bytes",
    "803 kB",
    "12.8 MB",
    "1.00 GB",
    "1.73 GB",
  ]);
});

test("no count has an exponent", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9e14 }), (count) => {
      expect(short(count)).toMatch(/^[\d.]+( [kMGT])?$/);
      if (count < 9e11) expect(bytes(count)).toMatch(/^[\d.]+ (bytes|[kMG]B)$/);
    }),
  );
});
