/** Numbers in few characters: never another number, never nothing where something fits. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { cellText, fitted, leastCharacters } from "./fitted";

const read = (text: string): number => Number(text.replaceAll("−", "-"));

test("what does not fit loses figures, not its value", () => {
  expect([6, 5, 4, 3, 2].map((room) => fitted(0.0875, room))).toEqual([
    "0.0875",
    ".0875",
    ".088",
    ".09",
    null,
  ]);
  expect([5, 4, 3, 2].map((room) => fitted(-0.15, room))).toEqual(["−0.15", "−.15", null, null]);
  expect([4, 3, 2].map((room) => fitted(3.25, room))).toEqual(["3.25", "3.3", null]);
  expect(fitted(1.04, 3)).toBe("1.0");
  expect(fitted(12, 1)).toBeNull();
  expect(fitted(-7, 2)).toBe("−7");
  expect(fitted(0, 1)).toBe("0");
  expect(fitted(1_234_567, 5)).toBe("1.2e6");
  expect(fitted(Number.NaN, 3)).toBe("NaN");
});

test("any text is within a twentieth of its number, is never a bare sign, and fits", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
        fc.double({ noNaN: true, min: -10, max: 10 }),
        fc.integer({ min: -2000, max: 2000 }),
      ),
      fc.integer({ min: 1, max: 8 }),
      (value, room) => {
        const text = fitted(value, room);
        expect(text === null).toBe(leastCharacters(value) > room);
        if (text === null) return;
        expect(text.length).toBeLessThanOrEqual(room);
        expect(Math.abs(read(text) - value)).toBeLessThanOrEqual(0.05 * Math.abs(value));
        if (!Number.isInteger(value) && Math.abs(value) < 100) expect(text).toMatch(/[.e]/);
      },
    ),
  );
});

test("a cell without room shows the number rather than a power of ten that is no shorter", () => {
  expect(cellText(-10, 2)).toBe("−10");
  expect(cellText(-14.2, 2)).toBe("−14");
  expect(cellText(81.61, 3)).toBe("82");
  expect(cellText(-0.63, 3)).toBe("−.6");
  expect(cellText(123456, 3)).toBe("1e5");
  expect(cellText(0.4444, 2)).toBe(".4");
  expect(cellText(-0.4444, 2)).toBe("−.4");
});
