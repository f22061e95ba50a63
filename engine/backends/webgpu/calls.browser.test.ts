/**
 * Calls that are not layers, and optimisers, against the reference: the same program on both
 * backends.
 */
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { Attributes } from "../../core/op";
import { random } from "../../core/random";
import { size } from "../../core/shape";
import { statisticsTolerance } from "../../train/kernels/statistics/tolerance.testing";
import { createReference } from "../reference/index";
import { createWebGpu } from "./index";
import { type Numbers, numbersFor, run, type Sample, single } from "./program.testing";

const webgpu = await createWebGpu();
const reference = createReference();
afterAll(() => webgpu.dispose());

const many = fc.constantFrom(0, 1, 3, 64, 65, 1000, 5000);
const some = fc.integer({ min: 1, max: 9 });

const housekeeping: Readonly<Record<string, fc.Arbitrary<Sample>>> = {
  accumulate: many.map((n) => ({
    op: "accumulate",
    pass: "reduce",
    slots: { into: [n], part: [n] },
  })),
  difference: many.map((n) => ({
    op: "difference",
    pass: "reduce",
    slots: { from: [n], into: [n] },
  })),
  copy: many.map((n) => ({ op: "copy", pass: "reduce", slots: { from: [n], into: [n] } })),
  draw: many.map((n) => ({
    op: "draw",
    pass: "reduce",
    slots: { into: [n] },
    attributes: { stream: 4e9, centre: -0.25, half: 0.75 },
  })),
  fill: many.map((n) => ({
    op: "fill",
    pass: "reduce",
    slots: { into: [n] },
    attributes: { value: 1.5 },
  })),
  ring: some.map((n) => ({ op: "ring", pass: "reduce", slots: { from: [1], ring: [n] } })),
  gather: fc.tuple(some, fc.constantFrom(1, 7, 100), some).map(([rows, cells, n]) => ({
    op: "gather",
    pass: "reduce",
    slots: { source: [rows, cells], indices: [n], into: [n, cells] },
    integer: ["indices"],
  })),
  accuracy: fc.tuple(fc.constantFrom(1, 5, 64, 200), some).map(([n, classes]) => ({
    op: "accuracy",
    pass: "reduce",
    slots: { logits: [n, classes], labels: [n], into: [1] },
    integer: ["labels"],
  })),
  clip_norm: fc.tuple(many, fc.constantFrom(0.1, 1, 1000)).map(([n, limit]) => ({
    op: "clip_norm",
    pass: "reduce",
    slots: { gradients: [n], norm: [1] },
    attributes: { limit },
  })),
  clip_value: many.map((n) => ({
    op: "clip_value",
    pass: "reduce",
    slots: { gradients: [n] },
    attributes: { limit: 0.5 },
  })),
  statistics: fc
    .constantFrom(0, 1, 2, 65, 1023, 4096, 4097, 20_000)
    .map((n) => ({ op: "statistics", pass: "reduce", slots: { from: [n], into: [40] } })),
};

const state = (
  op: string,
  names: readonly string[],
  attributes: Attributes,
): fc.Arbitrary<Sample> =>
  many.map((n) => ({
    op,
    pass: "update",
    slots: Object.fromEntries(["parameters", "gradients", ...names].map((name) => [name, [n]])),
    attributes,
  }));

const optimisers: Readonly<Record<string, fc.Arbitrary<Sample>>> = {
  sgd: state("sgd", [], { weight_decay: 0.1 }),
  "sgd with momentum": state("sgd", ["velocity"], { momentum: 0.9, dampening: 0.2 }),
  "sgd with nesterov": state("sgd", ["velocity"], {
    momentum: 0.9,
    nesterov: true,
    weight_decay: 0.01,
  }),
  adam: state("adam", ["first", "second"], { weight_decay: 0.1, beta1: 0.8 }),
  adamw: state("adamw", ["first", "second"], { weight_decay: 0.1 }),
  rmsprop: state("rmsprop", ["square"], { alpha: 0.9 }),
  "rmsprop, centered, with momentum": state("rmsprop", ["square", "mean", "velocity"], {
    centered: true,
    momentum: 0.9,
    eps: 0.1,
  }),
};

/** Spoils some numbers: NaN, zero, and magnitudes from 1e-12 to 1e7. */
function spoil(numbers: Numbers, seed: number): Numbers {
  const from = random(seed);
  return new Map(
    [...numbers].map(([name, data]): [string, Float32Array | Int32Array] => {
      if (data instanceof Int32Array) return [name, data.map((value) => value - 1)];
      const one = (value: number): number => {
        const dice = from.below(20);
        return dice === 0 ? Number.NaN : dice === 1 ? 0 : value * 10 ** (from.below(20) - 12);
      };
      return [name, data.map(one)];
    }),
  );
}

async function difference(sample: Sample, seed: number, spoiled: boolean): Promise<string | null> {
  const program = single(sample);
  const numbers = spoiled ? spoil(numbersFor(program, seed), seed) : numbersFor(program, seed);
  const [got, want] = [await run(webgpu, program, numbers), await run(reference, program, numbers)];
  for (const [name, data] of want) {
    const cells = size(sample.slots["from"] ?? []);
    const scale = sample.op === "clip_norm" ? 1e-5 : 16 * 2 ** -24;
    const allowed = (at: number, value: number): number =>
      sample.op === "statistics"
        ? statisticsTolerance(at, data, cells)
        : scale * (1 + Math.abs(value));
    for (const [at, value] of data.entries()) {
      const found = got.get(name)?.[at] ?? 0;
      const same = Object.is(found, value) || found === value;
      if (!same && !(Math.abs(found - value) <= allowed(at, value)))
        return `${name}[${at}] is ${found}, expected ${value}`;
    }
  }
  return null;
}

describe("calls on WebGPU", () => {
  it.each(Object.entries(housekeeping))(
    "%s agrees with the reference, also on NaN, zero, huge and tiny numbers",
    { timeout: 30_000 },
    async (_name, samples) => {
      await fc.assert(
        fc.asyncProperty(samples, fc.integer(), fc.boolean(), async (sample, seed, spoiled) => {
          expect(await difference(sample, seed, spoiled)).toBeNull();
        }),
        { numRuns: 12 },
      );
    },
  );

  it.each(Object.entries(optimisers))(
    "%s agrees with the reference",
    { timeout: 30_000 },
    async (_name, samples) => {
      await fc.assert(
        fc.asyncProperty(samples, fc.integer(), async (sample, seed) => {
          expect(await difference(sample, seed, false)).toBeNull();
        }),
        { numRuns: 6 },
      );
    },
  );
});
