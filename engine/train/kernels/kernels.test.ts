/** Calls that are not layers: each does what its header says, and lets not-a-number be seen. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Attributes } from "../../core/op";
import type { StepScalars } from "../../graph/program";
import { kernels } from "./index";

type Lists = Readonly<Record<string, readonly number[]>>;

/** Runs a kernel on lists of numbers and gives them back as it leaves them. */
function run(
  name: string,
  lists: Lists,
  attributes: Attributes = {},
  scalars: Partial<StepScalars> = {},
): Record<string, number[]> {
  const tensors = Object.fromEntries(
    Object.entries(lists).map(([slot, list]) => [
      slot,
      { shape: [list.length], data: Float64Array.from(list) },
    ]),
  );
  kernels[name]?.run(tensors, attributes, {
    step: 1,
    learningRate: 0,
    correction1: 1,
    correction2: 1,
    seed: 0,
    ...scalars,
  });
  return Object.fromEntries(Object.entries(tensors).map(([slot, { data }]) => [slot, [...data]]));
}

const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);
const lists = fc.array(fc.double({ min: -300, max: 300, noNaN: true }), {
  minLength: 1,
  maxLength: 30,
});

describe("housekeeping", () => {
  it("accumulate adds a part to what is there", () => {
    expect(run("accumulate", { into: [1, 2], part: [10, 20] })["into"]).toEqual([11, 22]);
  });

  it("copy and fill overwrite", () => {
    expect(run("copy", { into: [1, 2], from: [3, 4] })["into"]).toEqual([3, 4]);
    expect(run("fill", { into: [1, 2] }, { value: 0.5 })["into"]).toEqual([0.5, 0.5]);
  });

  it("difference takes what was there away from what is given", () => {
    expect(run("difference", { into: [1, 2, Number.NaN], from: [10, 2, 1] })["into"]).toEqual([
      9,
      0,
      Number.NaN,
    ]);
  });

  it("gather takes rows, and a row that does not exist is not a number", () => {
    const { into } = run("gather", {
      source: [1, 2, 3, 4, 5, 6],
      indices: [2, 0, 3, -1],
      into: zeros(8),
    });
    expect(into).toEqual([5, 6, 1, 2, Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  });

  it("ring writes the step's place and nothing else", () => {
    expect(run("ring", { from: [7], ring: zeros(4) }, {}, { step: 6 })["ring"]).toEqual([
      0, 0, 7, 0,
    ]);
  });
});

describe("accuracy", () => {
  it("counts the examples whose largest score is at the label; on a tie the first class is meant", () => {
    const logits = [1, 2, 2, 1, 3, 3, 3, 3];
    expect(run("accuracy", { logits, labels: [1, 0, 0, 1], into: [0] })["into"]).toEqual([3]);
  });

  it("does not count an example with a score that is not a number", () => {
    expect(
      run("accuracy", { logits: [Number.NaN, 2, 5, Number.NaN], labels: [1, 0], into: [0] })[
        "into"
      ],
    ).toEqual([0]);
  });
});

describe("clipping", () => {
  it("by norm never leaves the gradient longer than the limit, keeps its direction, and reports the length before", () => {
    fc.assert(
      fc.property(lists, fc.double({ min: 0.01, max: 50, noNaN: true }), (gradients, limit) => {
        const after = run("clip_norm", { gradients, norm: [0] }, { limit });
        const length = (values: readonly number[]): number =>
          Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
        const before = length(gradients);
        expect(after["norm"]?.[0]).toBeCloseTo(before, 8);
        expect(length(after["gradients"] ?? [])).toBeLessThanOrEqual(limit * (1 + 1e-9));
        if (before + 1e-6 <= limit) expect(after["gradients"]).toEqual(gradients);
      }),
    );
  });

  it("by norm makes everything not-a-number when one gradient is", () => {
    expect(
      run("clip_norm", { gradients: [1, Number.NaN], norm: [0] }, { limit: 1 })["gradients"],
    ).toEqual([Number.NaN, Number.NaN]);
  });

  it("by value cuts both ends and keeps not-a-number", () => {
    expect(
      run("clip_value", { gradients: [-3, -1, 0.5, 9, Number.NaN] }, { limit: 2 })["gradients"],
    ).toEqual([-2, -1, 0.5, 2, Number.NaN]);
  });
});

describe("statistics", () => {
  const of = (from: readonly number[]): number[] =>
    run("statistics", { from, into: zeros(40) })["into"] ?? [];

  it("are sum of squares, least, most, sum, zeros and not-a-number count", () => {
    expect(of([3, -4, 0, Number.NaN, 1]).slice(0, 8)).toEqual([26, -4, 3, 0, 1, 1, 0, 0]);
  });

  it("count every number that is not zero into one bin by its power of two", () => {
    fc.assert(
      fc.property(lists, (from) => {
        const counts = of(from).slice(8);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(
          from.filter((value) => value !== 0).length,
        );
      }),
    );
    const bin = (value: number): number => of([value]).slice(8).indexOf(1);
    expect([2 ** -24, 2 ** -23 - 1e-12, 1, 1.99, 2, -2, 255, 256].map(bin)).toEqual([
      0, 0, 24, 24, 25, 25, 31, 31,
    ]);
    expect([1e-30, 1e30, Number.POSITIVE_INFINITY].map(bin)).toEqual([0, 31, 31]);
  });
});
