/**
 * The learned slope: its gradient is the measured one, its explanation adds up, and it finds the
 * slope of its targets.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../../engine/core/expression";
import { INPUTS, LAST, learn, type LearningStep } from "./learning";

const slope = fc.double({ min: -2, max: 2, noNaN: true }).map((value) => value + 0);

function measure(start: number, truth: number): LearningStep {
  const [step] = learn({ start, truth, learningRate: 0 }, 0);
  if (step === undefined) throw new RangeError("no step");
  return step;
}

describe("a parametric ReLU that learns", () => {
  test("its gradient is what a nudge of the slope measures, and the explanation adds up to it", () => {
    fc.assert(
      fc.property(slope, slope, (alpha, truth) => {
        const h = 1e-5;
        const { gradient, explanation } = measure(alpha, truth);
        expect(
          (measure(alpha + h, truth).loss - measure(alpha - h, truth).loss) / (2 * h),
        ).toBeCloseTo(gradient, 6);
        expect(evaluate(explanation())).toBeCloseTo(gradient, 10);
      }),
    );
  });

  test("only inputs below zero move the slope: the gradient is the closed form of the mean square", () => {
    const { gradient } = measure(0, 0.5);
    const expected = INPUTS.filter((x) => x < 0).reduce(
      (sum, x) => sum + (2 / INPUTS.length) * (0 - 0.5) * x * x,
      0,
    );
    expect(gradient).toBeCloseTo(expected, 12);
  });

  test("it finds the slope that made its targets", () => {
    expect(learn({ start: 0, truth: 0.5, learningRate: 0.1 }, LAST).at(-1)?.alpha).toBeCloseTo(
      0.5,
      4,
    );
  });
});
