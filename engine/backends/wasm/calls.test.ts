/**
 * Calls that are not layers, and optimisers, over random sizes against the reference: the same
 * program on both backends.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Attributes } from "../../core/op";
import { random } from "../../core/random";
import { type Shape, size } from "../../core/shape";
import type { Pass, Program, StepScalars, TensorPlan } from "../../graph/program";
import { statisticsTolerance } from "../../train/kernels/statistics/tolerance.testing";
import type { Backend } from "../backend";
import { createReference } from "../reference/index";
import { createWasm } from "./index";
import { asProgram } from "./one-call.testing";

const wasm = await createWasm();
const reference = createReference();

interface Sample {
  readonly op: string;
  readonly pass: Pass;
  readonly slots: Readonly<Record<string, Shape>>;
  readonly integer?: readonly string[];
  readonly attributes?: Attributes;
}

const SCALARS: StepScalars = {
  step: 5,
  learningRate: 0.1,
  correction1: 0.4,
  correction2: 0.01,
  seed: 1,
};
const many = fc.integer({ min: 0, max: 70 });
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
  gather: fc.tuple(some, some, some).map(([rows, cells, n]) => ({
    op: "gather",
    pass: "reduce",
    slots: { source: [rows, cells], indices: [n], into: [n, cells] },
    integer: ["indices"],
  })),
  accuracy: fc.tuple(some, some).map(([n, classes]) => ({
    op: "accuracy",
    pass: "reduce",
    slots: { logits: [n, classes], labels: [n], into: [1] },
    integer: ["labels"],
  })),
  clip_norm: fc.tuple(many, fc.constantFrom(0.1, 1, 100)).map(([n, limit]) => ({
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
    .constantFrom(0, 1, 2, 3, 5, 64, 1023, 1025, 3000)
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

function programOf({ op, pass, slots, integer = [], attributes = {} }: Sample): Program {
  let words = 0;
  const tensors = Object.entries(slots).map(([name, shape], id): TensorPlan => {
    const offset = words;
    words += Math.ceil(Math.max(1, size(shape)) / 64) * 64;
    return { id, name, shape, kind: "input", offset, integer: integer.includes(name) };
  });
  const call = {
    op,
    pass,
    node: op,
    tensors: Object.fromEntries(tensors.map(({ name, id }) => [name, id])),
    attributes,
  };
  return asProgram(op, tensors, words, [call]);
}

/** Numbers of all sizes; squares positive; whole numbers sometimes just out of range. */
function numbersFor(
  program: Program,
  seed: number,
  spoiled: boolean,
): ReadonlyMap<string, Float32Array | Int32Array> {
  const from = random(seed);
  const positive = ["second", "square"];
  return new Map(
    program.tensors.map(({ name, shape, integer }): [string, Float32Array | Int32Array] => {
      const length = size(shape);
      if (integer) return [name, Int32Array.from({ length }, () => from.below(11) - 1)];
      const value = (): number => {
        if (spoiled && from.below(20) === 0) return from.below(2) === 0 ? Number.NaN : 0;
        const one = from.normal() * (spoiled ? 10 ** (from.below(20) - 12) : 1);
        return positive.includes(name) ? 20 + Math.abs(one) : one;
      };
      return [name, Float32Array.from({ length }, value)];
    }),
  );
}

async function run(
  backend: Backend,
  program: Program,
  numbers: ReadonlyMap<string, Float32Array | Int32Array>,
) {
  const executable = await backend.compile(program);
  for (const [name, data] of numbers) executable.write(name, data);
  await executable.run("train", SCALARS);
  const result = await executable.read(program.tensors.map(({ name }) => name));
  executable.free();
  return result;
}

async function difference(sample: Sample, seed: number, spoiled: boolean): Promise<string | null> {
  const program = programOf(sample);
  const numbers = numbersFor(program, seed, spoiled);
  const [got, want] = [await run(wasm, program, numbers), await run(reference, program, numbers)];
  for (const [name, data] of want) {
    const cells = size(sample.slots["from"] ?? []);
    const allowed = (at: number, value: number): number =>
      sample.op === "statistics"
        ? statisticsTolerance(at, data, cells)
        : 8 * 2 ** -24 * (1 + Math.abs(value));
    for (const [at, value] of data.entries()) {
      const found = got.get(name)?.[at] ?? 0;
      const same = Object.is(found, value) || found === value;
      if (!same && !(Math.abs(found - value) <= allowed(at, value)))
        return `${name}[${at}] is ${found}, expected ${value}`;
    }
  }
  return null;
}

describe("calls on wasm", () => {
  it.each(Object.entries(housekeeping))(
    "%s agrees with the reference, also on NaN, zero, huge and tiny numbers",
    async (_name, samples) => {
      await fc.assert(
        fc.asyncProperty(samples, fc.integer(), fc.boolean(), async (sample, seed, spoiled) => {
          expect(await difference(sample, seed, spoiled)).toBeNull();
        }),
      );
    },
  );

  it.each(Object.entries(optimisers))("%s agrees with the reference", async (_name, samples) => {
    await fc.assert(
      fc.asyncProperty(samples, fc.integer(), async (sample, seed) => {
        expect(await difference(sample, seed, false)).toBeNull();
      }),
    );
  });
});
