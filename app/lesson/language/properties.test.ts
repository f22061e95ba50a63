import { describe, expect, test } from "vitest";
import type { Property } from "../../widgets/widget";
import { readAmount } from "./amount";
import { editDistance, nearest } from "./nearest";
import { checkProperty, defaults } from "./properties";
import { readReference, writeReference } from "./reference";

const matrix = (rank: 1 | 2 | 3 | 4): Property => ({
  type: "matrix",
  rank,
  maxExtent: 3,
  maxValue: 10,
  default: "1",
  description: "",
});
const read = (rank: 1 | 2 | 3 | 4, value: Parameters<typeof checkProperty>[2]): unknown => {
  const checked = checkProperty("m", matrix(rank), value);
  return "value" in checked ? checked.value : checked.fault.code;
};

describe("a matrix", () => {
  test("is written in rows, or as a list with or without quotes", () => {
    const expected = [
      [1, 2],
      [3, -4.5],
    ];
    expect(read(2, "1 2; 3 -4.5")).toEqual(expected);
    expect(read(2, "1, 2 ; 3, −4.5;")).toEqual(expected);
    expect(read(2, expected)).toEqual(expected);
    expect(read(2, "[[1, 2], [3, -4.5]]")).toEqual(expected);
    expect(read(1, "1 2 3")).toEqual([1, 2, 3]);
    expect(read(2, "1 2 3")).toEqual([[1, 2, 3]]);
    expect(read(3, "1 2; 3 4 | 5 6; 7 8")).toEqual([
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ]); // prettier-ignore
    expect(read(4, "[[[[1]]]]")).toEqual([[[[1]]]]);
  });

  test("is refused with the reason that fits", () => {
    expect(read(2, "1 2; 3")).toBe("matrix-ragged");
    expect(read(2, "a b")).toBe("matrix-syntax");
    expect(read(2, "")).toBe("matrix-syntax");
    expect(read(2, "[[1, 2")).toBe("matrix-syntax");
    expect(read(2, true)).toBe("matrix-syntax");
    expect(read(1, "1 2; 3 4")).toBe("matrix-rank");
    expect(read(2, "1 2 3 4")).toBe("matrix-extent");
    expect(read(2, [[], []])).toBe("matrix-extent");
    expect(read(2, "11")).toBe("matrix-range");
  });

  test("has its default read in the same way", () =>
    expect(defaults({ m: matrix(2) })).toEqual({ m: [[1]] }));
});

test("a reference names a figure, a tensor with or without dots, and a cell or an extent, and is written as it is read", () => {
  expect(readReference("c1.y[0][2]")).toEqual({
    figure: "c1",
    tensor: "y",
    index: [0, 2],
    shape: false,
  });
  expect(readReference("net.conv1.w[0, 2,1]")).toEqual({
    figure: "net",
    tensor: "conv1.w",
    index: [0, 2, 1],
    shape: false,
  });
  expect(readReference("c1.y.shape[1]")).toEqual({
    figure: "c1",
    tensor: "y",
    index: [1],
    shape: true,
  });
  for (const text of ["c1.y[0][2]", "net.conv1.w[3]", "c1.y.shape[1]", "c1.loss"])
    expect(writeReference(readReference(text) ?? raise())).toBe(text);
  for (const text of ["c1", "c1.", ".y[0]", "c1.y[a]", "c1.y[-1]", "c1 y", "C1.y", "c1.y[0"])
    expect(readReference(text)).toBeNull();
});

test("an amount is a decimal or a fraction, and nothing else", () => {
  expect(["3", " -0.5 ", "2/3", "−1", "1e-3", ".5", "1,5"].map(readAmount)).toEqual([
    3,
    -0.5,
    2 / 3,
    -1,
    1e-3,
    0.5,
    1.5,
  ]);
  expect(["", "x", "1/0", "1/2/3", "1,500", "Infinity", "0x10", "3 rows"].map(readAmount)).toEqual(
    Array.from({ length: 8 }, () => null),
  );
});

test("the nearest word is within a third of its length, a swap counts once, and nothing far is offered", () => {
  expect(editDistance("stride", "stirde")).toBe(1);
  expect(editDistance("kitten", "sitting")).toBe(3);
  expect(nearest("figur", ["figure", "quiz"])).toBe("figure");
  expect(nearest("convolution", ["conv2d-step", "pool"])).toBeUndefined();
  expect(nearest("conv", ["pool", "conv-step"])).toBe("conv-step");
  expect(nearest("zzz", ["pool", "quiz"])).toBeUndefined();
});

function raise(): never {
  throw new Error("cannot be read");
}
