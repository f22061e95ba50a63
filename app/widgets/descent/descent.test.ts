/** Two weights going downhill: the curvature is the loss's, and the largest stable rate a cliff. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { descent } from "./definition";
import {
  landscapeOf,
  measured,
  type Pair,
  pathOf,
  type Problem,
  scaledFeatures,
  stepsToGoal,
} from "./descent";

const cell = fc.integer({ min: -5, max: 5 });
const problems = fc
  .record({
    data: fc.array(fc.tuple(cell, cell, cell), { minLength: 3, maxLength: 8 }),
    factor: fc.constantFrom(0.1, 1, 10),
    scaling: fc.constantFrom("none", "largest", "range", "standard", "batch"),
    over: fc.constantFrom("feature", "all"),
    batch: fc.integer({ min: 1, max: 8 }),
  })
  .map((made): Problem => made);
const weights = fc.tuple(cell, cell);

describe("the landscape", () => {
  test("is the loss that the ops compute, at any place, and so is its gradient", () => {
    fc.assert(
      fc.property(problems, weights, (problem, w) => {
        const land = landscapeOf(problem);
        const { loss, gradient } = measured(problem, w);
        expect(land.lossAt(w)).toBeCloseTo(loss, 6);
        for (const [at, slope] of land.gradientAt(w).entries())
          expect(slope).toBeCloseTo(gradient[at] ?? Number.NaN, 6);
      }),
    );
  });

  test("nowhere lies below its minimum, and along a main direction it rises with that curvature", () => {
    fc.assert(
      fc.property(problems, weights, (problem, w) => {
        const land = landscapeOf(problem);
        const lowest = land.lossAt(land.minimum);
        expect(land.lossAt(w)).toBeGreaterThanOrEqual(lowest - 1e-6);
        const [u, v] = land.minimum;
        const along = land.lossAt([u + Math.cos(land.angle), v + Math.sin(land.angle)]);
        expect((along - lowest) / Math.max(1, land.curvature[0])).toBeCloseTo(
          land.curvature[0] / 2 / Math.max(1, land.curvature[0]),
          6,
        );
      }),
    );
  });
});

describe("gradient descent", () => {
  const start: Pair = [0, 0];
  const { data: made } = descent.initial({});
  const ten: Problem = { data: made, factor: 10, scaling: "none", over: "feature", batch: 2 };

  test("arrives just below the largest stable rate, and leaves for good just above it", () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const land = landscapeOf(problem);
        fc.pre(land.curvature[1] > 1e-3 && land.condition < 1e3);
        const off: Pair = [
          land.minimum[0] + Math.cos(land.angle),
          land.minimum[1] + Math.sin(land.angle),
        ];
        expect(stepsToGoal(land, off, 0.98 * land.largestRate)).not.toBeNull();
        expect(stepsToGoal(land, off, 1.02 * land.largestRate)).toBeNull();
      }),
    );
  });

  test("the number of steps is the one that is counted step by step", () => {
    const rates = fc.double({ min: 0.01, max: 1.3, noNaN: true });
    fc.assert(
      fc.property(problems, weights, rates, (problem, from, part) => {
        const land = landscapeOf(problem);
        fc.pre(land.curvature[1] > 1e-3 && land.condition < 100);
        const rate = part * land.largestRate;
        const above = pathOf(land, from, rate, 3000).map(
          (w) => land.lossAt(w) - land.lossAt(land.minimum),
        );
        fc.pre((above[0] ?? 0) > 1e-3);
        const found = stepsToGoal(land, from, rate);
        const goal = 0.01 * (above[0] ?? 0);
        // A count that rounding decides may be off by the step beside it.
        const before = above.slice(0, found ?? above.length);
        for (const one of before) expect(one).toBeGreaterThan(0.99 * goal);
        if (found !== null && found < above.length) expect(above[found]).toBeLessThan(1.01 * goal);
      }),
    );
  });

  test("a unit ten times smaller makes the ratio of curvatures a hundred, and costs as much", () => {
    const [alike, apart] = [landscapeOf({ ...ten, factor: 1 }), landscapeOf(ten)];
    expect(alike.condition).toBeCloseTo(1, 9);
    expect(apart.condition).toBeCloseTo(100, 9);
    expect(apart.largestRate).toBeCloseTo(0.01, 9);
    expect(stepsToGoal(alike, start, 0.5)).toBe(1);
    expect(stepsToGoal(apart, start, 0.0099)).toBeGreaterThan(60);
  });

  test.each(["largest", "range", "standard"] as const)("%s takes the unit out", (scaling) => {
    const [one, other] = [
      landscapeOf({ ...ten, scaling }),
      landscapeOf({ ...ten, factor: 0.02, scaling }),
    ];
    expect(one.condition).toBeCloseTo(other.condition, 6);
    expect(landscapeOf({ ...ten, scaling: "standard" }).condition).toBeCloseTo(1, 9);
  });

  test.each(["largest", "standard"] as const)(
    "%s with one pair for all features leaves the ratio of their curvatures as it was, and the steps",
    (scaling) => {
      const shared = landscapeOf({ ...ten, scaling, over: "all" });
      expect(shared.condition).toBeCloseTo(100, 6);
      const own = landscapeOf({ ...ten, scaling });
      expect(own.condition).toBeCloseTo(1, 6);
      const at = (land: typeof own): number | null => {
        const from: Pair = [-1, 2];
        return stepsToGoal(land, from, 2 / (land.curvature[0] + land.curvature[1]));
      };
      expect([at(shared), at(own)]).toEqual([116, 1]);
    },
  );

  test("min-max with one pair for all leaves hardly a trace of the smaller feature", () => {
    const shared = landscapeOf({ ...ten, scaling: "range", over: "all" });
    expect(shared.lossAt(shared.minimum)).toBeCloseTo(2.83, 2);
  });

  test("one mean and one deviation for all: the ratio of two features is what it was before", () => {
    const [, , third = [0, 0]] = scaledFeatures({ ...ten, scaling: "standard", over: "all" });
    expect(third[0]).toBeCloseTo(-1 / Math.sqrt(50.5), 9);
    expect(third[1]).toBeCloseTo(10 / Math.sqrt(50.5), 9);
    expect(landscapeOf({ ...ten, scaling: "standard", over: "all" }).condition).toBeCloseTo(100, 9);
  });

  test("the numbers that the page on feature scaling names", () => {
    const above: Pair = [0, 1];
    const steps = (factor: number, rate: number): number | null =>
      stepsToGoal(landscapeOf({ ...ten, factor }), above, rate);
    expect(steps(1, 0.5)).toBe(1);
    expect(steps(10, 0.0099)).toBe(115);
    expect(steps(100, 1 / 10_001)).toBeGreaterThan(11_000);
    const data = [
      [3, 100, -3],
      [3, 300, -1],
      [7, 100, 1],
      [7, 300, 3],
    ];
    const ratio = (scaling: Problem["scaling"]): number =>
      landscapeOf({ ...ten, data, factor: 1, scaling }).condition;
    expect(ratio("none")).toBeGreaterThan(5000);
    expect(ratio("largest")).toBeCloseTo(10.8, 1);
    expect(ratio("range")).toBeCloseTo(3, 9);
    expect(ratio("standard")).toBeCloseTo(1, 9);
  });

  test("each batch by itself: a feature that is alike in a batch is read as 0, and its weight learns nothing", () => {
    const data = [
      [3, 100, -3],
      [3, 300, -1],
      [7, 100, 1],
      [7, 300, 3],
    ];
    const problem: Problem = { ...ten, data, factor: 1, scaling: "batch" };
    expect(scaledFeatures(problem)).toEqual([
      [0, -1],
      [0, 1],
      [0, -1],
      [0, 1],
    ]);
    const land = landscapeOf(problem);
    expect(land.gradientAt([5, 5])[0]).toBe(0);
    expect(land.lossAt(land.minimum)).toBeCloseTo(4, 9);
    const whole = { ...problem, batch: 4 };
    expect(scaledFeatures(whole)).toEqual(scaledFeatures({ ...whole, scaling: "standard" }));
    const others = { ...problem, data: data.with(0, [7, 100, -3]) };
    expect(scaledFeatures(others)[1]).not.toEqual(scaledFeatures(problem)[1]);
    expect(scaledFeatures(others)[3]).toEqual(scaledFeatures(problem)[3]);
  });

  test("its path is what the figure's states and its code say", async () => {
    const state = descent.seek(descent.initial({ factor: 10, rate: 0.009 }), 3);
    const { w, largest_rate } = descent.values(state);
    const path = pathOf(landscapeOf(ten), start, 0.009, 3);
    expect([...(w?.data.slice(6, 8) ?? [])]).toEqual([...(path[3] ?? [])]);
    expect(largest_rate?.data[0]).toBeCloseTo(0.01, 9);
    expect(await descent.torch(state)).toContain("for _ in range(3)");
  });
});
