/**
 * What is said of a filter: products split again, anything else does not, and the lecture's words
 * for the known ones.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { factsOf, splitOf } from "./facts";
import { FILTERS } from "../../explorer/matrices";

const small = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 7 });

test("a column times a row splits into factors that make it again", () => {
  fc.assert(
    fc.property(small, small, (column, row) => {
      const filter = column.map((a) => row.map((b) => a * b + 0));
      const split = splitOf(filter);
      if (filter.flat().every((value) => value === 0)) {
        expect(split).toBeNull();
        return;
      }
      filter.forEach((line, i) =>
        line.forEach((value, j) =>
          expect((split?.column[i] ?? 0) * (split?.row[j] ?? 0)).toBeCloseTo(value, 9),
        ),
      );
    }),
  );
});

test("a filter with two rows that are no multiples of each other never splits", () => {
  fc.assert(
    fc.property(
      fc.array(
        small.filter((row) => row.length === 3),
        { minLength: 2, maxLength: 5 },
      ),
      (rows) => {
        const independent = rows.some((a) =>
          rows.some((b) => a.some((x, i) => b.some((y, j) => x * y !== (a[j] ?? 0) * (b[i] ?? 0)))),
        );
        if (independent) expect(splitOf(rows)).toBeNull();
      },
    ),
  );
});

test("the gallery: blurs and Sobel are separable, sharpen, emboss and outline are not, identity and shift are named", () => {
  const said = Object.fromEntries(
    FILTERS.map(({ name, matrix }) => [name, factsOf(matrix)[0] ?? ""]),
  );
  for (const name of ["vertical-edge", "horizontal-edge", "sobel-x", "sobel-y", "box-blur", "blur"])
    expect(said[name]).toMatch(/^Separable/);
  for (const name of ["sharpen", "emboss", "outline"]) expect(said[name]).toMatch(/^Not separable/);
  expect(said["identity"]).toMatch(/^The identity/);
  expect(said["shift"]).toMatch(/^A shift: each output is the cell in row 1, column 2/);
  expect(said["sobel-x"]).toContain("the column 1, 2, 1 times the row 1, 0, −1");
});
