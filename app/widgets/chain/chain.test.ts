/**
 * The chain against itself: the product of the factors, the engine's gradient and the measured
 * slope are one number.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factorsOf, measuredSlope, runChain, updated } from "./chain";
import { geometryOf, placesOf, spread } from "./geometry";
import { ACTIVATIONS } from "../../explorer/activations";
import { chain, type ChainState, factorCount, LONGEST, stageOf, withLength } from "./definition";

const KINKED: readonly string[] = ["relu", "leaky_relu", "prelu", "elu", "binary_step"];
const smooth = ACTIVATIONS.filter((name) => !KINKED.includes(name));
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

describe("the chain's drawing", () => {
  const room = (width: number) => ({ width, type: 1 });

  test("puts every factor below what it belongs to: a slope below its neuron, a weight below the edge into it", () => {
    const state = chain.initial({});
    const geometry = geometryOf(4, room(820), false);
    const node = (at: number): number => geometry.left + (at + 0.5) * geometry.pitch;
    const places = placesOf(factorsOf(state, runChain(state), 1), geometry);
    expect(places).toEqual([
      node(5),
      node(4),
      node(3.5),
      node(3),
      node(2.5),
      node(2),
      node(1.5),
      node(1),
      node(0),
    ]);
    expect(places).toEqual(places.toSorted((a, b) => b - a));
  });

  test("fits the page whenever its numbers do, and never squeezes them otherwise", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: LONGEST }),
        fc.integer({ min: 200, max: 2000 }),
        fc.boolean(),
        (length, width, stage) => {
          const { pitch, fits, width: whole } = geometryOf(length, room(width), stage);
          // Six characters of 16 px in a page, five on the stage, and the lines round a cell.
          expect(pitch).toBeGreaterThanOrEqual((stage ? 5 : 6) * 16 * 0.59 * 1.0625 + 6);
          if (fits) expect(whole).toBeLessThanOrEqual(width);
          const places = spread(2 * length + 1, 66, width);
          expect(Math.min(...places)).toBeGreaterThanOrEqual(66);
          expect(Math.max(...places)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});

describe("the chain of neurons", () => {
  test("the factors multiply to the engine's gradient of that weight", () => {
    fc.assert(
      fc.property(states, (state) => {
        const result = runChain(state);
        const factors = factorsOf(state, result, state.weight);
        expect(factors).toHaveLength(factorCount(state));
        expect(factors.at(-1)?.product).toBeCloseTo(
          result.neurons[state.weight - 1]?.dw ?? Number.NaN,
          10,
        );
      }),
    );
  });

  test("the measured slope agrees with the derived one", () => {
    fc.assert(
      fc.property(states, (state) => {
        const derived = runChain(state).neurons[state.weight - 1]?.dw ?? Number.NaN;
        expect(Math.abs(measuredSlope(state, state.weight, 1e-5) - derived)).toBeLessThanOrEqual(
          1e-4 * Math.max(1, Math.abs(derived)),
        );
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
    for (let at = 1; at < neurons.length; at++)
      expect((neurons[at - 1]?.dy ?? 0) / (neurons[at]?.dy ?? 0)).toBeCloseTo(3, 9);
  });

  test("a small step against the gradient lowers the loss", () => {
    const state = chain.initial({ target: 0 });
    const result = runChain(state);
    expect(runChain(updated(state, result, 0.1)).loss).toBeLessThan(result.loss);
  });

  test("a binary step sends nothing back; a parametric ReLU a quarter on its left", () => {
    const step = runChain({ ...chain.initial({ x: -1 }), activation: "binary_step" });
    expect(step.neurons.map(({ slope, dw }) => [slope, Math.abs(dw)])).toEqual(
      Array.from({ length: 4 }, () => [0, 0]),
    );
    const left = runChain({ ...chain.initial({ x: -1 }), activation: "prelu" });
    expect(left.neurons.map(({ slope }) => slope)).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  test("the time line names every stage once: sums, activations, loss, factors, update", () => {
    const state = chain.initial({});
    const kinds = Array.from(
      { length: chain.steps(state) + 1 },
      (_, at) => stageOf(chain.seek(state, at)).kind,
    );
    expect(kinds).toEqual([
      "start",
      ...Array.from({ length: 4 }, () => ["sum", "activation"]).flat(),
      "loss",
      ...Array.from({ length: 9 }, () => "factor"),
      "update",
    ]);
  });
});
