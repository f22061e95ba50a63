/** Bars that are moved, dials that are turned, and the triangle: what the pages say of them. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LabError } from "../../../engine/core/errors";
import { simplexLand } from "../../explorer/simplex";
import { network } from "./definition";
import { readDials } from "./dials";
import { afterStep, editsTo, movedOf, pathOf, valuesFor } from "./moved";
import { fields, type NetworkState } from "./state";

const softmax = (given: Readonly<Record<string, unknown>> = {}): NetworkState =>
  network.initial({
    spec: "p: softmax",
    input: [[[2, 1, -1]]],
    axes: "vectors",
    loss: "cross_entropy",
    label: 1,
    look: "bars",
    ...given,
  });
const tempered = (given: Readonly<Record<string, unknown>> = {}): NetworkState =>
  softmax({
    spec: "t: conv 1 1x1 | z: flatten | p: softmax",
    axes: "channels",
    edits: "t.w[0][0][0][0]=1; t.b[0]=0",
    dials: "Temperature = 1/t.w 0.1 10",
    ...given,
  });
const known = (state: NetworkState) => {
  const moved = movedOf(state);
  if (moved === null) throw new Error("these numbers are bars");
  return moved;
};
const logits = fc.array(
  fc.integer({ min: -60, max: 60 }).map((value) => value / 10),
  {
    minLength: 3,
    maxLength: 3,
  },
);

describe("one press is one step of gradient descent on the logits", () => {
  test("the gradient is p − y, the numbers move against it, and the loss falls, nearly as predicted", () => {
    fc.assert(
      fc.property(logits, fc.constantFrom(0, 1, 2), (row, label) => {
        const state = softmax({ input: [[row]], label });
        const { values, gradient, results, loss, step } = known(state);
        const p = results?.values ?? [];
        expect(gradient?.values).toEqual(p.map((one, at) => one - (at === label ? 1 : 0)));
        const next = known({ ...state, edits: afterStep(state) ?? [] });
        for (const [at, value] of next.values.entries())
          expect(value).toBeCloseTo((values[at] ?? 0) - 0.1 * (gradient?.values[at] ?? 0), 12);
        expect(next.loss).toBeLessThanOrEqual(loss ?? 0);
        expect(step?.computed).toBe(next.loss);
        // The loss is convex: never below the straight line.
        expect(next.loss).toBeGreaterThanOrEqual((step?.predicted ?? 0) - 1e-12);
        expect((next.loss ?? 0) - (step?.predicted ?? 0)).toBeLessThan(0.01);
      }),
      { numRuns: 40 },
    );
  });

  test("the numbers of the page: 1.349 falls to 1.246, where 1.244 was predicted", () => {
    const { loss, step } = known(softmax());
    expect([loss, step?.predicted, step?.computed].map((one) => one?.toFixed(3))).toEqual([
      "1.349",
      "1.244",
      "1.246",
    ]);
  });

  test("only the bars move: a bias that is moved leaves the weights", () => {
    const state = softmax({ spec: "z: linear 3 | p: softmax", input: [[[1]]], moved: "z.b" });
    expect(new Set(afterStep(state)?.map(({ tensor }) => tensor))).toEqual(new Set(["z.b"]));
  });
});

describe("temperature", () => {
  test("never changes which probability is the largest, and more of it brings all nearer to equal", () => {
    fc.assert(
      fc.property(logits, (row) => {
        fc.pre(new Set(row).size === 3);
        const at = (temperature: number) =>
          known(tempered({ input: [[row]], dialled: [temperature] })).results?.values ?? [];
        const [cold, usual, hot] = [at(0.2), at(1), at(8)];
        const most = Math.max(...row);
        for (const shares of [cold, usual, hot])
          expect(shares.indexOf(Math.max(...shares))).toBe(row.indexOf(most));
        expect(Math.max(...cold)).toBeGreaterThanOrEqual(Math.max(...usual) - 1e-12);
        expect(Math.max(...usual)).toBeGreaterThan(Math.max(...hot));
      }),
      { numRuns: 30 },
    );
  });

  test("changes the loss: of a right answer it rises with it, of a wrong one it falls", () => {
    const loss = (label: number, temperature: number): number =>
      known(tempered({ label, dialled: [temperature] })).loss ?? Number.NaN;
    expect(loss(0, 4)).toBeGreaterThan(loss(0, 1));
    expect(loss(2, 4)).toBeLessThan(loss(2, 1));
  });

  test("the numbers that a dial turns are not changed by hand, and not moved as bars", () => {
    expect(movedOf(tempered({ moved: "t.w" }))).toBeNull();
    expect(fields.whyNot(tempered({ look: "numbers", moved: "t.w" }), { look: "bars" })).toContain(
      "at most 12",
    );
  });
});

describe("the triangle", () => {
  test("a point that is dragged is where the softmax then is, at any temperature", () => {
    const shares = fc
      .array(fc.integer({ min: 1, max: 50 }), { minLength: 3, maxLength: 3 })
      .map((parts) => parts.map((part) => part / parts.reduce((sum, one) => sum + one, 0)));
    fc.assert(
      fc.property(shares, fc.constantFrom(0.5, 1, 3), (wanted, temperature) => {
        const state = tempered({ dialled: [temperature], look: "triangle" });
        const values = valuesFor(state, wanted);
        const found = known({ ...state, edits: [...state.edits, ...editsTo(state, values ?? [])] });
        for (const [at, share] of wanted.entries())
          expect(found.results?.values[at]).toBeCloseTo(share, 3);
      }),
      { numRuns: 20 },
    );
  });

  test("its path goes downhill to the right corner", () => {
    const path = pathOf(softmax({ look: "triangle", rate: 1 }), 40).map((p) => p[1] ?? 0);
    expect(path).toHaveLength(41);
    for (const [at, share] of path.slice(1).entries()) expect(share).toBeGreaterThan(path[at] ?? 1);
    expect(path.at(-1)).toBeGreaterThan(0.9);
  });

  test("every arrow lowers cross-entropy; squared error pulls next to nothing in a wrong corner", () => {
    const { pulls, contours } = simplexLand("cross_entropy", 1);
    for (const { by } of pulls) {
      expect(by[1]).toBeGreaterThan(0);
      expect(by[0] + by[1] + by[2]).toBeCloseTo(0, 9);
    }
    // Contours of −log p of class 1 have one p of class 1.
    for (const { level, pieces } of contours)
      for (const [from, to] of pieces)
        for (const point of [from, to])
          expect(Math.abs(point[1] - Math.exp(-level))).toBeLessThan(0.02);
    const strength = (loss: "cross_entropy" | "mse"): number => {
      const { pulls: all } = simplexLand(loss, 1);
      const size = ([a, b, c]: readonly [number, number, number]): number => Math.hypot(a, b, c);
      const wrong = all.find(({ at }) => at[0] > 0.7);
      return size(wrong?.by ?? [0, 0, 0]) / Math.max(...all.map(({ by }) => size(by)));
    };
    expect(strength("mse")).toBeLessThan(strength("cross_entropy") / 1.5);
  });

  test("is refused where there are not three classes", () => {
    expect(softmax({ input: [[[1, 2, 3, 4]]], look: "triangle" }).look).toBe("numbers");
  });
});

test("a dial that cannot be read says how one is written", () => {
  expect(() => readDials("F = f2.w 2 1")).toThrow(LabError);
  expect(() => readDials("T = 1/t.w 0 1")).toThrow("from, to");
  expect(readDials("T = 1/t.w 0.1 10; F = a.w a.b 0 1")).toHaveLength(2);
});
