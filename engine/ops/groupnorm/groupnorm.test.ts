/**
 * groupnorm and layernorm against torch.nn.functional.group_norm and layer_norm, re-told in plain
 * loops from PyTorch's documentation.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OpDefinition } from "../../core/op";
import { random } from "../../core/random";
import { size } from "../../core/shape";
import { layernorm } from "../layernorm/layernorm";
import { groupnorm } from "./groupnorm";

const EPS = 1e-3;

interface Torch {
  readonly y: number[];
  readonly dx: number[];
}

/** The mean, the biased variance, and how dx follows from them, for one list of numbers. */
function normalised(x: readonly number[], gamma: readonly number[], dy: readonly number[]): Torch {
  const average = (values: readonly number[]): number =>
    values.reduce((a, b) => a + b, 0) / values.length;
  const mean = average(x);
  const std = Math.sqrt(average(x.map((value) => (value - mean) ** 2)) + EPS);
  const normal = x.map((value) => (value - mean) / std);
  const g = dy.map((value, at) => value * (gamma[at] ?? 0));
  const [flat, tilt] = [average(g), average(g.map((value, at) => value * (normal[at] ?? 0)))];
  return {
    y: normal.map((value, at) => value * (gamma[at] ?? 0)),
    dx: g.map((value, at) => (value - flat - (normal[at] ?? 0) * tilt) / std),
  };
}

const numbers = (count: number, seed: number): Float64Array => {
  const source = random(seed);
  return Float64Array.from({ length: count }, () => source.normal());
};

function near(got: ArrayLike<number> | undefined, want: readonly number[]): void {
  expect(got?.length).toBe(want.length);
  for (const [at, value] of want.entries()) expect(got?.[at]).toBeCloseTo(value, 9);
}

const shapes = fc.record({
  groups: fc.integer({ min: 1, max: 4 }),
  each: fc.integer({ min: 1, max: 3 }),
  side: fc.integer({ min: 2, max: 4 }),
  seed: fc.nat(),
});

describe("groupnorm and layernorm", () => {
  it("are torch's group_norm and layer_norm, forward and for x", () => {
    fc.assert(
      fc.property(shapes, fc.boolean(), ({ groups, each, side, seed }, isLayer) => {
        const shape = [2, groups * each, side, 3];
        const [cells, example] = [size(shape), size(shape.slice(1))];
        const own = isLayer ? shape.slice(1) : [groups * each];
        const [x, dy] = [numbers(cells, seed), numbers(cells, seed + 1)];
        const [gamma, beta] = [numbers(size(own), seed + 2), numbers(size(own), seed + 3)];
        const parameter = (at: number): number =>
          isLayer ? at % example : Math.floor(at / (side * 3)) % (groups * each);
        const length = isLayer ? example : example / groups;
        const want: Torch = { y: [], dx: [] };
        for (let from = 0; from < cells; from += length) {
          const places = Array.from({ length }, (_, at) => from + at);
          const pick = (of: Float64Array): number[] => places.map((at) => of[at] ?? 0);
          const scales = places.map((at) => gamma[parameter(at)] ?? 0);
          const { y, dx } = normalised(pick(x), scales, pick(dy));
          want.y.push(...y.map((value, at) => value + (beta[parameter(from + at)] ?? 0)));
          want.dx.push(...dx);
        }
        const values = {
          x: { shape, data: x },
          gamma: { shape: own, data: gamma },
          beta: { shape: own, data: beta },
          dy: { shape, data: dy },
        };
        const op: OpDefinition = isLayer ? layernorm : groupnorm;
        const attributes = op.normalise({ eps: EPS, ...(isLayer ? {} : { num_groups: groups }) });
        const outputs = op.forward(values, attributes);
        near(outputs["y"]?.data, want.y);
        near(op.backward({ ...values, ...outputs }, attributes)["dx"]?.data, want.dx);
      }),
      { numRuns: 40 },
    );
  });

  it("make every channel of an example mean 0 and variance 1 with as many groups as channels", () => {
    const x = { shape: [1, 2, 2, 2], data: Float64Array.of(1, 3, 1, 3, 10, 10, 50, 50) };
    const y = groupnorm.forward({ x }, groupnorm.normalise({ num_groups: 2, eps: 0 }))["y"];
    near(y?.data, [-1, 1, -1, 1, -1, -1, 1, 1]);
  });

  it("refuse groups that do not divide the channels, and parameters of another shape", () => {
    const four = groupnorm.normalise({ num_groups: 4 });
    expect(() => groupnorm.shapes({ x: [1, 6, 2, 2] }, four)).toThrow(
      "6 channels cannot be split into 4 groups of the same size",
    );
    expect(() => groupnorm.shapes({ x: [1, 4, 2, 2], gamma: [3] }, four)).toThrow(
      "the input has 4 channels but gamma has 3",
    );
    expect(() => layernorm.shapes({ x: [1, 6], beta: [5] }, layernorm.defaults)).toThrow(
      "an example is [6] but beta is [5]",
    );
    expect(() => groupnorm.normalise({})).toThrow("groupnorm: num_groups is missing");
  });
});
