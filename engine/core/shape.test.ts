/** Shapes, cells and nested lists: each way and back. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cells, format, offset, sameShape, size, strides, unravel } from "./shape";
import { fromNested, tensor, toNested, valueAt } from "./tensor";

const shapes = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 });

describe("shapes", () => {
  it("number their cells so that offset and unravel undo each other", () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        let flat = 0;
        for (const index of cells(shape)) {
          expect(offset(shape, index)).toBe(flat);
          expect(index.reduce((sum, at, axis) => sum + at * (strides(shape)[axis] ?? 0), 0)).toBe(
            flat,
          );
          expect(unravel(shape, flat)).toEqual(index);
          flat += 1;
        }
        expect(flat).toBe(size(shape));
      }),
    );
  });

  it("refuse cells that they do not have", () => {
    expect(() => offset([2, 3], [1, 3])).toThrowError("1×3 lies outside 2×3");
    expect(() => offset([2, 3], [1])).toThrowError(/1 coordinates/);
    expect(() => offset([2], [0.5])).toThrowError(/outside/);
  });

  it("with more cells than can be counted are refused", () => {
    expect(() => size([2 ** 30, 2 ** 30])).toThrowError(/too many cells/);
  });

  it("are the same when every extent is", () => {
    expect(sameShape([1, 2], [1, 2])).toBe(true);
    expect(sameShape([1, 2], [2, 1])).toBe(false);
    expect(sameShape([1], [1, 1])).toBe(false);
    expect(format([])).toBe("()");
  });
});

describe("tensors", () => {
  it("survive being written as nested lists", () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const data = Float64Array.from({ length: size(shape) }, (_, at) => at / 4);
        expect(fromNested(toNested(tensor(shape, data)))).toEqual({ shape, data });
      }),
    );
  });

  it("refuse ragged rows and data of another length", () => {
    expect(() => fromNested([[1, 2], [3]])).toThrowError(/same length/);
    expect(() => tensor([2, 2], new Float64Array(3))).toThrowError(/3 numbers/);
    expect(valueAt(fromNested([[1, 2]]), [0, 1])).toBe(2);
  });
});
