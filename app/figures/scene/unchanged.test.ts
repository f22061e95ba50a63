/**
 * What an edit leaves as it is: the arrangement of panels, and where the lit cells of a sheet are.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { arrange } from "./arrange";
import { blocksOf, layOutScene, placeScene } from "./layout";
import { arrangedBy } from "./measure";
import { PAPER } from "./room";
import { cellKey, indexIn, type Panel, placeOfKey, type Sheet } from "./scene";

const sheet = (values: Sheet["values"], more: Partial<Sheet> = {}): Sheet => ({
  key: "x:0",
  tensor: "x",
  prefix: [0, 0],
  axes: 2,
  suffix: [],
  title: "",
  values,
  ...more,
});
const panel = (values: Sheet["values"], more: Partial<Panel> = {}): Panel => ({
  key: "x",
  title: "Input x",
  size: "6 × 6",
  hue: "input",
  sign: "",
  sheets: [sheet(values)],
  frame: null,
  colouring: null,
  editable: true,
  meant: false,
  note: "",
  ...more,
});
const square = (side: number, value: (at: number) => number): number[][] =>
  Array.from({ length: side }, (_, row) =>
    Array.from({ length: side }, (__, column) => value(row * side + column)),
  );
const scene = (input: number[][], more: Partial<Panel> = {}): { readonly panels: Panel[] } => ({
  panels: [
    panel(input, more),
    panel(
      square(4, (at) => at % 10),
      { key: "y", sign: "=" },
    ),
  ],
});
const measured = (input: number[][], more?: Partial<Panel>): string =>
  arrangedBy(blocksOf(scene(input, more), PAPER), PAPER);

test("another digit tries no other arrangement; a longer number, a note and one more row do", () => {
  const before = measured(square(6, (at) => at % 10));
  expect(measured(square(6, (at) => (7 * at + 3) % 10))).toBe(before);
  for (const changed of [
    measured(square(6, (at) => (at === 5 ? -8 : at % 10))),
    measured(
      square(6, (at) => at % 10),
      { note: "3 more are not drawn." },
    ),
    measured(square(7, (at) => at % 10)),
    measured(
      square(6, (at) => at % 10),
      { title: "Output y" },
    ),
  ])
    expect(changed).not.toBe(before);
});

test("numbers in an arrangement that others have made stand where their own would put them", () => {
  const number = fc.oneof(
    fc.integer({ min: -99, max: 99 }),
    fc.double({ min: -3, max: 3, noNaN: true }),
  );
  const numbers = fc.array(number, { minLength: 36, maxLength: 36 });
  fc.assert(
    fc.property(numbers, numbers, fc.boolean(), (first, second, isAlike) => {
      const [one, other] = [first, isAlike ? first.toReversed() : second].map((all) =>
        scene(square(6, (at) => all[at] ?? 0)),
      );
      if (one === undefined || other === undefined) throw new Error("two scenes");
      const [was, is] = [blocksOf(one, PAPER), blocksOf(other, PAPER)];
      fc.pre(arrangedBy(was, PAPER) === arrangedBy(is, PAPER));
      expect(placeScene(is, arrange(was, PAPER), PAPER)).toEqual(layOutScene(other, PAPER));
    }),
  );
});

test("a cell's key leads to its place on the sheet, also on padding, and to none on another sheet", () => {
  const place = fc.record({
    row: fc.integer({ min: -6, max: 9 }),
    column: fc.integer({ min: -6, max: 9 }),
  });
  const matrix = square(4, (at) => at);
  fc.assert(
    fc.property(place, fc.boolean(), (at, turned) => {
      const own = sheet(matrix, { turned });
      const key = cellKey("x", indexIn(own, at.row, at.column));
      expect(placeOfKey(own, key)).toEqual(at);
      expect(placeOfKey({ ...own, prefix: [0, 1] }, key)).toBeNull();
      expect(placeOfKey({ ...own, tensor: "xx" }, key)).toBeNull();
    }),
  );
  const vector = sheet(
    [
      [1, 2],
      [3, 4],
    ],
    { axes: 1, prefix: [] },
  );
  expect(placeOfKey(vector, cellKey("x", indexIn(vector, 1, 0)))).toEqual({ row: 1, column: 0 });
  const alone = sheet([[1]], { axes: 0, prefix: [] });
  expect(placeOfKey(alone, cellKey("x", []))).toEqual({ row: 0, column: 0 });
});
