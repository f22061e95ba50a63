/** Where windows go: which lines are visited, dropped or skipped, and how large grids may be. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { plane } from "../../../engine/core/window";
import { dropped, droppedText, padded, unvisited } from "./geometry";
import { ringsOf } from "./measure";
import { sizeFormula } from "./size-formula";
import { formulaChunks, formulaText } from "../describe/formula";

const slidings = fc
  .record({
    size: fc.tuple(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 16 })),
    kernel: fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 })),
    stride: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
    dilation: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
    padding: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 4, maxLength: 4 }),
  })
  .filter(
    ({ size, kernel, dilation, padding: [top = 0, left = 0, bottom = 0, right = 0] }) =>
      dilation[0] * (kernel[0] - 1) < size[0] + top + bottom &&
      dilation[1] * (kernel[1] - 1) < size[1] + left + right,
  )
  .map(({ size, kernel, stride, dilation, padding }) =>
    plane("test", [1, 1, ...size], { kernel_size: kernel, stride, padding, dilation }),
  );

test("a line is visited exactly when some window lays a filter cell on it", () => {
  fc.assert(
    fc.property(slidings, ({ rows }) => {
      const visited = new Set<number>();
      for (let window = 0; window < rows.count; window++)
        for (let u = 0; u < rows.kernel; u++) visited.add(window * rows.stride + u * rows.dilation);
      for (let cell = 0; cell < padded(rows); cell++)
        expect(unvisited(rows, cell) === null).toBe(visited.has(cell));
      const behind = Array.from({ length: padded(rows) }, (_, cell) => cell).filter(
        (cell) => cell > Math.max(...visited),
      );
      expect(behind.length).toBe(dropped(rows));
      for (const cell of behind) expect(unvisited(rows, cell)).toBe("floor");
    }),
  );
});

test("the floor drops fewer lines than a stride", () => {
  fc.assert(
    fc.property(slidings, ({ rows, columns }) => {
      expect(dropped(rows)).toBeLessThan(rows.stride);
      expect(dropped(columns)).toBeLessThan(columns.stride);
    }),
  );
});

test("the lecture's stride drops a row and a column, and the text says so", () => {
  const sliding = plane("test", [1, 1, 6, 6], {
    kernel_size: [3, 3],
    stride: [2, 2],
    padding: [0, 0, 0, 0],
  });
  expect(droppedText(sliding)).toBe(
    "Hatched: the floor drops 1 row at the bottom and 1 column on the right.",
  );
  expect(formulaText(sizeFormula(sliding.rows))).toBe("floor((6 + 2 × 0 − 3) / 2) + 1 = 2");
  expect(formulaChunks(sizeFormula(sliding.rows)).map(formulaText)).toEqual([
    "floor((6 + 2 × 0 − 3) / 2)",
    "+ 1 = 2",
  ]);
});

test("every number of the formula outlines what it measures, inside its grid", () => {
  fc.assert(
    fc.property(
      slidings,
      fc.constantFrom("n", "p", "f", "s", "out"),
      fc.constantFrom("rows", "columns"),
      (sliding, id, along) => {
        for (const ring of ringsOf({ id, along }, sliding).x) {
          expect(ring.row + ring.rows).toBeLessThanOrEqual(padded(sliding.rows));
          expect(ring.column + ring.columns).toBeLessThanOrEqual(padded(sliding.columns));
        }
      },
    ),
  );
});
