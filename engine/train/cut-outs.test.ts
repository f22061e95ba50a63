/** Cut-outs of a picture and shifts of its colours, by what defines them. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { random } from "../core/random";
import { tensor } from "../core/tensor";
import { augmenter } from "./augment";
import { colourAxes, colourShift, cutOut, drawCutOut, tenCutOuts } from "./cut-outs";

const NONE = [0, 0, 0];
const picture = (seed: number, side = 8) => {
  const from = random(seed);
  const data = Float64Array.from({ length: 3 * side * side }, (_, at) =>
    // Brightness that all channels share, and a little of each channel's own.
    at < side * side ? from.uniform() : 0,
  );
  for (let at = side * side; at < data.length; at++)
    data[at] = 0.7 * (data[at % (side * side)] ?? 0) + 0.3 * from.uniform();
  return tensor([1, 3, side, side], data);
};

describe("cutting out", () => {
  test("each number is the picture's own at its place, mirrored or not", () => {
    fc.assert(
      fc.property(fc.nat(99), fc.nat(3), fc.nat(3), fc.boolean(), (seed, row, column, mirrored) => {
        const whole = picture(seed);
        const { data, shape } = cutOut(whole, 5, { row, column, mirrored }, NONE);
        expect(shape).toEqual([1, 3, 5, 5]);
        for (let channel = 0; channel < 3; channel++)
          for (let i = 0; i < 5; i++)
            for (let j = 0; j < 5; j++)
              expect(data[(channel * 5 + i) * 5 + j]).toBe(
                whole.data[(channel * 8 + row + i) * 8 + column + (mirrored ? 4 - j : j)],
              );
      }),
    );
  });

  test("mirrored is what the training's own flip makes of it", () => {
    const at = { row: 2, column: 1 };
    const plain = Float32Array.from(cutOut(picture(5), 6, { ...at, mirrored: false }, NONE).data);
    augmenter([{ kind: "flip", p: 1 }], 1, [3, 6, 6])(plain, 1);
    const mirrored = cutOut(picture(5), 6, { ...at, mirrored: true }, NONE);
    expect(plain).toEqual(Float32Array.from(mirrored.data));
  });

  test("every window and both sides are drawn; a window of 224 in 256 has 33 · 33 · 2 of them", () => {
    const from = random(3);
    const seen = new Set<string>();
    for (let at = 0; at < 400; at++) {
      const { row, column, mirrored } = drawCutOut(from, 2);
      seen.add(`${row} ${column} ${mirrored}`);
    }
    expect(seen.size).toBe(18);
    const drawn = Array.from({ length: 4000 }, () => drawCutOut(from, 32));
    expect(Math.max(...drawn.map(({ row }) => row))).toBe(32);
    expect(Math.min(...drawn.map(({ column }) => column))).toBe(0);
    const share = drawn.filter(({ mirrored }) => mirrored).length / drawn.length;
    expect(share).toBeGreaterThan(0.45);
    expect(share).toBeLessThan(0.55);
    const normals = drawn.flatMap((one) => one.normals);
    const square = normals.reduce((sum, one) => sum + one * one, 0) / normals.length;
    expect(square).toBeCloseTo(1, 1);
  });

  test("in use there are ten: four corners and the middle, each mirrored", () => {
    const ten = tenCutOuts(32);
    expect(ten).toHaveLength(10);
    expect(ten.filter(({ mirrored }) => mirrored)).toHaveLength(5);
    expect(ten.slice(0, 5).map(({ row, column }) => [row, column])).toEqual([
      [0, 0],
      [0, 32],
      [32, 0],
      [32, 32],
      [16, 16],
    ]);
  });
});

describe("shifting colours", () => {
  const whole = picture(7);
  const axes = colourAxes(whole);
  const colour = (at: number): number[] => [0, 64, 128].map((from) => whole.data[from + at] ?? 9);
  const mean = NONE.map(
    (_, c) =>
      Array.from({ length: 64 }, (__, at) => colour(at)[c] ?? 9).reduce((a, b) => a + b, 0) / 64,
  );
  const covariance = NONE.map((_, a) =>
    NONE.map((__, b) =>
      Array.from({ length: 64 }, (___, at) => colour(at))
        .map((one) => ((one[a] ?? 9) - (mean[a] ?? 9)) * ((one[b] ?? 9) - (mean[b] ?? 9)))
        .reduce((sum, one) => sum + one / 64, 0),
    ),
  );

  test("directions are eigenvectors of the colours' covariance, the largest first", () => {
    for (const [at, direction] of axes.directions.entries())
      for (const [a, row] of covariance.entries()) {
        const product = row.reduce((sum, one, b) => sum + one * (direction[b] ?? 9), 0);
        expect(product).toBeCloseTo((axes.variances[at] ?? 9) * (direction[a] ?? 9), 5);
      }
    expect([...axes.variances].toSorted((a, b) => b - a)).toEqual(axes.variances);
  });

  test("the shift is the sum of direction, α and variance, and is added to every pixel", () => {
    const alphas = [0.3, -0.2, 0.5];
    const shift = colourShift(axes, alphas);
    const by = (c: number): number =>
      alphas.reduce(
        (sum, alpha, at) =>
          sum + alpha * (axes.variances[at] ?? 9) * (axes.directions[at]?.[c] ?? 9),
        0,
      );
    expect(shift).toEqual([0, 1, 2].map((c) => expect.closeTo(by(c), 12)));
    const at = { row: 1, column: 2, mirrored: true };
    const [plain, shifted] = [cutOut(whole, 5, at, NONE), cutOut(whole, 5, at, shift)];
    for (const [index, value] of shifted.data.entries())
      expect(value - (plain.data[index] ?? 9)).toBeCloseTo(by(Math.floor(index / 25)), 12);
  });
});
