import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isClose, notRight, readNumber, writeKey, writeNumber } from "./numbers";

const answered = (text: string): number | string => {
  const reading = readNumber(text);
  return reading.ok ? reading.value : reading.message;
};

describe("a number as a reader writes it", () => {
  it("may be a fraction, have a decimal comma, a true minus, spaces, an exponent", () => {
    expect(["3", " −1.5 ", "1,5", "2/3", "-3 / 4", "1e-3", "+.5", "–2"].map(answered)).toEqual([
      3,
      -1.5,
      1.5,
      2 / 3,
      -0.75,
      0.001,
      0.5,
      -2,
    ]);
  });

  it("what is none is refused in words", () => {
    expect(answered("")).toBe("Write a number first.");
    expect(answered("1/0")).toBe("A number cannot be divided by zero.");
    expect(answered("1e999")).toBe("That number is too large to be meant.");
    for (const text of ["abc", "1/2/3", "1,00,000", "0x10", "1e", "--1", "∞", "NaN"])
      expect(answered(text)).toContain("is not a number");
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
        expect(
          reading.ok && Math.abs(reading.value - number) <= 1e-9 * Math.max(1, Math.abs(number)),
        ).toBe(true);
      }),
    );
  });

  it("a right answer is told to the places that its tolerance asks for, and would be accepted", () => {
    expect(writeKey(-0.08598831644, 0.002)).toBe("−0.086");
    expect(writeKey(1.349012, 0.006)).toBe("1.349");
    expect([writeKey(44950, 0), writeKey(31750, 500)]).toEqual(["44950", "31750"]);
    fc.assert(
      fc.property(
        fc.double({ min: -100, max: 100, noNaN: true }),
        fc.double({ min: 1e-6, max: 1, noNaN: true }),
        (value, tolerance) => {
          const reading = readNumber(writeKey(value, tolerance));
          expect(reading.ok && isClose(reading.value, value, tolerance)).toBe(true);
        },
      ),
    );
  });

  it("of two readings the right one counts; when both are wrong, both are said", () => {
    for (const [text, key] of [
      ["44,950", 44950],
      ["44,950", 44.95],
      ["5.020", 5020],
      ["5,020", 5020],
    ] as const) {
      const reading = readNumber(text, (read) => isClose(read, key, 0));
      expect(reading.ok && reading.value).toBe(key);
    }
    const wrong = readNumber("44,950", (read) => isClose(read, 7, 0));
    expect(wrong.ok && notRight("44,950", wrong)).toBe(
      "“44,950” can be read as 44950 or as 44.95; it is neither.",
    );
    const plain = readNumber("3");
    expect(plain.ok && notRight("3", plain)).toBe("It is not 3.");
  });

  it("is close within the author's tolerance and no further", () => {
    expect(isClose(0.66, 2 / 3, 0.01)).toBe(true);
    expect(isClose(0.65, 2 / 3, 0.01)).toBe(false);
    expect(isClose(0.1 + 0.2, 0.3, 0)).toBe(true);
  });
});
