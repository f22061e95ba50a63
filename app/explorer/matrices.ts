/**
 * Inputs and filters by name: what lessons, controls and the photo use. Small numbers that can be
 * checked by hand.
 */
export type Matrix = readonly (readonly number[])[];

export interface Preset {
  readonly name: string;
  readonly title: string;
  readonly matrix: Matrix;
}

/** The lecture's 6×6 input. */
export const LECTURE_INPUT: Matrix = [
  [4, 9, 2, 5, 8, 3],
  [5, 6, 2, 4, 0, 3],
  [2, 4, 5, 4, 5, 2],
  [5, 6, 5, 4, 7, 8],
  [5, 7, 7, 9, 2, 1],
  [5, 8, 5, 3, 8, 4],
];

export const VERTICAL_EDGE: Matrix = [
  [1, 0, -1],
  [1, 0, -1],
  [1, 0, -1],
];

const grid = (rows: number, columns: number, at: (row: number, column: number) => number): Matrix =>
  Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) => at(row, column)),
  );

export const INPUTS: readonly Preset[] = [
  { name: "lecture", title: "The lecture's numbers", matrix: LECTURE_INPUT },
  {
    name: "edge",
    title: "Bright left, dark right",
    matrix: grid(6, 6, (_, column) => (column < 3 ? 10 : 0)),
  },
  {
    name: "edge-back",
    title: "Dark left, bright right",
    matrix: grid(6, 6, (_, column) => (column < 3 ? 0 : 10)),
  },
  {
    name: "sky",
    title: "Bright top, dark bottom",
    matrix: grid(6, 6, (row) => (row < 3 ? 10 : 0)),
  },
  {
    name: "dot",
    title: "One bright dot",
    matrix: grid(7, 7, (row, column) => (row === 3 && column === 3 ? 1 : 0)),
  },
  { name: "flat", title: "The same everywhere", matrix: grid(6, 6, () => 5) },
  { name: "ramp", title: "A ramp", matrix: grid(6, 6, (_, column) => 2 * column) },
  {
    name: "stripes",
    title: "Fine stripes",
    matrix: grid(8, 8, (_, column) => (column % 2 === 0 ? 9 : 0)),
  },
  {
    name: "cross",
    title: "A cross",
    matrix: grid(7, 7, (row, column) => (row === column || row + column === 6 ? 9 : 0)),
  },
  {
    name: "count",
    title: "Counting up",
    matrix: grid(5, 5, (row, column) => 5 * row + column + 1),
  },
];

export const FILTERS: readonly Preset[] = [
  { name: "vertical-edge", title: "Vertical edge", matrix: VERTICAL_EDGE },
  {
    name: "horizontal-edge",
    title: "Horizontal edge",
    matrix: [
      [1, 1, 1],
      [0, 0, 0],
      [-1, -1, -1],
    ],
  },
  {
    name: "sobel-x",
    title: "Sobel, vertical edges",
    matrix: [
      [1, 0, -1],
      [2, 0, -2],
      [1, 0, -1],
    ],
  },
  {
    name: "sobel-y",
    title: "Sobel, horizontal edges",
    matrix: [
      [1, 2, 1],
      [0, 0, 0],
      [-1, -2, -1],
    ],
  },
  { name: "box-blur", title: "Blur, every cell alike", matrix: grid(3, 3, () => 1 / 9) },
  {
    name: "blur",
    title: "Blur, the middle counts most",
    matrix: [
      [0.0625, 0.125, 0.0625],
      [0.125, 0.25, 0.125],
      [0.0625, 0.125, 0.0625],
    ],
  },
  {
    name: "sharpen",
    title: "Sharpen",
    matrix: [
      [0, -1, 0],
      [-1, 5, -1],
      [0, -1, 0],
    ],
  },
  {
    name: "emboss",
    title: "Emboss",
    matrix: [
      [-2, -1, 0],
      [-1, 1, 1],
      [0, 1, 2],
    ],
  },
  {
    name: "outline",
    title: "Outline",
    matrix: [
      [-1, -1, -1],
      [-1, 8, -1],
      [-1, -1, -1],
    ],
  },
  {
    name: "identity",
    title: "Identity",
    matrix: [
      [0, 0, 0],
      [0, 1, 0],
      [0, 0, 0],
    ],
  },
  {
    name: "shift",
    title: "Shift by one",
    matrix: [
      [0, 0, 0],
      [0, 0, 1],
      [0, 0, 0],
    ],
  },
];
