/**
 * Settings as a person writes them: shorthands become whole, and every mistake is answered in the
 * person's words.
 */
import { describe, expect, it } from "vitest";
import { readAttributes, readPadding } from "./attributes";
import type { RawAttributes } from "./op";

const read = (raw: RawAttributes) => readAttributes("pool", raw);
const steps = { from: 1, to: 64 };

describe("a setting", () => {
  it("that is a pair may be written as one number", () => {
    expect(read({ stride: 2 }).pair("stride", steps)).toEqual([2, 2]);
    expect(read({ stride: [2, 3] }).pair("stride", steps)).toEqual([2, 3]);
  });

  it("takes its default when it is left out, and is asked for when there is none", () => {
    expect(read({}).whole("stride", steps, 7)).toBe(7);
    expect(() => read({}).whole("stride", steps)).toThrowError("pool: stride is missing");
  });

  it.each([
    [0, "0"],
    [65, "65"],
    [1.5, "1.5"],
    ["2", '"2"'],
    [Number.NaN, "NaN"],
    [null, "null"],
    [{}, "{}"],
  ])("of %s is no stride", (stride, shown) => {
    if (stride === null)
      expect(() => read({ stride }).whole("stride", steps)).toThrowError("pool: stride is missing");
    else
      expect(() => read({ stride }).whole("stride", steps)).toThrowError(
        `pool: stride must be a whole number from 1 to 64, got ${shown}`,
      );
  });

  it("with three numbers is no pair", () => {
    expect(() => read({ stride: [1, 2, 3] }).pair("stride", steps)).toThrowError(
      "pool: stride must be one number or [height, width], got [1,2,3]",
    );
  });

  it("that does not exist is named, with those that do", () => {
    const reader = read({ stride: 1, strid: 2 });
    reader.whole("stride", steps);
    expect(() => reader.done()).toThrowError('pool: there is no setting "strid"');
  });

  it("of padding is one number, a pair, or all four sides", () => {
    const padding = (value: unknown) => readPadding(read({ padding: value }), { from: 0, to: 9 });
    expect(padding(1)).toEqual([1, 1, 1, 1]);
    expect(padding([1, 2])).toEqual([1, 2, 1, 2]);
    expect(padding([1, 2, 3, 4])).toEqual([1, 2, 3, 4]);
    expect(padding(undefined)).toEqual([0, 0, 0, 0]);
    expect(() => padding([1, 2, 3])).toThrowError(/padding must be one number/);
    expect(() => padding(-1)).toThrowError(/from 0 to 9, got -1/);
    expect(() => padding("much")).toThrowError(/got "much"/);
  });

  it("that is a number may not be infinite or no number", () => {
    for (const p of [Number.NaN, Number.POSITIVE_INFINITY, "0.5"])
      expect(() => read({ p }).real("p", { from: 0, to: 1 }, 0.5)).toThrowError(
        /p must be a number from 0 to 1/,
      );
  });
});
