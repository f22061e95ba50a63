/** Why a class: each map against a plain recomputation. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { present } from "./numbers";
import { referenceNumbers } from "./reference";
import { networkShapes } from "../graph/shapes";
import type { NetworkSpec } from "../graph/spec";
import { initialWeights } from "../train/initialisers";
import { biasPart, camLayer, gradientMap, occlusions, scored, scoreNumbers } from "./reasons";

const SPEC: NetworkSpec = {
  format: 1,
  name: "small",
  input: [2, 5, 5],
  layers: [
    { name: "conv1", op: "conv2d", out_channels: 3, kernel_size: 3, padding: 1 },
    { name: "act1", op: "tanh" },
    { name: "gap", op: "global_avgpool2d" },
    { name: "flatten", op: "flatten" },
    { name: "fc", op: "linear", out_features: 4 },
    { name: "softmax", op: "softmax" },
  ],
};
const network = networkShapes(SPEC);
const weights = initialWeights(network, 3);
const input = Float64Array.from({ length: 50 }, (_, at) => Math.sin(1.7 * at));

/** The score of a class, by a forward pass alone. */
function score(pixels: Float64Array, label: number): number {
  const numbers = referenceNumbers({ network: scored(network), weights, input: pixels });
  return present(numbers, "fc.y").data[label] ?? 0;
}

const slopeAt = (at: number, label: number): number => {
  const [up, down] = [1e-5, -1e-5].map((by) =>
    score(
      input.map((one, place) => (place === at ? one + by : one)),
      label,
    ),
  );
  return ((up ?? 0) - (down ?? 0)) / 2e-5;
};

describe("the score of a class", () => {
  test("has the gradient that small steps of each pixel show", () => {
    const numbers = scoreNumbers(network, weights, input, 2);
    const slopes = Array.from({ length: 50 }, (_, at) => slopeAt(at, 2));
    const plain = gradientMap(numbers, SPEC.input, "gradient");
    const product = gradientMap(numbers, SPEC.input, "product");
    for (let at = 0; at < 25; at++) {
      const [one = 0, other = 0] = [slopes[at], slopes[25 + at]];
      expect(plain.values[at]).toBeCloseTo(Math.max(Math.abs(one), Math.abs(other)), 7);
      const sum = one * (input[at] ?? 0) + other * (input[25 + at] ?? 0);
      expect(product.values[at]).toBeCloseTo(sum, 7);
    }
  });

  test("Grad-CAM before a mean and a dense layer is the dense layer's weights on the maps", () => {
    const numbers = scoreNumbers(network, weights, input, 1);
    expect(camLayer(numbers.network)).toBe("act1");
    const maps = present(numbers, "act1.y").data;
    const dense = present(numbers, "fc.w").data;
    const map = gradientMap(numbers, SPEC.input, "cam");
    for (let at = 0; at < 25; at++) {
      const sum = [0, 1, 2].reduce(
        (total, channel) =>
          total + ((dense[3 + channel] ?? 0) * (maps[25 * channel + at] ?? 0)) / 25,
        0,
      );
      expect(map.values[at]).toBeCloseTo(Math.max(0, sum), 10);
    }
  });
});

test("occlusion covers every pixel, each time with the mean of its channel and nothing else", () => {
  const picture = fc.record({
    channels: fc.constantFrom(1, 3),
    rows: fc.integer({ min: 3, max: 40 }),
    columns: fc.integer({ min: 3, max: 40 }),
  });
  fc.assert(
    fc.property(picture, ({ channels, rows, columns }) => {
      const pixels = Float32Array.from({ length: channels * rows * columns }, (_, at) => at + 1);
      const squares = occlusions(pixels, [channels, rows, columns]);
      const seen = new Set<number>();
      for (let at = 0; at < squares.rows * squares.columns; at++) {
        const covered = squares.covered(at);
        let changed = 0;
        covered.forEach((value, place) => {
          if (value !== pixels[place]) changed += Number(seen.add(place).size > 0);
        });
        expect(changed).toBeLessThan(pixels.length);
      }
      // A pixel that is the mean itself changes nothing.
      expect(seen.size).toBeGreaterThanOrEqual(pixels.length - channels);
    }),
    { numRuns: 30 },
  );
});

describe("the difference of two scores", () => {
  const relu: NetworkSpec = {
    ...SPEC,
    layers: [
      { name: "conv1", op: "conv2d", out_channels: 3, kernel_size: 3, padding: 1 },
      { name: "relu1", op: "relu" },
      { name: "pool1", op: "maxpool2d", kernel_size: 2 },
      { name: "flatten", op: "flatten" },
      { name: "fc1", op: "linear", out_features: 6 },
      { name: "relu2", op: "relu" },
      { name: "fc", op: "linear", out_features: 4 },
      { name: "softmax", op: "softmax" },
    ],
  };
  const shapes = networkShapes(relu);

  test("has the difference of their gradients", () => {
    const maps = [2, 0].map((label) =>
      gradientMap(scoreNumbers(network, weights, input, label), SPEC.input, "product"),
    );
    const both = gradientMap(scoreNumbers(network, weights, input, 2, 0), SPEC.input, "product");
    for (const [at, value] of both.values.entries())
      expect(value).toBeCloseTo((maps[0]?.values[at] ?? 0) - (maps[1]?.values[at] ?? 0), 10);
  });

  test("is the sum of its map and of the biases' part, with ReLU and max-pooling", () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(3), fc.nat(3), (seed, label, against) => {
        fc.pre(label !== against);
        const drawn = initialWeights(shapes, seed);
        const given = new Map(
          [...drawn].map(([name, data]) => [
            name,
            name.endsWith(".b") ? data.map((_, at) => Math.cos(seed + at)) : data,
          ]),
        );
        const numbers = scoreNumbers(shapes, given, input, label, against);
        const map = gradientMap(numbers, SPEC.input, "product");
        const scores = present(numbers, "fc.y").data;
        const whole = map.values.reduce((sum, value) => sum + value, 0) + biasPart(numbers);
        expect(whole).toBeCloseTo((scores[label] ?? 0) - (scores[against] ?? 0), 9);
      }),
      { numRuns: 40 },
    );
  });
});

test("a square is covered with the number that is given, and only the square", () => {
  const pixels = Float32Array.from({ length: 2 * 28 * 28 }, (_, at) => at + 1);
  const { rows, columns, square, covered } = occlusions(pixels, [2, 28, 28], -1);
  for (let at = 0; at < rows * columns; at++) {
    const under = square(at);
    covered(at).forEach((value, place) => {
      const [row, column] = [Math.floor((place % 784) / 28), place % 28];
      const isUnder =
        row >= under.row &&
        row < under.row + under.rows &&
        column >= under.column &&
        column < under.column + under.columns;
      if ((value === -1) !== isUnder) throw new Error(`square ${at}, pixel ${place}: ${value}`);
    });
  }
  expect([rows, columns]).toEqual([14, 14]);
  expect(square(15)).toEqual({ row: 1, column: 1, rows: 4, columns: 4 });
});
