/**
 * The pooling figure: the lecture's numbers, routes, ties, arithmetic as displayed, the shift test,
 * repair of anything.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluateText } from "../../figures/describe/evaluate-text";
import { compare, parseFraction, round } from "../../figures/describe/fraction";
import { layOut, lineText } from "../../figures/describe/arithmetic";
import { pattern } from "../../pictures/grey";
import { toNested } from "../../../engine/core/tensor";
import { explain } from "../../../engine/explain/explain";
import type { Matrix } from "../../explorer/matrices";
import { sceneOf } from "../../explorer/scene";
import { numbersOf } from "../../explorer/setup";
import { pooling } from "./definition";
import { shiftTest } from "./shift";
import { errorsOf, fields, outputSize, type PoolState, setupOf, whyNot } from "./state";

const START = fields.standard;
const of = (more: object): PoolState => fields.restore(more, START);
const named = (state: PoolState, name: string): Matrix => {
  const tensor = pooling.values(state)[name];
  if (tensor === undefined) throw new Error(`no ${name}`);
  return toNested(tensor) as Matrix;
};
const told = (state: PoolState): string => {
  const { view, at } = setupOf(state);
  return sceneOf(numbersOf(setupOf(state)), view, at).remarks.join(" ");
};
const states = fc
  .record({
    input: fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
      .chain(([rows, columns]) =>
        fc.array(
          fc.array(fc.integer({ min: -9, max: 9 }), { minLength: columns, maxLength: columns }),
          {
            minLength: rows,
            maxLength: rows,
          },
        ),
      ),
    kind: fc.constantFrom("max", "average"),
    global: fc.boolean(),
    window: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
    stride: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
    padding: fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })),
  })
  .map(of);

describe("the lecture's numbers", () => {
  test("windows of 2 with stride 2 on the lecture's 6×6", () => {
    expect(named(of({}), "y")).toEqual([
      [9, 5, 8],
      [6, 5, 8],
      [8, 9, 8],
    ]);
    expect(named(of({ kind: "average" }), "y")).toEqual([
      [6, 3.25, 3.5],
      [4.25, 4.5, 5.5],
      [6.25, 6, 3.75],
    ]);
  });

  test("a tie is counted, the first in reading order wins, and its gradient is whole", () => {
    const tied = of({
      input: [
        [5, 5],
        [5, 1],
      ],
      errors: [[7]],
    });
    expect(told({ ...tied, at: 1 })).toContain("A tie: 3 cells of this window");
    const backward = { ...tied, view: "backward" } as const;
    expect([1, 2, 4].map((at) => told({ ...backward, at }))).toEqual([
      expect.stringContaining("3 cells of this window are equally large. This one comes first"),
      expect.stringContaining("3 cells of this window are equally large. Another one comes before"),
      expect.stringContaining("This cell was never the maximum of its window."),
    ]);
    expect(named(tied, "dx")).toEqual([
      [7, 0],
      [0, 0],
    ]);
    expect(
      named(
        of({
          input: [
            [5, 5],
            [5, 1],
          ],
          errors: [[8]],
          kind: "average",
        }),
        "dx",
      ),
    ).toEqual([
      [2, 2],
      [2, 2],
    ]);
  });
});

test("winners hold the maxima, and the gradient of a maximum is the sum of the errors that it won", () => {
  fc.assert(
    fc.property(states, (state) => {
      const y = named(state, "y");
      const dy = errorsOf(state);
      expect([y.length, y[0]?.length]).toEqual([...outputSize(state)]);
      const total = named(state, "dx")
        .flat()
        .reduce((sum, value) => sum + value, 0);
      if (state.kind === "max") {
        named(state, "argmax").forEach((line, i) =>
          line.forEach((at, j) => expect(state.input.flat()[at]).toBe(y[i]?.[j])),
        );
        expect(total).toBeCloseTo(
          dy.flat().reduce((sum, value) => sum + value, 0),
          9,
        );
      } else if (state.padding[0] + state.padding[1] === 0 || state.global)
        expect(total).toBeCloseTo(
          dy.flat().reduce((sum, value) => sum + value, 0),
          9,
        );
    }),
  );
});

test("the arithmetic of any output and any gradient adds up as displayed", () => {
  fc.assert(
    fc.property(states, fc.nat(), (state, pick) => {
      const y = named(state, "y");
      const dx = named(state, "dx");
      const numbers = numbersOf(setupOf(state));
      const [i, j] = [pick % y.length, pick % (y[0]?.length ?? 1)];
      const [r, c] = [pick % dx.length, pick % (dx[0]?.length ?? 1)];
      const lines = [
        layOut(explain(numbers, "pool.y", [0, 0, i, j]).expression, { value: y[i]?.[j] ?? 0 }),
        layOut(explain(numbers, "input.dy", [0, 0, r, c]).expression, { value: dx[r]?.[c] ?? 0 }),
      ].flatMap(({ lines: all }) => all.map(lineText));
      for (const text of lines) {
        const [left = "", right = ""] = text.split(/ [=≈] /);
        const [drawn, evaluated] = [
          parseFraction(right),
          evaluateText(left.replaceAll("−∞, ", "").replaceAll(", −∞", "")),
        ];
        if (drawn === null || evaluated === null) throw new Error(`cannot read ${text}`);
        expect(
          compare(
            text.includes("≈") ? round(evaluated, right.split(".")[1]?.length ?? 0) : evaluated,
            drawn,
          ),
          text,
        ).toBe(0);
      }
    }),
  );
});

test("copied as a lesson block, a window of 2×3 keeps its shape, and so do strides and paddings", () => {
  const uneven = of({ window: [2, 3], stride: [1, 2], padding: [1, 0] });
  expect(pooling.initial(pooling.toProperties(uneven))).toMatchObject({
    window: [2, 3],
    stride: [1, 2],
    padding: [1, 0],
  });
  fc.assert(
    fc.property(states, (state) => {
      expect(pooling.initial(pooling.toProperties(state))).toEqual(state);
    }),
  );
});

test("a global window gives one number, whatever the size", () => {
  fc.assert(
    fc.property(states, (state) => {
      expect(outputSize({ ...state, global: true })).toEqual([1, 1]);
    }),
  );
});

test("without a shift nothing changes; larger windows change less; a global mean hardly at all", () => {
  const picture = pattern("rings");
  const run = (more: object) => shiftTest(picture, of(more));
  expect(run({ shift: [0, 0] })[1].changed).toBe(0);
  expect(run({ shift: [0, 0] })[0].by).toBe(0);
  const small = run({ window: 2, kind: "average", shift: [0, 1] });
  const large = run({ window: 8, kind: "average", shift: [0, 1] });
  expect(large[1].by).toBeLessThan(small[1].by);
  expect(run({ global: true, kind: "average", shift: [0, 1] })[1].by).toBeLessThan(1);
});

test("anything at all is repaired into a legal state: 1,000 garbage values", () => {
  const keys = Object.fromEntries(
    Object.keys(START).map((key) => [
      key,
      fc.oneof(
        fc.anything(),
        fc.integer({ min: -2, max: 20 }),
        fc.constantFrom("max", "shift", "backward"),
        fc.array(fc.array(fc.double())),
      ),
    ]),
  );
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.record(keys, { requiredKeys: [] })), (value) => {
      const state = pooling.restore(value, START);
      expect(whyNot(state)).toBeNull();
      expect(pooling.restore(state, START)).toEqual(state);
      expect(pooling.step(state)).toBeLessThanOrEqual(pooling.steps(state));
      expect(pooling.describe(state).length).toBeGreaterThan(20);
      expect(Object.keys(pooling.values(state))).toContain("y");
    }),
    { numRuns: 1000 },
  );
});
