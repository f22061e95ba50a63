/** The one source of chance: the same everywhere, independent by name, and not visibly lopsided. */
import { describe, expect, it } from "vitest";
import { permutation, random } from "./random";

const many = (count: number, draw: () => number): number[] => Array.from({ length: count }, draw);

describe("random", () => {
  it("repeats itself for the same seed and differs for another", () => {
    const first = many(5, random(1).next);
    expect(many(5, random(1).next)).toEqual(first);
    expect(many(5, random(2).next)).not.toEqual(first);
  });

  it("gives streams by name that do not depend on what else was drawn", () => {
    const parent = random(3);
    const before = many(4, parent.split("conv1.w").next);
    parent.next();
    parent.split("other").next();
    expect(many(4, parent.split("conv1.w").next)).toEqual(before);
    expect(many(4, parent.split("conv2.w").next)).not.toEqual(before);
  });

  it("draws uniform numbers that single precision holds exactly, with mean ½ and variance 1/12", () => {
    const drawn = many(20_000, random(4).uniform);
    for (const value of drawn) expect(Math.fround(value)).toBe(value);
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.01);
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.005);
    expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
  });

  it("draws normal numbers with mean 0 and variance 1", () => {
    const drawn = many(20_000, random(5).normal);
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    const variance = drawn.reduce((sum, value) => sum + value * value, 0) / drawn.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
  });

  it("permutes: every number once, and not in order", () => {
    const order = permutation(100, random(6));
    expect([...order].toSorted((a, b) => a - b)).toEqual(many(100, () => 0).map((_, at) => at));
    expect([...order]).not.toEqual([...order].toSorted((a, b) => a - b));
  });
});
