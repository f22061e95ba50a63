/** Why one digit and not another: the maps against plain passes, with the shipped weights. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { evaluate } from "../../../engine/core/expression";
import { readSafetensors } from "../../../engine/data/formats/safetensors";
import { present } from "../../../engine/explain/numbers";
import { biasPart } from "../../../engine/explain/reasons";
import { referenceNumbers } from "../../../engine/explain/reference";
import { networkShapes } from "../../../engine/graph/shapes";
import { weightsFrom } from "../../../engine/train/weights";
import { hasBatch, openedOf, originOf } from "../../explorer/ask/origin";
import { originInWords } from "../../explorer/ask/origin-words";
import { labNetwork, SCORES } from "../../runs/shipped-network";
import { SHIPPED } from "../../runs/shipped-weights";
import { cellsOf } from "../../../engine/core/expression";
import { digitLab, seenPicture } from "./definition";
import {
  coveredNumbers,
  coveredReasons,
  coveredScores,
  differenceOf,
  gradientNumbers,
  gradientReasons,
  pairOf,
  pixelTerm,
  squaresOf,
  squareTerm,
} from "./why";

vi.setConfig({ testTimeout: 60_000 });

const network = networkShapes(labNetwork());
const weights = weightsFrom(readSafetensors(readFileSync(`public/${SHIPPED}`)), network);
const pixels = Float64Array.from(seenPicture(digitLab.initial({})), (value) => value / 255);
const plain = referenceNumbers({ network, weights, input: pixels });
const pair = { one: 3, other: 8 };
const scoresOf = (input: Float64Array): ArrayLike<number> =>
  present(referenceNumbers({ network, weights, input }), SCORES).data;
const whole = differenceOf(present(plain, SCORES).data, pair);

test("a digit that is not chosen is the network's: its answer, then the likeliest other", () => {
  const shares = [...present(plain, "softmax.y").data];
  const order = shares.map((_, at) => at).toSorted((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0));
  expect(pairOf(plain, -1, -1)).toEqual({ one: order[0], other: order[1] });
  expect(pairOf(plain, -1, order[0] ?? 0)).toEqual({ one: order[1], other: order[0] });
  expect(pairOf(plain, 7, -1)).toEqual({ one: 7, other: order[0] });
  expect(pairOf(plain, 4, 4).other).not.toBe(4);
});

describe("gradient × input", () => {
  const numbers = gradientNumbers(plain, weights, pair);
  const map = gradientReasons(numbers);

  test("all pixels and all biases add up to the difference of the scores", () => {
    const all = map.values.reduce((sum, value) => sum + value, 0);
    expect(all + biasPart(numbers)).toBeCloseTo(whole, 9);
  });

  test("at each pixel it is the slope that a small change shows, times the pixel", () => {
    fc.assert(
      fc.property(fc.nat(783), (at) => {
        const by = 1e-6;
        const [up, down] = [by, -by].map((step) =>
          differenceOf(
            scoresOf(pixels.map((one, place) => (place === at ? one + step : one))),
            pair,
          ),
        );
        const slope = ((up ?? 0) - (down ?? 0)) / (2 * by);
        expect(map.values[at]).toBeCloseTo((pixels[at] ?? 0) * slope, 4);
        expect(evaluate(pixelTerm(numbers, at))).toBeCloseTo(map.values[at] ?? 0, 12);
      }),
      { numRuns: 40 },
    );
  });

  test("a gradient leads back to the gradient that was given, and each step is the engine's number", () => {
    for (let start = 0; start < 5; start++) {
      let at = { tensor: "input.dy", index: [0, 8 + start, 14] };
      for (let depth = 0; ; depth++) {
        expect(depth).toBeLessThan(14);
        const origin = originOf(numbers, at);
        if (origin === null) throw new Error(`no ${at.tensor}`);
        expect(originInWords(origin)).toContain("gradient");
        if (!origin.opens) break;
        expect(Math.abs(evaluate(origin.expression) - origin.value)).toBeLessThan(1e-9);
        const next = [...cellsOf(origin.expression)].find(
          (cell) => hasBatch(cell.tensor) && cell.tensor.endsWith(".dy") && cell.value !== 0,
        );
        if (next === undefined) break;
        at = { ...openedOf(next), index: [...openedOf(next).index] };
      }
    }
  });
});

describe("occlusion", () => {
  const squares = squaresOf(plain);
  const scores = [...coveredScores(plain)];
  const map = coveredReasons(plain, scores, pair);

  test("is how much the difference falls in a pass without the ink of the square", () => {
    expect(map.values).toHaveLength(196);
    fc.assert(
      fc.property(fc.nat(195), (at) => {
        const { row, column, rows, columns } = squares.square(at);
        const without = pixels.map((one, place) => {
          const [i, j] = [Math.floor(place / 28) - row, (place % 28) - column];
          return i >= 0 && i < rows && j >= 0 && j < columns ? 0 : one;
        });
        expect(map.values[at]).toBe(whole - differenceOf(scoresOf(without), pair));
        const covered = coveredNumbers(plain, squares, at);
        expect(evaluate(squareTerm(plain, covered, pair))).toBeCloseTo(map.values[at] ?? 0, 10);
      }),
      { numRuns: 40 },
    );
  });

  test("where there is no ink nothing changes, and no pass is made", () => {
    const first = scores[0];
    expect(map.values[0]).toBe(0);
    expect(scores.filter((one) => one === first).length).toBeGreaterThan(60);
  });

  test("before all squares are covered, the others are 0", () => {
    const some = coveredReasons(plain, scores.slice(0, 80), pair);
    expect([...some.values.subarray(80)].every((value) => value === 0)).toBe(true);
    expect(some.values.subarray(0, 80)).toEqual(map.values.subarray(0, 80));
  });
});
