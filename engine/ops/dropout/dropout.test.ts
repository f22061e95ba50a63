/**
 * dropout: the mask is a function of seed and cell, keeps about 1 − p of the cells, and the mean
 * stays where it was.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dropout, isKept } from "./dropout";

const ones = (count: number) => ({ shape: [count], data: new Float64Array(count).fill(1) });
const run = (p: number, seed: number, count = 20_000, salt = 0) =>
  dropout.forward({ x: ones(count) }, dropout.normalise({ p, training: true, salt }), { seed })["y"]
    ?.data ?? new Float64Array();

describe("dropout", () => {
  it("does nothing outside training", () => {
    const attributes = dropout.normalise({ p: 0.9 });
    expect(dropout.forward({ x: ones(5) }, attributes)["y"]?.data).toEqual(ones(5).data);
  });

  it("keeps about 1 − p of the cells and grows them so that the mean stays", () => {
    fc.assert(
      fc.property(fc.constantFrom(0.1, 0.25, 0.5, 0.8), fc.nat(), (p, seed) => {
        const y = run(p, seed);
        const kept = y.filter((value) => value !== 0);
        expect(Math.abs(kept.length / y.length - (1 - p))).toBeLessThan(0.02);
        expect(kept.every((value) => value === 1 / (1 - p))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it("drops everything at p = 1 and nothing at p = 0", () => {
    expect(run(1, 3, 100).every((value) => value === 0)).toBe(true);
    expect(run(0, 3, 100).every((value) => value === 1)).toBe(true);
  });

  it("has the same mask for the same seed, and others for another seed or salt", () => {
    expect(run(0.5, 1)).toEqual(run(0.5, 1));
    const differing = (a: Float64Array, b: Float64Array): number =>
      a.filter((value, at) => value !== b[at]).length / a.length;
    expect(differing(run(0.5, 1), run(0.5, 2))).toBeGreaterThan(0.4);
    expect(differing(run(0.5, 1), run(0.5, 1, 20_000, 1))).toBeGreaterThan(0.4);
  });

  it("is the mask that every backend computes", () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((cell) => isKept(1234, cell, 0.5))).toMatchInlineSnapshot(`
      [
        false,
        false,
        true,
        true,
        true,
        true,
        true,
        false,
      ]
    `);
  });

  it("refuses a probability beyond 1", () => {
    expect(() => dropout.normalise({ p: 1.5 })).toThrowError(
      "dropout: p must be a number from 0 to 1, got 1.5",
    );
  });
});
