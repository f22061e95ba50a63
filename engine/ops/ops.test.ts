/**
 * What every op in the index promises, over random uses: the explanation adds up to the number, for
 * outputs and for gradients; the gradient is the slope of the output; leaves are cells that exist;
 * not-a-number is not hidden.
 */
import fc from "fast-check";
import { describe, expect, inject, it } from "vitest";
import { type Cell, cellsOf, evaluate, type Expression } from "../core/expression";
import type { Values } from "../core/op";
import { cells, offset, sameShape, size, unravel } from "../core/shape";
import type { Tensor } from "../core/tensor";
import { type Example, example, spread } from "./examples";
import { ops } from "./index";

/** Uses of each op; `npm run survive` asks for as many as it promises. */
const RUNS = Math.max(24, inject("trials"));
const PATIENCE = 60_000 + 500 * RUNS;
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

/**
 * How far the slope of a straight line through two nearby outputs may be from the gradient,
 * relative to its size.
 */
const SLOPE_TOLERANCE: Readonly<Record<string, number>> = {
  batchnorm: 2e-5,
  groupnorm: 2e-5,
  layernorm: 2e-5,
  local_response_norm: 1e-6,
};
const USUAL_SLOPE_TOLERANCE = 1e-6;
/** Sums in double precision: a few units in the last place for each term. */
const EXACT = 1e-12;

/** Everything a backward pass may read: inputs, outputs, saved tensors, a random dy. */
function everything({ op, attributes, inputs, context }: Example): {
  values: Values;
  y: Tensor<Float64Array>;
} {
  const results = op.forward(inputs, attributes, context);
  const y = results["y"];
  if (y === undefined) throw new Error(`${op.name} gives no y`);
  const saved = Object.fromEntries((op.saved ?? []).map(({ name }) => [name, results[name] ?? y]));
  let state = 7;
  const dy = spread(size(y.shape), (low, high) => {
    state = (state * 48271) % 2147483647;
    return low + (state % (high - low + 1));
  });
  return { values: { ...inputs, ...saved, y, dy: { shape: y.shape, data: dy } }, y };
}

/** Inputs that hold real numbers, not labels. */
function real({ op, inputs }: Example): readonly string[] {
  return op.inputs
    .filter(({ name, integer }) => integer !== true && inputs[name] !== undefined)
    .map(({ name }) => name);
}

/** The values with one number of one tensor replaced, and where that is. */
function withCell(values: Values, slot: string, value: number) {
  const target = values[slot];
  if (target === undefined) throw new Error(`there is no ${slot}`);
  const data = Float64Array.from(target.data);
  const at = Math.floor(data.length / 2);
  data[at] = value;
  return {
    values: { ...values, [slot]: { shape: target.shape, data } },
    broken: unravel(target.shape, at),
  };
}

function poisoned(one: Example, slot: string, value: number) {
  const { values, broken } = withCell(one.inputs, slot, value);
  const inputs: Record<string, Tensor<Float64Array>> = {};
  for (const [name, { shape, data }] of Object.entries(values))
    inputs[name] = { shape, data: Float64Array.from(data) };
  return { inputs, broken };
}

/** Equal up to rounding; infinities and not-a-number only to themselves. */
function same(explained: number, of: Tensor | undefined, at: number[], what: string): void {
  const value = of?.data[offset(of.shape, at)] ?? 0;
  if (explained !== value) near(explained, value, EXACT, `${what}: [${at.join(",")}]`);
}

function differentiable({ op, inputs }: Example): readonly string[] {
  return op.inputs
    .filter((slot) => slot.constant !== true && inputs[slot.name] !== undefined)
    .map((slot) => slot.name);
}

function checkLeaves(tree: Expression, values: Values): void {
  for (const leaf of cellsOf(tree)) {
    const tensor = values[leaf.tensor];
    if (tensor === undefined)
      throw new Error(`the explanation names ${leaf.tensor}, which there is not`);
    expect(leaf.value).toBe(tensor.data[offset(tensor.shape, leaf.index)]);
  }
}

/** Some positions of a shape: all of them when there are few. */
function some(shape: readonly number[]): number[][] {
  const count = size(shape);
  const step = Math.max(1, Math.floor(count / 12));
  return Array.from({ length: Math.ceil(count / step) }, (_, at) => unravel(shape, at * step));
}

function near(got: number, want: number, tolerance: number, what: string): void {
  const allowed = tolerance * Math.max(1, Math.abs(want));
  if (!(Math.abs(got - want) <= allowed || (Number.isNaN(got) && Number.isNaN(want))))
    expect.fail(`${what}: ${got} instead of ${want}`);
}

describe.each(Object.keys(ops))("%s", { timeout: PATIENCE }, (name) => {
  const property = (check: (one: Example) => void): void =>
    fc.assert(
      fc.property(seeds, (seed) => check(example(name, seed))),
      { numRuns: RUNS },
    );

  it("gives y, every saved tensor and every gradient in the announced shapes", () => {
    property((one) => {
      const { op, attributes, inputs, context } = one;
      const announced = op.shapes(
        Object.fromEntries(Object.entries(inputs).map(([slot, { shape }]) => [slot, shape])),
        attributes,
      );
      const results = op.forward(inputs, attributes, context);
      for (const [slot, shape] of Object.entries(announced))
        expect(results[slot]?.shape).toEqual(shape);
      const gradients = op.backward(everything(one).values, attributes, context);
      for (const slot of differentiable(one))
        expect(gradients[`d${slot}`]?.shape).toEqual(inputs[slot]?.shape);
    });
  });

  it("explains every output by cells that exist, and the explanation adds up to the number", () => {
    property((one) => {
      const { op, attributes, inputs, context } = one;
      const { values, y } = everything(one);
      for (const at of some(y.shape)) {
        const tree = op.explain(inputs, attributes, at, context);
        checkLeaves(tree, values);
        near(
          evaluate(tree),
          y.data[offset(y.shape, at)] ?? Number.NaN,
          EXACT,
          `y[${at.join(",")}]`,
        );
      }
    });
  });

  it("explains every gradient by cells that exist, and the explanation adds up to the number", () => {
    property((one) => {
      const { op, attributes, context } = one;
      const { values } = everything(one);
      const gradients = op.backward(values, attributes, context);
      for (const slot of differentiable(one)) {
        const gradient = gradients[`d${slot}`];
        if (gradient === undefined) throw new Error(`${name} has no gradient for ${slot}`);
        for (const at of some(gradient.shape)) {
          const tree = op.explainGradient(values, attributes, slot, at, context);
          checkLeaves(tree, values);
          near(
            evaluate(tree),
            gradient.data[offset(gradient.shape, at)] ?? Number.NaN,
            EXACT,
            `d${slot}[${at.join(",")}]`,
          );
        }
      }
    });
  });

  it("has the gradient that small changes of the input show", () => {
    property((one) => {
      const { op, attributes, context } = one;
      const gradients = op.backward(everything(one).values, attributes, context);
      for (const slot of differentiable(one)) {
        const gradient = gradients[`d${slot}`];
        const shape = one.inputs[slot]?.shape ?? [];
        for (const at of some(shape)) {
          const slope = slopeAt(one, slot, offset(shape, at));
          const tolerance = SLOPE_TOLERANCE[name] ?? USUAL_SLOPE_TOLERANCE;
          if (slope !== null)
            near(
              gradient?.data[offset(shape, at)] ?? Number.NaN,
              slope,
              tolerance,
              `d${slot}[${at.join(",")}]`,
            );
        }
      }
    });
  });

  it("does not hide not-a-number: an output whose arithmetic reads it is not a number", () => {
    property((one) => {
      const { op, attributes, context } = one;
      for (const slot of real(one)) {
        const { inputs, broken } = poisoned(one, slot, Number.NaN);
        const y = op.forward(inputs, attributes, context)["y"];
        const reads = (leaf: Cell): boolean =>
          leaf.tensor === slot && sameShape(leaf.index, broken);
        for (const at of cells(y?.shape ?? [])) {
          if ([...cellsOf(op.explain(inputs, attributes, at, context))].some(reads))
            expect(y?.data[offset(y.shape, at)]).toBeNaN();
        }
      }
    });
  });

  it("explains by the same terms that it computes, also where one number is infinite or none", () => {
    property((one) => {
      const { op, attributes, context } = one;
      for (const slot of [...real(one), "dy"]) {
        for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
          const spoiled = slot === "dy" ? one : { ...one, ...poisoned(one, slot, value) };
          const { values: given, y } = everything(spoiled);
          const values = slot === "dy" ? withCell(given, "dy", value).values : given;
          for (const at of some(y.shape))
            same(evaluate(op.explain(spoiled.inputs, attributes, at, context)), y, at, slot);
          const gradients = op.backward(values, attributes, context);
          for (const of of differentiable(one)) {
            const gradient = gradients[`d${of}`];
            for (const at of some(gradient?.shape ?? []))
              same(
                evaluate(op.explainGradient(values, attributes, of, at, context)),
                gradient,
                at,
                `${slot}, gradient of ${of}`,
              );
          }
        }
      }
    });
  });

  it("normalises once and for all, and knows its line of PyTorch", () => {
    property(({ op, attributes, inputs }) => {
      expect(op.normalise(attributes)).toEqual(attributes);
      expect(
        op.torch(
          attributes,
          Object.fromEntries(Object.entries(inputs).map(([slot, { shape }]) => [slot, shape])),
        ),
      ).not.toBe("");
    });
  });

  it("refuses a setting that it does not have, by name", () => {
    expect(() => ops[name]?.normalise({ ...ops[name].defaults, colour: 3 })).toThrowError(/colour/);
  });
});

/** Σ y·dy when one number of one input moves a little; null where the function has a kink. */
function slopeAt(one: Example, slot: string, at: number): number | null {
  const { op, attributes, inputs, context } = one;
  const dy = everything(one).values["dy"];
  const step = 1e-5;
  const total = (move: number): number => {
    const target = inputs[slot];
    if (target === undefined || dy === undefined) return Number.NaN;
    const data = target.data.slice();
    data[at] = (data[at] ?? 0) + move;
    const y = op.forward({ ...inputs, [slot]: { shape: target.shape, data } }, attributes, context)[
      "y"
    ];
    return (y?.data ?? new Float64Array()).reduce(
      (sum, value, cell) => sum + value * (dy.data[cell] ?? 0),
      0,
    );
  };
  const [before, here, after] = [total(-step), total(0), total(step)];
  const isKink = Math.abs(after - here - (here - before)) > 1e-3 * step;
  return isKink || Number.isNaN(here) ? null : (after - before) / (2 * step);
}
