/**
 * The bottleneck's counts: the lecture's two numbers, closed forms for any sizes, and two paths
 * that run to one shape.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createReference } from "../../../engine/backends/reference";
import { countOf } from "./counting";
import { bottleneck } from "./definition";
import { median, type Progress, timePaths } from "./timing";

describe("the inception module's bottleneck", () => {
  test("28×28×192 to 5×5×32: 120,422,400 multiplications against 12,443,648", () => {
    const state = bottleneck.initial({});
    expect(countOf("straight", state).multiplications).toBe(120_422_400);
    expect(countOf("bottleneck", state).multiplications).toBe(12_443_648);
    expect(bottleneck.describe(state)).toContain(
      "120,422,400 multiplications straight, 12,443,648 through a bottleneck",
    );
  });

  test("for any sizes the counts are the closed forms", () => {
    const sizes = fc.record({
      side: fc.integer({ min: 1, max: 56 }),
      channels: fc.integer({ min: 1, max: 512 }),
      filters: fc.integer({ min: 1, max: 256 }),
      kernel: fc.constantFrom(1, 3, 5, 7),
      reduced: fc.integer({ min: 1, max: 512 }),
    });
    fc.assert(
      fc.property(sizes, (state) => {
        const { side, channels, filters, kernel, reduced } = state;
        expect(countOf("straight", state).multiplications).toBe(
          side * side * filters * kernel * kernel * channels,
        );
        expect(countOf("bottleneck", state).multiplications).toBe(
          side * side * reduced * channels + side * side * filters * kernel * kernel * reduced,
        );
        expect(bottleneck.initial(bottleneck.toProperties(state))).toEqual(state);
      }),
    );
  });

  test("both paths run in turns, report how far they are, and leave nothing behind", async () => {
    const backend = createReference();
    const heard: Progress[] = [];
    const times = await timePaths(
      { side: 4, channels: 6, filters: 3, kernel: 3, reduced: 2 },
      backend,
      (one) => heard.push(one),
    );
    expect(times.straight.length).toBe(times.bottleneck.length);
    expect(times.straight.length).toBeGreaterThanOrEqual(3);
    expect([...times.straight, ...times.bottleneck].every((one) => one >= 0)).toBe(true);
    expect(heard.map(({ done }) => done)).toEqual(heard.map((_, at) => at + 1));
    expect(backend.bytesInUse()).toBe(0);
  });

  test("the median has as many runs below it as above", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 15 }),
        (runs) => {
          const middle = median(runs);
          expect(runs.filter((run) => run < middle).length).toBeLessThanOrEqual(runs.length / 2);
          expect(runs.filter((run) => run > middle).length).toBeLessThanOrEqual(runs.length / 2);
        },
      ),
    );
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1])).toBe(2.5);
  });

  test("an even filter size is taken as the odd one below it, and garbage falls back", () => {
    fc.assert(
      fc.property(fc.anything(), (garbage) => {
        expect(bottleneck.restore(garbage, bottleneck.initial({})).kernel % 2).toBe(1);
      }),
    );
  });
});
