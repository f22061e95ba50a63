/**
 * The headline effects of depth, asserted on fixed seeds, so that the page cannot claim what the
 * engine does not show.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { count } from "../../figures/layer-plots/bins";
import { runStack, type StackSettings } from "./stack";

const settings = (given: Partial<StackSettings>): StackSettings => ({
  activation: "sigmoid",
  depth: 20,
  init: "xavier",
  scale: 1,
  seed: 1,
  ...given,
});
const ratio = (given: Partial<StackSettings>): number => {
  const reports = runStack(settings(given));
  return (reports[0]?.gradient ?? 0) / (reports.at(-1)?.gradient ?? 1);
};

describe("a deep stack of one activation", () => {
  test("twenty logistic layers lose at least six orders of magnitude of the gradient", () => {
    for (const seed of [1, 2, 3]) expect(ratio({ seed })).toBeLessThan(1e-6);
  });

  test("twenty ReLU layers with He weights lose or gain less than an order of magnitude", () => {
    for (const seed of [1, 2, 3]) {
      const change = Math.abs(Math.log10(ratio({ activation: "relu", init: "he", seed })));
      expect(change).toBeLessThan(1);
    }
  });

  test("weights three times too large make a linear stack explode", () => {
    expect(ratio({ activation: "identity", scale: 3 })).toBeGreaterThan(1e6);
  });

  test("weights a tenth of their size make the numbers of every activation through zero die on the way up", () => {
    for (const activation of ["tanh", "relu", "identity", "arctan"] as const) {
      const reports = runStack(settings({ activation, scale: 0.1 }));
      expect(reports.at(-1)?.std ?? 1).toBeLessThan(1e-9);
    }
  });

  test("a binary step sends nothing back", () => {
    expect(runStack(settings({ activation: "binary_step", depth: 1 }))[0]?.gradient).toBe(0);
  });

  test("large weights saturate tanh", () => {
    expect(
      runStack(settings({ activation: "tanh", init: "standard", depth: 3 })).at(-1)?.saturated ?? 0,
    ).toBeGreaterThan(0.5);
  });

  test("the same seed gives the same numbers, and deeper stacks begin with the same layers", () => {
    const short = runStack(settings({ activation: "tanh", depth: 3 }));
    const deep = runStack(settings({ activation: "tanh", depth: 5 }));
    expect(deep[3]?.values).toEqual(short[3]?.values);
  });

  test("every value is counted in exactly one bin", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true }), { maxLength: 200 }), (values) => {
        expect(count(values, -1, 1, 48).reduce((a, b) => a + b, 0)).toBe(values.length);
      }),
    );
  });
});

describe("what the page says of ten logistic layers and of dead units", () => {
  const stack = (given: Partial<StackSettings>) => runStack(settings({ depth: 10, ...given }));

  test("a unit of the tenth layer moves by less than a millionth from input to input, while units differ", () => {
    const last = stack({}).at(-1);
    expect(last?.moves).toBeGreaterThan(1e-7);
    expect(last?.moves).toBeLessThan(1e-6);
    expect(last?.std).toBeGreaterThan(0.05);
  });

  test("more ReLU layers, more dead units; the size of the weights has no say in it", () => {
    const dead = (depth: number, scale = 1): number =>
      stack({ activation: "relu", init: "he", depth, scale }).at(-1)?.dead ?? 0;
    expect(dead(5)).toBeLessThan(dead(20));
    expect(dead(20)).toBeLessThan(dead(50));
    expect(dead(20, 0.3)).toBe(dead(20));
  });
});
