/** The chain against itself: the product of the factors, the engine's gradient and the measured slope are one number. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factorsOf, measuredSlope, runChain, updated } from "./chain";
import { ACTIVATIONS, chain, type ChainState, factorCount, LONGEST, stageOf, withLength } from "./definition";

const smooth = ACTIVATIONS.filter((name) => name !== "relu" && name !== "leaky_relu" && name !== "elu");
const small = fc.double({ min: -2, max: 2, noNaN: true }).map((value) => value + 0); // −0 becomes 0: JSON knows only one
const states = fc
  .integer({ min: 1, max: 8 })
  .chain((length) =>
    fc.record({
      x: small,
      target: small,
      w: fc.array(small, { minLength: length, maxLength: length }),
      b: fc.array(small, { minLength: length, maxLength: length }),
      activation: fc.constantFrom(...smooth),
      weight: fc.integer({ min: 1, max: length }),
    }),
  )
  .map((given): ChainState => ({ ...given, learningRate: 0.1, at: 0 }));

describe("the chain of neurons", () => {
  test("the factors multiply to the engine's gradient of that weight", () => {
    fc.assert(
      fc.property(states, (state) => {
        const result = runChain(state);
        const factors = factorsOf(state, result, state.weight);
        expect(factors).toHaveLength(factorCount(state));
        expect(factors.at(-1)?.product).toBeCloseTo(result.neurons[state.weight - 1]?.dw ?? Number.NaN, 10);
      }),
    );
  });

  test("the measured slope agrees with the derived one", () => {
    fc.assert(
      fc.property(states, (state) => {
        const derived = runChain(state).neurons[state.weight - 1]?.dw ?? Number.NaN;
        expect(Math.abs(measuredSlope(state, state.weight, 1e-5) - derived)).toBeLessThanOrEqual(1e-4 * Math.max(1, Math.abs(derived)));
      }),
    );
  });

  test("a logistic neuron passes back at most a quarter of what arrives, times its weight", () => {
    fc.assert(
      fc.property(states, (state) => {
        const { neurons } = runChain({ ...state, activation: "sigmoid" });
        for (const { slope } of neurons) expect(slope).toBeLessThanOrEqual(0.25);
      }),
    );
  });

  test("twenty logistic neurons lose at least six orders of magnitude between the last weight and the first", () => {
    const state = withLength(chain.initial({}), 20);
    const { neurons } = runChain({ ...state, target: 0 });
    expect(Math.abs(neurons[0]?.dw ?? 1) / Math.abs(neurons[19]?.dw ?? 0)).toBeLessThan(1e-6);
  });

  test("weights of 3 make identity neurons explode by 3 at every layer", () => {
    const state: ChainState = {
      ...withLength(chain.initial({}), 10),
      activation: "identity",
      w: Array.from({ length: 10 }, () => 3),
      target: 0,
    };
    const { neurons } = runChain(state);
    for (let at = 1; at < neurons.length; at++) expect((neurons[at - 1]?.dy ?? 0) / (neurons[at]?.dy ?? 0)).toBeCloseTo(3, 9);
  });

  test("a small step against the gradient lowers the loss", () => {
    const state = chain.initial({ target: 0 });
    const result = runChain(state);
    expect(runChain(updated(state, result, 0.1)).loss).toBeLessThan(result.loss);
  });

  test("the time line names every stage once: sums, activations, loss, factors, update", () => {
    const state = chain.initial({});
    const kinds = Array.from({ length: chain.steps(state) + 1 }, (_, at) => stageOf(chain.seek(state, at)).kind);
    expect(kinds).toEqual([
      "start",
      ...Array.from({ length: 4 }, () => ["sum", "activation"]).flat(),
      "loss",
      ...Array.from({ length: 9 }, () => "factor"),
      "update",
    ]);
  });

  test("any value restores to a state that runs", () => {
    fc.assert(
      fc.property(fc.anything(), (garbage) => {
        const state = chain.restore(garbage, chain.initial({}));
        expect(state.w.length).toBeGreaterThanOrEqual(1);
        expect(state.w.length).toBeLessThanOrEqual(LONGEST);
        expect(() => chain.values(state)).not.toThrow();
      }),
      { numRuns: 1000 },
    );
  });

  test("a state survives the round trip through a lesson block and through JSON", () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(chain.initial(chain.toProperties(state))).toEqual(state);
        expect(chain.restore(JSON.parse(JSON.stringify(state)), chain.initial({}))).toEqual(state);
      }),
    );
  });
});
