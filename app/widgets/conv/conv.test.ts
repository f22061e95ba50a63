/**
 * The convolution figure: the lecture's numbers, geometry against brute force, arithmetic as
 * displayed, repair of anything.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toNested } from "../../../engine/core/tensor";
import { layOut, lineText } from "../../figures/describe/arithmetic";
import { evaluateText } from "../../figures/describe/evaluate-text";
import { compare, parseFraction, round } from "../../figures/describe/fraction";
import { LECTURE_INPUT, type Matrix, VERTICAL_EDGE } from "../../explorer/matrices";
import { sceneOf } from "../../explorer/scene";
import { numbersOf } from "../../explorer/setup";
import { conv } from "./definition";
import { LIMITS, outputSize, sizeOf } from "./legal";
import { laidFilter, setupOf } from "./setup";
import { type ConvState, errorsOf, fields, stepsOf } from "./state";

const { restore, standard: START, whyNot, changed } = fields;

const lecture = (more: object): ConvState => restore(more, START);

/** A tensor of the figure by its short name. */
function named(state: ConvState, name: string): Matrix {
  const values = conv.values(state)[name];
  if (values === undefined) throw new Error(`no ${name}`);
  // Every tensor of this figure is a matrix, or one number.
  return values.shape.length === 1 ? [[values.data[0] ?? 0]] : (toNested(values) as Matrix);
}

/** The lines of arithmetic of the cell that the walk stands on. */
function linesOf(state: ConvState): { readonly lines: string[]; readonly value: number } {
  const setup = setupOf(state);
  const { worked } = sceneOf(numbersOf(setup), setup.view, setup.at);
  if (worked === null) throw new Error("nothing is worked out");
  const { expression, value } = worked;
  return { lines: layOut(expression, { value }).lines.map(lineText), value };
}

const matrices = (most: number, cell: fc.Arbitrary<number>): fc.Arbitrary<Matrix> =>
  fc
    .tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most }))
    .chain(([rows, columns]) =>
      fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
    );

const states = (
  cell: fc.Arbitrary<number> = fc.integer({ min: -9, max: 9 }),
  most = 9,
): fc.Arbitrary<ConvState> =>
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
  const filter = laidFilter(state);
  const [top, left, bottom, right] = state.padding;
  const [height, width] = sizeOf(state.input);
  const padded = Array.from({ length: height + top + bottom }, (_, row) =>
    Array.from(
      { length: width + left + right },
      (__, column) => state.input[row - top]?.[column - left] ?? 0,
    ),
  );
  const out: number[][] = [];
  for (
    let i = 0;
    i * state.stride[0] + state.dilation[0] * (filter.length - 1) < padded.length;
    i++
  ) {
    const row: number[] = [];
    for (
      let j = 0;
      j * state.stride[1] + state.dilation[1] * ((filter[0]?.length ?? 0) - 1) <
      width + left + right;
      j++
    ) {
      let total = state.bias;
      filter.forEach((weights, u) => {
        weights.forEach((weight, v) => {
          total +=
            weight *
            (padded[i * state.stride[0] + u * state.dilation[0]]?.[
              j * state.stride[1] + v * state.dilation[1]
            ] ?? Number.NaN);
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
    expect(named(lecture({}), "y")).toEqual([
      [2, 6, -4, 5],
      [0, 4, 0, -1],
      [-5, 0, 3, 6],
      [-2, 5, 0, 3],
    ]);
    expect(named(lecture({ stride: 2 }), "y")).toEqual([
      [2, -4],
      [-5, 3],
    ]);
    expect(named(lecture({ stride: 2, padding: 1 }), "y")).toEqual([
      [-15, 6, 3],
      [-16, 4, -1],
      [-21, 5, 3],
    ]);
    expect(outputSize(lecture({ padding: 1 }))).toEqual([6, 6]);
    expect(lecture({ padding: "same" }).padding).toEqual([1, 1, 1, 1]);
  });

  test("the first output is written out as the lecture does it", () => {
    expect(linesOf(lecture({ at: 1 })).lines).toEqual([
      "4 × 1 + 9 × 0 + 2 × (−1) = 2",
      "5 × 1 + 6 × 0 + 2 × (−1) = 3",
      "2 × 1 + 4 × 0 + 5 × (−1) = −3",
      "2 + 3 + (−3) = 2",
    ]);
  });
});

test("a cell is written out once the walk has reached it, or where all are shown", () => {
  const shown = (more: object, ...index: number[]): boolean | undefined =>
    conv.isShown?.(lecture(more), "y", index);
  expect(shown({ at: 1 }, 0, 0)).toBe(true);
  expect(shown({ at: 1 }, 0, 1)).toBe(false);
  expect(shown({ at: 1, all: true }, 3, 3)).toBe(true);
  expect(conv.isShown?.(lecture({ at: 16 }), "dw", [0, 0])).toBe(false);
});

describe("geometry and values", () => {
  test("outputs equal a brute-force convolution, and their number the size formula", () => {
    fc.assert(
      fc.property(states(), (state) => {
        const y = named(state, "y");
        expect(y).toEqual(bruteForce(state).map((row) => row.map((value) => value + 0)));
        expect(sizeOf(y)).toEqual([...outputSize(state)]);
        expect(stepsOf(state)).toBe(y.length * (y[0]?.length ?? 0));
      }),
    );
  });
});

describe("the arithmetic, read back from its text", () => {
  const read = (lines: readonly string[], value: number): void => {
    for (const text of lines) {
      const [left = "", right = ""] = text.split(/ [=≈] /);
      const [drawn, evaluated] = [parseFraction(right), evaluateText(left)];
      if (drawn === null || evaluated === null) throw new Error(`cannot read ${text}`);
      const rounded =
        text.includes("≈") && !right.includes("e")
          ? round(evaluated, right.split(".")[1]?.length ?? 0)
          : evaluated;
      if (!right.includes("e") || !text.includes("≈"))
        expect(compare(rounded, drawn), text).toBe(0);
    }
    const result = Number((lines.at(-1) ?? "").split(/ [=≈] /)[1]?.replaceAll("−", "-"));
    expect(Math.abs(result - value), `${lines.at(-1)} against ${value}`).toBeLessThanOrEqual(
      0.01 * Math.abs(value) + 0.02,
    );
  };
  const cells = fc.oneof(
    fc.integer({ min: -9, max: 9 }),
    fc.double({ min: -3, max: 3, noNaN: true }),
  );

  test("adds up for any output and any gradient of random configurations", () => {
    fc.assert(
      fc.property(
        states(cells, 6),
        fc.nat(),
        fc.constantFrom("y", "w", "x", "b"),
        (state, pick, of) => {
          const view = of === "y" ? "forward" : "backward";
          const base = restore({ view, of }, state);
          const { lines, value } = linesOf(conv.seek(base, 1 + (pick % conv.steps(base))));
          read(lines, value);
        },
      ),
      { numRuns: 300 },
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
        expect(Object.values(conv.values(state)).every((tensor) => tensor.data.length > 0)).toBe(
          true,
        );
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
    expect(whyNot(START, { stride: [5, 1] })).toContain("from 1 to 4");
    expect(lecture({ padding: "same", filter: [[1, 2, 3, 4, 5]] }).padding).toEqual([0, 2, 0, 2]);
    expect(lecture({ padding: "same", stride: 2 }).padding).toEqual([0, 0, 0, 0]);
    expect(conv.initial({ padding_mode: "same", padding: 3 }).padding).toEqual([1, 1, 1, 1]);
  });

  test("seeking walks every output and stops at both ends", () => {
    expect(conv.seek(START, -3).at).toBe(0);
    expect(conv.seek(START, 99).at).toBe(16);
    expect(conv.place?.(conv.seek(START, 6))).toBe("output, row 1, column 1");
    expect(errorsOf(START).length).toBe(4);
  });

  test("the code for PyTorch holds the numbers, and an assert on each tensor", async () => {
    const code = await conv.torch(lecture({ padding: [0, 1, 2, 3], view: "backward", flip: true }));
    expect(code).toContain("nn.Sequential(nn.ZeroPad2d((1, 3, 0, 2)), nn.Conv2d(1, 1, 3))");
    expect(code).toMatch(/layer\[-1\]\.weight\.data = torch\.tensor\([^)]*\)\.flip\(2, 3\)/);
    expect(code.match(/^assert/gm)?.length).toBe(4);
  });

  test("a filter that is turned gives its own numbers and gradients, in its own order", () => {
    const filter = [
      [1, 2, 0],
      [0, -1, 3],
    ];
    const state = lecture({ filter, flip: true });
    expect(named(state, "w")).toEqual(filter);
    expect(named(state, "y")).toEqual(bruteForce(state));
    const plain = lecture({ filter: laidFilter(state) });
    expect(named(state, "dw")).toEqual(
      named(plain, "dw")
        .toReversed()
        .map((row) => row.toReversed()),
    );
    expect(named(state, "dx")).toEqual(named(plain, "dx"));
  });

  test("moving along the time line takes a question back; only a cell that is there is asked", () => {
    const asked = lecture({ asked: { tensor: "input", row: 99, column: 1 } });
    expect(asked.asked).toEqual({ tensor: "input", row: 5, column: 1 });
    expect(conv.seek(asked, 3).asked).toBeNull();
    expect(restore({ view: "backward" }, asked).asked).toBeNull();
  });
});
