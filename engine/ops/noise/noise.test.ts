/**
 * noise: its draws are normal, fresh in every step, shared as the formula says, and absent in use.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gaussian, noise } from "./noise";

const SHAPE = [4, 3, 20, 20];
const x = { shape: SHAPE, data: Float64Array.from({ length: 4800 }, (_, at) => Math.sin(at)) };
const run = (raw: Readonly<Record<string, number>>, seed: number, of = x): ArrayLike<number> =>
  noise.forward({ x: of }, noise.normalise({ training: true, ...raw }), { seed })["y"]?.data ?? [];
const moments = (values: readonly number[]): readonly [mean: number, std: number] => {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return [mean, Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length)];
};

describe("noise", () => {
  it("does nothing outside training", () => {
    const y = noise.forward({ x }, noise.normalise({ std: 3, mean_std: 2, scale_std: 1 }))["y"];
    expect(y?.data).toEqual(x.data);
  });

  it("draws normal numbers: mean 0, deviation 1, 68 and 95 in a hundred within one and two", () => {
    const draws = Array.from({ length: 40_000 }, (_, at) => gaussian(99, at));
    const [mean, std] = moments(draws);
    const within = (reach: number): number =>
      draws.filter((value) => Math.abs(value) < reach).length / draws.length;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(std - 1)).toBeLessThan(0.02);
    expect(Math.abs(within(1) - 0.6827)).toBeLessThan(0.01);
    expect(Math.abs(within(2) - 0.9545)).toBeLessThan(0.01);
  });

  it("gives each cell its own number, of the deviation that was asked for", () => {
    fc.assert(
      fc.property(fc.constantFrom(0.1, 0.5, 2), fc.nat(), (std, seed) => {
        const y = run({ std }, seed);
        const [mean, found] = moments(Array.from(x.data, (value, at) => (y[at] ?? 0) - value));
        expect(Math.abs(mean)).toBeLessThan(0.08 * std);
        expect(Math.abs(found / std - 1)).toBeLessThan(0.06);
      }),
      { numRuns: 10 },
    );
  });

  it("scales and shifts all cells of a channel alike, in all examples", () => {
    const y = run({ std: 0, mean_std: 0.5, scale_std: 0.25 }, 7);
    const lines = [0, 1, 2].map((c) => {
      const cells = [...x.data.keys()].filter((at) => Math.floor(at / 400) % 3 === c);
      const [first = 0, second = 1] = cells;
      const scale =
        ((y[first] ?? 0) - (y[second] ?? 0)) / ((x.data[first] ?? 0) - (x.data[second] ?? 0));
      const shift = (y[first] ?? 0) - scale * (x.data[first] ?? 0);
      for (const at of cells) expect(y[at]).toBeCloseTo(scale * (x.data[at] ?? 0) + shift, 9);
      return scale;
    });
    expect(new Set(lines.map((scale) => scale.toFixed(6))).size).toBe(3);
  });

  it("repeats with the seed and changes with seed and salt", () => {
    expect(run({ std: 1 }, 3)).toEqual(run({ std: 1 }, 3));
    expect(run({ std: 1 }, 3)).not.toEqual(run({ std: 1 }, 4));
    expect(run({ std: 1 }, 3)).not.toEqual(run({ std: 1, salt: 1 }, 3));
  });

  it("refuses a negative deviation and an input without channels", () => {
    expect(() => noise.normalise({ std: -1 })).toThrow(
      "noise: std must be a number from 0 to 1000000, got -1",
    );
    expect(() => noise.shapes({ x: [4] }, noise.defaults)).toThrow("noise reads [N, C]");
  });
});
