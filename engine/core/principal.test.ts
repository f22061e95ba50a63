/** Principal components: of rows made along known directions, and by what defines them. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { random } from "./random";
import { principal } from "./principal";

test("rows along two known directions give these, their places and their shares", () => {
  const from = random(4);
  const [a, b] = [
    [0.6, 0.8, 0],
    [-0.8, 0.6, 0],
  ];
  const rows = Array.from({ length: 200 }, () => [5 * from.normal(), from.normal()] as const);
  const data = rows.flatMap(([s, t]) =>
    [0, 1, 2].map((at) => 7 + s * (a?.[at] ?? 0) + t * (b?.[at] ?? 0)),
  );
  const found = principal(data, 3, 2);
  expect(
    Math.abs((found.directions[0]?.[0] ?? 0) * 0.6 + (found.directions[0]?.[1] ?? 0) * 0.8),
  ).toBeGreaterThan(0.99);
  expect(found.directions[0]?.[2]).toBeCloseTo(0, 12);
  expect((found.shares[0] ?? 0) + (found.shares[1] ?? 0)).toBeCloseTo(1, 9);
  expect(found.shares[0]).toBeGreaterThan(0.9);
});

test("directions have length 1 and stand at right angles, and no other direction spreads more", () => {
  const numbers = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), {
    minLength: 40,
    maxLength: 40,
  });
  fc.assert(
    fc.property(numbers, fc.integer({ min: 1, max: 1e6 }), (data, seed) => {
      const { directions, places } = principal(data, 4, 2);
      const [first = new Float64Array(4), second = new Float64Array(4)] = directions;
      const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
        Array.from(a).reduce((sum, one, at) => sum + one * (b[at] ?? 0), 0);
      fc.pre(dot(places[1] ?? [], places[1] ?? []) > 1e-6);
      expect(dot(first, first)).toBeCloseTo(1, 9);
      expect(dot(first, second)).toBeCloseTo(0, 9);
      const from = random(seed);
      const other = Array.from({ length: 4 }, () => from.normal());
      const mean = [0, 1, 2, 3].map(
        (at) =>
          [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].reduce((sum, row) => sum + (data[row * 4 + at] ?? 0), 0) /
          10,
      );
      const spread = Array.from({ length: 10 }, (_, row) =>
        dot(
          other,
          data.slice(row * 4, row * 4 + 4).map((one, at) => one - (mean[at] ?? 0)),
        ),
      );
      const length = dot(other, other);
      const best = dot(places[0] ?? [], places[0] ?? []);
      expect(dot(spread, spread) / length).toBeLessThanOrEqual(best * (1 + 1e-3) + 1e-9);
    }),
  );
});
