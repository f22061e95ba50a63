/** Matrices as text, both ways. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { matrixText, parseMatrix } from "./matrix-text";

const limits = { rows: 16, columns: 16, magnitude: 1e6 };

test("what is copied is what is pasted", () => {
  const matrices = fc
    .tuple(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 16 }))
    .chain(([rows, columns]) =>
      fc.array(
        fc.array(
          fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0),
          { minLength: columns, maxLength: columns },
        ),
        { minLength: rows, maxLength: rows },
      ),
    );
  fc.assert(
    fc.property(matrices, (matrix) => {
      expect(parseMatrix(matrixText(matrix), limits)).toEqual({ matrix });
      expect(parseMatrix(JSON.stringify(matrix), limits)).toEqual({ matrix });
    }),
  );
});

test("spreadsheets, MATLAB, NumPy and JSON are all read", () => {
  const matrix = [
    [1, 0, -1],
    [2, 0, -2],
  ];
  for (const text of [
    "1\t0\t-1\n2\t0\t-2",
    "1 0 -1; 2 0 -2",
    "array([[ 1.,  0., -1.],\n       [ 2.,  0., -2.]])",
    "[[1,0,-1],[2,0,-2]]",
    "1, 0, −1\r\n2, 0, −2\r\n",
  ])
    expect(parseMatrix(text, limits), text).toEqual({ matrix });
});

test("any text at all gives a matrix within the limits or a reason", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ maxLength: 300 }),
        fc.constantFrom("", "[]", ";;;", "1e999", "NaN", "1 2\n3"),
      ),
      (text) => {
        const read = parseMatrix(text, limits);
        if ("problem" in read) expect(read.problem.length).toBeGreaterThan(5);
        else
          for (const row of read.matrix)
            for (const value of row) expect(Math.abs(value)).toBeLessThanOrEqual(1e6);
      },
    ),
  );
});
