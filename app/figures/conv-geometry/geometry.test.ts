/** Where windows go: which lines are visited, dropped or skipped, and how large grids may be. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { plane } from "../../../engine/core/window";
import { dropped, droppedText, filterCellOn, padded, span, unvisited, windowAt } from "./geometry";
import { ringsOf } from "./measure";
import { FRAME, type GridSize, type Layout, layoutOf, LEAST, NARROW_SIGN, SIGN } from "./sizes";
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
      dilation[0] * (kernel[0] - 1) < size[0] + top + bottom && dilation[1] * (kernel[1] - 1) < size[1] + left + right,
  )
  .map(({ size, kernel, stride, dilation, padding }) => plane("test", [1, 1, ...size], { kernel_size: kernel, stride, padding, dilation }));

test("a line is visited exactly when some window lays a filter cell on it", () => {
  fc.assert(
    fc.property(slidings, ({ rows }) => {
      const visited = new Set<number>();
      for (let window = 0; window < rows.count; window++)
        for (let u = 0; u < rows.kernel; u++) visited.add(window * rows.stride + u * rows.dilation);
      for (let cell = 0; cell < padded(rows); cell++) expect(unvisited(rows, cell) === null).toBe(visited.has(cell));
      const behind = Array.from({ length: padded(rows) }, (_, cell) => cell).filter((cell) => cell > Math.max(...visited));
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

test("the filter cell on a cell of the window is the one that the definition says", () => {
  fc.assert(
    fc.property(slidings, (sliding) => {
      const { rows, columns } = sliding;
      const at = { row: rows.count - 1, column: 0 };
      for (let u = 0; u < rows.kernel; u++)
        for (let v = 0; v < columns.kernel; v++)
          expect(filterCellOn(sliding, at, at.row * rows.stride + u * rows.dilation, v * columns.dilation)).toEqual({ row: u, column: v });
      expect(windowAt(sliding, at.row, 0).rows).toBe(span(rows));
    }),
  );
});

test("the lecture's stride drops a row and a column, and the text says so", () => {
  const sliding = plane("test", [1, 1, 6, 6], { kernel_size: [3, 3], stride: [2, 2], padding: [0, 0, 0, 0] });
  expect(droppedText(sliding)).toBe("Hatched: the floor drops 1 row at the bottom and 1 column on the right.");
  expect(formulaText(sizeFormula(sliding.rows))).toBe("floor((6 + 2 × 0 − 3) / 2) + 1 = 2");
  expect(formulaChunks(sizeFormula(sliding.rows)).map(formulaText)).toEqual(["floor((6 + 2 × 0 − 3) / 2)", "+ 1 = 2"]);
});

test("every number of the formula outlines what it measures, inside its grid", () => {
  fc.assert(
    fc.property(slidings, fc.constantFrom("n", "p", "f", "s", "out"), fc.constantFrom("rows", "columns"), (sliding, id, along) => {
      for (const ring of ringsOf({ id, along }, sliding).x) {
        expect(ring.row + ring.rows).toBeLessThanOrEqual(padded(sliding.rows));
        expect(ring.column + ring.columns).toBeLessThanOrEqual(padded(sliding.columns));
      }
    }),
  );
});

const grids = fc.array(fc.record({ rows: fc.integer({ min: 1, max: 28 }), columns: fc.integer({ min: 1, max: 28 }) }), {
  minLength: 1,
  maxLength: 3,
});
const rooms = fc.record({ width: fc.integer({ min: 300, max: 1400 }), height: fc.integer({ min: 200, max: 900 }) });

/** Width and height that grids take with cells of these sizes, as the board draws them. */
function taken(given: readonly GridSize[], { arrangement, sizes }: Layout): { readonly width: number; readonly height: number } {
  const boxes = given.map(({ rows, columns }, at) => {
    const size = (sizes[at] ?? 0) + 2;
    return { width: columns * size + FRAME, height: rows * size + 34 };
  });
  const [first = { width: 0, height: 0 }, ...rest] = boxes;
  const widths = (list: typeof boxes, signs: number, sign = SIGN): number => list.reduce((sum, { width }) => sum + width, signs * sign);
  const heights = (list: typeof boxes): number => list.reduce((sum, { height }) => sum + height, 0);
  const tallest = (list: typeof boxes): number => Math.max(0, ...list.map(({ height }) => height));
  const widest = (list: typeof boxes): number => Math.max(0, ...list.map(({ width }) => width));
  switch (arrangement) {
    case "row":
      return { width: widths(boxes, rest.length), height: tallest(boxes) };
    case "beside":
      return { width: first.width + NARROW_SIGN + widest(rest), height: Math.max(first.height, heights(rest)) };
    case "stacked":
      return { width: Math.max(first.width, widths(rest, rest.length)), height: first.height + tallest(rest) };
    default:
      return { width: Math.max(first.width, ...rest.map(({ width }) => width + SIGN)), height: heights(boxes) };
  }
}

test("grids fit the width unless they scroll, and the height too wherever their cells can be read", () => {
  fc.assert(
    fc.property(grids, rooms, fc.integer({ min: 28, max: 75 }), (given, room, largest) => {
      const layout = layoutOf(given, room, largest);
      expect(layout.sizes).toHaveLength(given.length);
      for (const size of layout.sizes) expect(size).toBeLessThanOrEqual(largest);
      const { width, height } = taken(given, layout);
      if (Math.min(...layout.sizes) > LEAST) expect(width).toBeLessThanOrEqual(room.width);
      if (height > room.height) expect(Math.max(...layout.sizes)).toBeLessThanOrEqual(34);
    }),
  );
});

test("the lecture's example stands in one row on a wide screen, and in a corner of a narrow one", () => {
  const lecture = [
    { rows: 6, columns: 6 },
    { rows: 3, columns: 3 },
    { rows: 2, columns: 2 },
  ];
  expect(layoutOf(lecture, { width: 823, height: 405 }, 48)).toEqual({ arrangement: "row", sizes: [48, 48, 48] });
  expect(layoutOf(lecture, { width: 430, height: 345 }, 75).arrangement).toBe("beside");
  expect(layoutOf(lecture, { width: 362, height: 380 }, 48).arrangement).toBe("beside");
});
