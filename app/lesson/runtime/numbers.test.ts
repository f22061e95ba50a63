import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isClose, readNumber, writeNumber } from "./numbers";

const value = (text: string): number | string => {
  const reading = readNumber(text);
  return reading.ok ? reading.value : reading.message;
};

describe("a number as a reader writes it", () => {
  it("may be a fraction, have a decimal comma, a true minus, spaces, an exponent", () => {
    expect(["3", " −1.5 ", "1,5", "2/3", "-3 / 4", "1e-3", "+.5", "–2"].map(value)).toEqual([3, -1.5, 1.5, 2 / 3, -0.75, 0.001, 0.5, -2]);
  });

  it("what is none is refused in words", () => {
    expect(value("")).toBe("Write a number first.");
    expect(value("1/0")).toBe("A number cannot be divided by zero.");
    expect(value("1e999")).toBe("That number is too large to be meant.");
    for (const text of ["abc", "1/2/3", "1,000,000", "0x10", "1e", "--1", "∞", "NaN"]) expect(value(text)).toContain("is not a number");
  });

  it("no text causes an error, and what is accepted is finite", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), (text) => {
        const reading = readNumber(text);
        if (reading.ok) expect(Number.isFinite(reading.value)).toBe(true);
      }),
    );
  });

  it("what is written is read back", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (number) => {
        const reading = readNumber(writeNumber(number));
        expect(reading.ok && Math.abs(reading.value - number) <= 1e-9 * Math.max(1, Math.abs(number))).toBe(true);
      }),
    );
  });

  it("is close within the author's tolerance and no further", () => {
    expect(isClose(0.66, 2 / 3, 0.01)).toBe(true);
    expect(isClose(0.65, 2 / 3, 0.01)).toBe(false);
    expect(isClose(0.1 + 0.2, 0.3, 0)).toBe(true);
  });
});
