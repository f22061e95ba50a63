/**
 * The network on the plane: its gradient is the measured one, straight activations make straight
 * borders, and what the lessons say of moved points holds.
 */
import { describe, expect, test } from "vitest";
import { activated, isStraight } from "./curve";
import { plane, seen } from "./definition";
import { LAST, learn, logit, lossOf, type Weights } from "./learner";
import { POINTS, pointsOf } from "./points";

const RELU = [0, 0, 0, 0, 1, 2, 3];
const right = (given: Readonly<Record<string, unknown>>): number =>
  seen(plane.initial(given)).right;

describe("a network on the plane", () => {
  test("every gradient is what a nudge of its weight measures", () => {
    const curve = [-1, 0.5, -0.5, 0.25, 1, 2, 1];
    const setup = { points: pointsOf("moons"), curve, depth: 2, width: 3, seed: 4 };
    const weights = learn(setup)[20]?.weights ?? [];
    const { gradient } = lossOf(weights, setup);
    const h = 1e-7;
    weights.forEach((layer, l) =>
      layer.values.forEach((_, k) => {
        const nudged = (by: number): Weights =>
          weights.map((one, at) => ({
            ...one,
            values: one.values.map((w, of) => (at === l && of === k ? w + by : w)),
          }));
        const measured = (lossOf(nudged(h), setup).loss - lossOf(nudged(-h), setup).loss) / (2 * h);
        expect(measured).toBeCloseTo(gradient[l]?.[k] ?? Number.NaN, 5);
      }),
    );
  });

  test("the activation passes through its knots and goes on beyond them", () => {
    RELU.forEach((value, at) => expect(activated(RELU, at - 3)[0]).toBe(value));
    expect(activated(RELU, 5)).toEqual([5, 1]);
    expect(activated(RELU, -9)).toEqual([0, 0]);
    expect(isStraight(RELU)).toBe(false);
    expect(isStraight([3, 2, 1, 0, -1, -2, -3])).toBe(true);
  });

  test.each([1, 2, 3, 4, 5])(
    "with a straight activation the border is a straight line at any depth, seed %i",
    (seed) => {
      for (const depth of [1, 4]) {
        const state = plane.initial({ points: "rings", depth, seed });
        const { logitAt, now } = seen(state);
        const bend = logitAt(1, 2) + logitAt(-1, -2) - 2 * logitAt(0, 0);
        expect(Math.abs(bend)).toBeLessThan(1e-9);
        expect(logitAt(1, 2)).toBeCloseTo(logit(now.weights, state.shape)(1, 2), 12);
        expect(right({ points: "rings", depth, seed })).toBeLessThan(56);
      }
    },
  );

  test.each([1, 2, 3, 4, 5])("with one bend it tells the rings apart, seed %i", (seed) => {
    expect(right({ points: "rings", shape_preset: "relu", seed })).toBeGreaterThan(74);
    expect(right({ points: "rings", shape_preset: "flat", seed })).toBe(40);
  });

  test.each([0, 1, 2, 3, 4, 5, 6])(
    "moving knot %i alone is enough to tell the rings apart",
    (knot) => {
      const shape = [-3, -2, -1, 0, 1, 2, 3].map((value, at) => (at === knot ? 0.5 : value));
      expect(right({ points: "rings", shape })).toBeGreaterThan(77);
      const falling = [3, 2, 1, 0, -1, -2, -3];
      expect(right({ points: "rings", shape: falling })).toBeLessThan(56);
    },
  );

  test.each(POINTS)("of %s forty stand in each class, within the plane", (name) => {
    const points = pointsOf(name);
    expect(points.filter(({ label }) => label === 1)).toHaveLength(40);
    expect(points.every(({ x, y }) => Math.hypot(x, y) < 4)).toBe(true);
  });

  test.each([1, 2, 3])(
    "moved points are answered wrongly at once, standardised ones as before: seed %i",
    (seed) => {
      const given = { points: "rings", shape_preset: "relu", seed };
      expect(right(given)).toBe(80);
      expect(right({ ...given, shift: 1 })).toBeLessThan(70);
      expect(right({ ...given, shift: 2 })).toBeLessThan(50);
      const read = { ...given, standardised: true };
      expect(right(read)).toBe(80);
      for (const [shift, stretch] of [
        [2, 1],
        [-1.5, 0.4],
        [3, 2],
      ])
        expect(right({ ...read, shift, stretch })).toBe(80);
    },
  );

  test("training goes on along the time line", () => {
    const loss = (at: number): number =>
      plane.values(plane.initial({ shape_preset: "relu", at }))["loss"]?.data[0] ?? Number.NaN;
    expect(loss(LAST)).toBeLessThan(loss(10));
    expect(loss(10)).toBeLessThan(loss(0));
  });
});
