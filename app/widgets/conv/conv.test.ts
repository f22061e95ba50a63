/** The convolution figure: the lecture's numbers, geometry against brute force, arithmetic as displayed, repair of anything. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compare, parseFraction, round } from "../../figures/describe/fraction";
import { evaluateText } from "../../figures/describe/evaluate-text";
import { layOut, lineText } from "../../figures/describe/arithmetic";
import { convolve, explainGradient, explainOutput, gradientsOf, laid, meetings, nudge, usesOf } from "./compute";
import { conv } from "./definition";
import { changed, whyNot } from "./legal";
import { LECTURE_INPUT, VERTICAL_EDGE, type Matrix } from "./presets";
import { type ConvState, errorsOf, LIMITS, outputSize, restore, sizeOf, START, stepsOf } from "./state";

const lecture = (more: object): ConvState => restore(more, START);

const matrices = (most: number, cell: fc.Arbitrary<number>): fc.Arbitrary<Matrix> =>
  fc
    .tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most }))
    .chain(([rows, columns]) => fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }));

const states = (cell: fc.Arbitrary<number> = fc.integer({ min: -9, max: 9 }), most = 9): fc.Arbitrary<ConvState> =>
  fc
    .record({
      input: matrices(most, cell),
      filter: matrices(Math.min(most, LIMITS.filter), cell),
      bias: cell,
      stride: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
      padding: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }),
      dilation: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
      flip: fc.boolean(),
    })
    .map((given) => restore(given, START));

/** Written out afresh, from the definition on the blackboard. */
function bruteForce(state: ConvState): Matrix {
  const filter = laid(state);
  const [top, left, bottom, right] = state.padding;
  const [height, width] = sizeOf(state.input);
  const padded = Array.from({ length: height + top + bottom }, (_, row) =>
    Array.from({ length: width + left + right }, (__, column) => state.input[row - top]?.[column - left] ?? 0),
  );
  const out: number[][] = [];
  for (let i = 0; i * state.stride[0] + state.dilation[0] * (filter.length - 1) < padded.length; i++) {
    const row: number[] = [];
    for (let j = 0; j * state.stride[1] + state.dilation[1] * ((filter[0]?.length ?? 0) - 1) < width + left + right; j++) {
      let total = state.bias;
      filter.forEach((weights, u) => {
        weights.forEach((weight, v) => {
          total +=
            weight * (padded[i * state.stride[0] + u * state.dilation[0]]?.[j * state.stride[1] + v * state.dilation[1]] ?? Number.NaN);
        });
      });
      row.push(total);
    }
    out.push(row);
  }
  return out;
}

describe("the lecture's numbers", () => {
  test("the 6×6 input and the vertical-edge filter give exactly the lecture's outputs", () => {
    expect(START.input).toEqual(LECTURE_INPUT);
    expect(START.filter).toEqual(VERTICAL_EDGE);
    expect(convolve(lecture({})).y).toEqual([
      [2, 6, -4, 5],
      [0, 4, 0, -1],
      [-5, 0, 3, 6],
      [-2, 5, 0, 3],
    ]);
    expect(convolve(lecture({ stride: 2 })).y).toEqual([
      [2, -4],
      [-5, 3],
    ]);
    expect(convolve(lecture({ stride: 2, padding: 1 })).y).toEqual([
      [-15, 6, 3],
      [-16, 4, -1],
      [-21, 5, 3],
    ]);
    expect(outputSize(lecture({ padding: 1 }))).toEqual([6, 6]);
    expect(lecture({ padding: "same" }).padding).toEqual([1, 1, 1, 1]);
  });

  test("the first output is written out as the lecture does it", () => {
    const lines = layOut(explainOutput(START, 0, 0), { value: 2 }).lines.map(lineText);
    expect(lines).toEqual([
      "4 × 1 + 9 × 0 + 2 × (−1) = 2",
      "5 × 1 + 6 × 0 + 2 × (−1) = 3",
      "2 × 1 + 4 × 0 + 5 × (−1) = −3",
      "2 + 3 + (−3) = 2",
    ]);
  });
});

describe("geometry and values", () => {
  test("outputs equal a brute-force convolution, and their number the size formula", () => {
    fc.assert(
      fc.property(states(), (state) => {
        const { y } = convolve(state);
        expect(y).toEqual(bruteForce(state).map((row) => row.map((value) => value + 0)));
        expect(sizeOf(y)).toEqual([...outputSize(state)]);
        expect(stepsOf(state)).toBe(y.length * (y[0]?.length ?? 0));
      }),
    );
  });

  test("use counts are how many windows cover a cell", () => {
    fc.assert(
      fc.property(states(), (state) => {
        const uses = usesOf(state);
        const [rows, columns] = outputSize(state);
        const counted = state.input.map((row) => row.map(() => 0));
        for (let i = 0; i < rows; i++)
          for (let j = 0; j < columns; j++)
            for (let u = 0; u < state.filter.length; u++)
              for (let v = 0; v < (state.filter[0]?.length ?? 0); v++) {
                const line = counted[i * state.stride[0] + u * state.dilation[0] - state.padding[0]];
                const column = j * state.stride[1] + v * state.dilation[1] - state.padding[1];
                if (line?.[column] !== undefined) line[column] = (line[column] ?? 0) + 1;
              }
        expect(uses).toEqual(counted);
        state.input.forEach((row, i) => {
          row.forEach((_, j) => expect(meetings(state, "input", i, j).length).toBe(uses[i]?.[j]));
        });
      }),
      { numRuns: 40 },
    );
  });

  test("every gradient is the slope that a nudge measures", () => {
    fc.assert(
      fc.property(states(undefined, 5), (state) => {
        const { dx, dw, db } = gradientsOf(state);
        expect(nudge(state, "b", 0, 0).slope).toBeCloseTo(db, 6);
        dw.forEach((row, i) => row.forEach((value, j) => expect(nudge(state, "w", i, j).slope).toBeCloseTo(value, 6)));
        dx.forEach((row, i) => row.forEach((value, j) => expect(nudge(state, "x", i, j).slope).toBeCloseTo(value, 6)));
      }),
      { numRuns: 25 },
    );
  });
});

describe("the arithmetic, read back from its text", () => {
  const read = (lines: readonly string[], value: number): void => {
    for (const text of lines) {
      const [left = "", right = ""] = text.split(/ [=≈] /);
      const [drawn, evaluated] = [parseFraction(right), evaluateText(left)];
      if (drawn === null || evaluated === null) throw new Error(`cannot read ${text}`);
      const rounded = text.includes("≈") && !right.includes("e") ? round(evaluated, right.split(".")[1]?.length ?? 0) : evaluated;
      if (!right.includes("e") || !text.includes("≈")) expect(compare(rounded, drawn), text).toBe(0);
    }
    const result = Number((lines.at(-1) ?? "").split(/ [=≈] /)[1]?.replaceAll("−", "-"));
    expect(Math.abs(result - value), `${lines.at(-1)} against ${value}`).toBeLessThanOrEqual(0.01 * Math.abs(value) + 0.02);
  };
  const cells = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double({ min: -3, max: 3, noNaN: true }));

  test("adds up for any output and any gradient of random configurations", () => {
    fc.assert(
      fc.property(states(cells, 6), fc.nat(), (state, pick) => {
        const { y } = convolve(state);
        const [i, j] = [pick % y.length, pick % (y[0]?.length ?? 1)];
        const value = y[i]?.[j] ?? Number.NaN;
        read(layOut(explainOutput(state, i, j), { value }).lines.map(lineText), value);
        const { dw, dx, db } = gradientsOf(state);
        const [u, v] = [pick % dw.length, pick % (dw[0]?.length ?? 1)];
        const [p, q] = [pick % dx.length, pick % (dx[0]?.length ?? 1)];
        read(layOut(explainGradient(state, "w", u, v), { value: dw[u]?.[v] ?? 0 }).lines.map(lineText), dw[u]?.[v] ?? Number.NaN);
        read(layOut(explainGradient(state, "x", p, q), { value: dx[p]?.[q] ?? 0 }).lines.map(lineText), dx[p]?.[q] ?? Number.NaN);
        read(layOut(explainGradient(state, "b", 0, 0), { value: db }).lines.map(lineText), db);
      }),
      { numRuns: 150 },
    );
  });
});

describe("the state", () => {
  test("anything at all is repaired into a legal state: 1,000 garbage values", () => {
    const garbage = fc.oneof(
      fc.anything(),
      fc.record(
        Object.fromEntries(
          [...Object.keys(START), "step"].map((key) => [
            key,
            fc.oneof(
              fc.anything(),
              fc.integer({ min: -5, max: 99 }),
              matrices(20, fc.double()),
              fc.constantFrom("same", "valid", "backward", "x"),
            ),
          ]),
        ),
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(garbage, (value) => {
        const state = conv.restore(value, START);
        expect(whyNot(state, {})).toBeNull();
        expect(state.at).toBeLessThanOrEqual(conv.steps(state));
        expect(conv.restore(state, START)).toEqual(state);
        expect(conv.describe(state).length).toBeGreaterThan(20);
        expect(Object.values(conv.values(state)).every((tensor) => tensor.data.length > 0)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test("properties recreate a state, through the lesson language's values", () => {
    fc.assert(
      fc.property(states(), fc.constantFrom("forward", "backward", "layers"), (state, view) => {
        const wanted = restore({ ...state, view, at: 3 }, state);
        expect(conv.initial(conv.toProperties(wanted))).toEqual(wanted);
      }),
    );
  });

  test("a change that does not fit is refused with a reason and leaves the state alone", () => {
    const wide = Array.from({ length: 7 }, () => [1, 1, 1, 1, 1, 1, 1]);
    expect(whyNot(START, { filter: wide })).toBe(
      "The filter would cover 7 cells, but the padded input is only 6 high. It has to fit at least once.",
    );
    expect(changed(START, { filter: wide })).toBe(START);
    expect(changed(START, { padding: [1, 1, 1, 1], filter: wide })).not.toBe(START);
    expect(whyNot(START, { stride: [5, 1] })).toContain("up to 4");
  });

  test("seeking walks every output and stops at both ends", () => {
    expect(conv.seek(START, -3).at).toBe(0);
    expect(conv.seek(START, 99).at).toBe(16);
    expect(conv.place?.(conv.seek(START, 6))).toBe("output, row 1, column 1");
    expect(errorsOf(START).length).toBe(4);
  });

  test("the code for PyTorch holds the numbers and an assert", () => {
    const code = conv.torch(lecture({ padding: [0, 1, 2, 3], view: "backward", flip: true }));
    expect(code).toContain("F.pad(x, (1, 3, 0, 2))");
    expect(code).toContain("w.flip(2, 3)");
    expect(code.match(/assert/g)?.length).toBe(4);
  });
});
