/** What is read from a range of learning rates, and the axes that a grid begins with. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lenetRecipe } from "../../../../../engine/train/recipes";
import { rateFactor } from "../../../../../engine/train/schedule";
import { axisOf } from "../../../../widgets/training/axes";
import { training } from "../../../../widgets/training/definition";
import { settingOf } from "../../../../widgets/training/settings";
import { axisFor, GRID_KEYS } from "./grid-axes";
import { averaged, meanOfSeeds, rangeRecipe, rateAt, TEST_STEPS, verdictOf } from "./rates";

describe("the range test", () => {
  test("trains each step with the rate that its curve says", () => {
    const { learningRate, schedule } = rangeRecipe(lenetRecipe);
    for (let step = 1; step <= TEST_STEPS; step++)
      expect((learningRate * rateFactor(schedule, step)) / rateAt(step)).toBeCloseTo(1, 9);
    expect(rateAt(TEST_STEPS)).toBeCloseTo(10, 9);
  });

  const losses = (of: (step: number) => number) =>
    Array.from({ length: TEST_STEPS }, (_, at) => ({ step: at + 1, value: of(at + 1) }));

  test("finds the least mean, where it is lost again, and a tenth of the rate", () => {
    const found = verdictOf(losses((step) => (step <= 80 ? 2.3 - step / 40 : 2 * (step - 80))));
    expect(found?.least.step).toBe(80);
    expect(found?.least.value).toBeCloseTo(2.3 - 78 / 40, 9);
    // The mean at 82 is 1.395, still below 4 × 0.35.
    expect(found?.lost).toBe(83);
    expect(found?.rate).toBe(0.01);
  });

  test.each([
    [3.9, null],
    [4.1, 80],
  ])("a mean of %d times the least is lost at step %j", (times, lost) => {
    const flat = losses((step) => (step <= 20 ? 2 : step <= 75 ? 1 : times));
    expect(verdictOf(flat)?.lost).toBe(lost);
  });

  test("NaN is lost too; a loss that never falls has no rate", () => {
    const broken = verdictOf(losses((step) => (step <= 60 ? 3 - step / 30 : Number.NaN)));
    expect(broken?.lost).toBe(61);
    expect(verdictOf(losses(() => 2.3))).toBeNull();
    expect(verdictOf([])).toBeNull();
  });

  test("over several seeds it is the mean, which ends where one of them is lost", () => {
    const one = losses(() => 1).slice(0, 100);
    const other = losses((step) => step);
    const mean = meanOfSeeds([one, other]);
    expect(mean).toHaveLength(TEST_STEPS);
    expect(mean[9]).toEqual({ step: 10, value: 5.5 });
    expect(mean[99]?.value).toBe(50.5);
    expect(mean[100]?.value).toBeNaN();
    expect(meanOfSeeds([other])).toEqual(other);
    expect(meanOfSeeds([])).toEqual([]);
  });

  test("a mean is that of the five losses up to its step", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 5 }),
        (values) => {
          const points = values.map((value, at) => ({ step: at + 1, value }));
          for (const { step, value } of averaged(points)) {
            const five = values.slice(step - 5, step);
            expect(value).toBeCloseTo(five.reduce((sum, one) => sum + one, 0) / 5, 9);
          }
        },
      ),
    );
  });
});

test("each setting of the grid begins with several values that it takes, its own among them", () => {
  const setting = settingOf(training.initial({}));
  for (const key of GRID_KEYS) {
    const axis = axisOf(axisFor(key, setting));
    expect(axis?.key, key).toBe(key);
    expect(new Set(axis?.values).size, key).toBeGreaterThan(1);
    expect(axis?.values, key).toContain(setting[key]);
  }
});
