/**
 * Gradients along a line: they are slopes of the network's own output, and they shatter with depth
 * in a plain network, less so with wires. Five seeds.
 */
import { expect, test } from "vitest";
import { correlationsOf, inputAt, lineOf, PLACES, relative } from "./line";

const SEEDS = [1, 2, 3, 4, 5];

function alike(layers: number, residual: boolean, scale = 1): readonly number[] {
  return SEEDS.map((seed) => {
    const { correlations } = lineOf({ layers, residual, scale, seed });
    return correlations[1] ?? Number.NaN;
  });
}

test("correlations are 1 at distance 0, near 1 for a slow wave and near 0 for noise", () => {
  const wave = Float64Array.from({ length: PLACES }, (_, at) => Math.sin(at / 20));
  const noise = Float64Array.from({ length: PLACES }, (_, at) => Math.sin(at * at * 12.9898));
  expect(correlationsOf(wave)[0]).toBeCloseTo(1, 12);
  expect(correlationsOf(wave)[1]).toBeGreaterThan(0.95);
  expect(Math.abs(correlationsOf(noise)[1] ?? 1)).toBeLessThan(0.2);
});

test("what is drawn has mean 0 and standard deviation 1, and the gradient's order", () => {
  const line = lineOf({ layers: 4, residual: true, scale: 1, seed: 2 });
  const drawn = relative(line);
  const mean = drawn.reduce((sum, one) => sum + one, 0) / PLACES;
  const square = drawn.reduce((sum, one) => sum + one * one, 0) / PLACES;
  expect([mean, square]).toEqual([expect.closeTo(0, 9), expect.closeTo(1, 9)]);
  for (let at = 1; at < PLACES; at++) {
    const [was = 0, is = 0] = [line.gradients[at - 1], line.gradients[at]];
    expect(Math.sign((drawn[at] ?? 0) - (drawn[at - 1] ?? 0))).toBe(Math.sign(is - was));
  }
});

test.each([false, true])("each gradient is the slope of the output, residual %s", (residual) => {
  const question = { layers: 4, residual, scale: 0.7, seed: 3 };
  const { gradients, outputs } = lineOf(question);
  const gap = inputAt(1) - inputAt(0);
  // Between two places without a kink the output is a straight line: most pairs of places are so.
  const straight = Array.from({ length: PLACES - 1 }, (_, at) => {
    const slope = ((outputs[at + 1] ?? 0) - (outputs[at] ?? 0)) / gap;
    const [here = 0, next = 0] = [gradients[at], gradients[at + 1]];
    return here === next ? Math.abs(slope - here) / (1 + Math.abs(here)) : null;
  }).filter((error) => error !== null);
  expect(straight.length).toBeGreaterThan(20);
  expect(Math.max(...straight)).toBeLessThan(1e-9);
});

test("two layers: gradients of neighbours are alike, in both networks", () => {
  expect(Math.min(...alike(2, false), ...alike(2, true))).toBeGreaterThan(0.9);
});

test("24 layers: nothing alike is left without wires, a part of it with them, more with a small F", () => {
  const plain = alike(24, false).map(Math.abs);
  const residual = alike(24, true);
  expect(Math.max(...plain)).toBeLessThan(0.2);
  expect(Math.min(...residual)).toBeGreaterThan(0.3);
  expect(Math.min(...alike(24, true, 0.1))).toBeGreaterThan(0.5);
});
