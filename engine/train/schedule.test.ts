/** Schedules against PyTorch's own recurrences, written out. */
import { describe, expect, it } from "vitest";
import { rateFactor } from "./schedule";

describe("a schedule", () => {
  it("that is absent or constant leaves the rate alone", () => {
    for (const step of [1, 2, 1000]) {
      expect(rateFactor(undefined, step)).toBe(1);
      expect(rateFactor({ kind: "constant" }, step)).toBe(1);
    }
  });

  it("in steps multiplies by gamma after every so many steps, as StepLR", () => {
    const factors = [1, 2, 3, 4, 5, 6, 7].map((step) =>
      rateFactor({ kind: "step", every: 3, gamma: 0.1 }, step),
    );
    expect(factors.map((factor) => Number(factor.toPrecision(12)))).toEqual([
      1, 1, 1, 0.1, 0.1, 0.1, 0.01,
    ]);
  });

  it("along a cosine starts at 1, ends at its floor, is half way in the middle, and stays down", () => {
    const at = (step: number): number =>
      rateFactor({ kind: "cosine", steps: 10, floor: 0.2 }, step);
    expect(at(1)).toBe(1);
    expect(at(6)).toBeCloseTo(0.6, 12);
    expect(at(11)).toBeCloseTo(0.2, 12);
    expect(at(500)).toBeCloseTo(0.2, 12);
    for (let step = 1; step <= 30; step++)
      expect(at(step + 1)).toBeLessThanOrEqual(at(step) + 1e-15);
  });

  it("warms up in equal steps to 1, then does what follows from its beginning", () => {
    const warm = {
      kind: "warmup",
      steps: 4,
      next: { kind: "step", every: 2, gamma: 0.5 },
    } as const;
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9].map((step) => rateFactor(warm, step))).toEqual([
      0.25, 0.5, 0.75, 1, 1, 1, 0.5, 0.5, 0.25,
    ]);
    expect(rateFactor({ kind: "warmup", steps: 2 }, 9)).toBe(1);
  });
});
