/**
 * Activation figures: slopes are the measured slopes, any stored value restores, blocks round-trip.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activation, REACH } from "./definition";
import { ACTIVATIONS, evaluateAt, sampled, sidesAt } from "../../explorer/activations";

const states = fc.record({
  activation: fc.constantFrom(...ACTIVATIONS),
  view: fc.constantFrom("one" as const, "all" as const),
  z: fc.integer({ min: -60, max: 60 }).map((tenths) => tenths / 10 + 0),
  alpha: fc.integer({ min: -40, max: 80 }).map((twentieths) => twentieths / 20 + 0),
});

describe("activation functions", () => {
  test.each(ACTIVATIONS)(
    "the slope of %s is what a small nudge measures, away from its kink",
    (name) => {
      fc.assert(
        fc.property(
          fc.double({ min: -6, max: 6, noNaN: true }),
          fc.double({ min: -2, max: 4, noNaN: true }),
          (z, alpha) => {
            fc.pre(Math.abs(z) > 0.01);
            const h = 1e-5;
            const { value, slope } = evaluateAt(name, { alpha }, [z - h, z, z + h]);
            expect(((value[2] ?? 0) - (value[0] ?? 0)) / (2 * h)).toBeCloseTo(
              slope[1] ?? Number.NaN,
              4,
            );
          },
        ),
      );
    },
  );

  test("the lecture's values at 0: logistic 1/2 with slope 1/4, tanh 0 with slope 1, softplus ln 2 with slope 1/2", () => {
    const at = (name: (typeof ACTIVATIONS)[number]) => evaluateAt(name, { alpha: 1 }, [0]);
    expect(at("sigmoid")).toEqual({ value: [0.5], slope: [0.25] });
    expect(at("tanh")).toEqual({ value: [0], slope: [1] });
    expect(at("softplus").value[0]).toBeCloseTo(Math.LN2, 12);
    expect(at("softplus").slope[0]).toBe(0.5);
    expect(at("relu").slope[0]).toBe(0);
  });

  test("there is no derivative at 0 for the step, the ReLUs and an ELU with α ≠ 1, and everywhere else there is", () => {
    const kinked = (alpha: number) =>
      ACTIVATIONS.filter((name) => sidesAt(name, { alpha }, 0) !== null);
    expect(kinked(0.25)).toEqual(["binary_step", "relu", "leaky_relu", "prelu", "elu"]);
    expect(kinked(1)).toEqual(["binary_step", "relu", "leaky_relu"]);
    expect(sidesAt("relu", { alpha: 1 }, 0)).toEqual({
      left: { value: 0, slope: 0 },
      right: { value: 1e-9, slope: 1 },
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...ACTIVATIONS),
        fc.double({ min: 0.01, max: 6, noNaN: true }),
        fc.boolean(),
        (name, z, minus) => {
          expect(sidesAt(name, { alpha: 0.25 }, minus ? -z : z)).toBeNull();
        },
      ),
    );
  });

  test("a sampled curve spans the whole axis and is finite everywhere", () => {
    for (const name of ACTIVATIONS) {
      const curve = sampled(name, { alpha: 0.25 }, -REACH, REACH, 121);
      expect(curve[0]?.z).toBe(-REACH);
      expect(curve.at(-1)?.z).toBe(REACH);
      expect(
        curve.every(({ value, slope }) => Number.isFinite(value) && Number.isFinite(slope)),
      ).toBe(true);
    }
  });

  test("a state survives the round trip through a lesson block and along the time line", () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(activation.initial(activation.toProperties(state))).toEqual(state);
        expect(activation.seek(state, activation.step(state)).z).toBeCloseTo(state.z, 9);
      }),
    );
  });
});
