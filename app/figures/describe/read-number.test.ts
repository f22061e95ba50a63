import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decade, mark, percent, readable } from "../curve/format";
import { cellText } from "./fitted";
import { show, showSignificant, signed, spoken } from "./number";
import { numberIn, parseNumber, readings } from "./read-number";

const finite = fc.oneof(
  fc.double({ min: -1e12, max: 1e12, noNaN: true }),
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.integer({ min: -20_000_000, max: 20_000_000 }),
);

/** Every way in which the lab writes a number, and the relative error of the text. */
const WRITERS: readonly (readonly [string, (value: number) => string, number])[] = [
  ["show", (value) => show(value, 4).text, 1e-3],
  ["showSignificant", (value) => showSignificant(value, 6).text, 1e-5],
  ["cellText", (value) => cellText(value), 0.5],
  ["cellText of a narrow cell", (value) => cellText(value, 2), 1],
  ["spoken", spoken, 1e-3],
  ["signed", signed, 1e-3],
  ["readable", readable, 0.01],
  ["mark", mark, 0.1],
];
const LOCALES = ["en-US", "de-DE", "de-CH", "fr-FR", "pl-PL", "es-ES", "ar-EG", "fa-IR"];

function expectReading(text: string, value: number, error: number): void {
  const read = readings(text);
  const near = read.some((one) => Math.abs(one - value) <= error * Math.abs(value) + 1e-4);
  expect(near, `${text} is read as ${read.join(", ")}`).toBe(true);
}

describe("what the lab prints can be typed back", () => {
  test.each(WRITERS)("%s", (_, write, error) => {
    fc.assert(fc.property(finite, (value) => expectReading(write(value), value, error)));
  });

  test("a mark of a logarithmic axis", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e12, noNaN: true }), (value) =>
        expectReading(decade(value), value, 0.5),
      ),
    );
  });

  test.each(LOCALES)("a count as %s writes it", (locale) => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000_000, max: 20_000_000 }), (count) => {
        expect(readings(count.toLocaleString(locale))).toContain(count);
      }),
    );
  });

  test("the share that a per cent is of", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (share) => {
        expect(Math.abs((parseNumber(percent(share)) ?? 9) - share)).toBeLessThan(0.0006);
      }),
    );
  });
});

test("the answers that students typed as the page printed them", () => {
  expect(["44,950", "5,020", "2,416", "12,443,648"].map((text) => parseNumber(text))).toEqual([
    44950, 5020, 2416, 12443648,
  ]);
});

test("every usual way to write a number", () => {
  const meant: Readonly<Record<string, number>> = {
    "12 443 648": 12443648,
    "12\u202F443\u202F648": 12443648,
    "12\u00A0443\u2009648": 12443648,
    "12'443'648": 12443648,
    "12’443’648": 12443648,
    "12.443.648": 12443648,
    "12_443_648": 12443648,
    "1.234,5": 1234.5,
    "1,234.5": 1234.5,
    "1 234,5": 1234.5,
    "0,125": 0.125,
    ".5": 0.5,
    ",5": 0.5,
    "3.": 3,
    "+3": 3,
    "−1.5": -1.5,
    "– 2": -2,
    "2/3": 2 / 3,
    "−3 / 4": -0.75,
    "1e-3": 0.001,
    "1.5E+2": 150,
    "1.5e−7": 1.5e-7,
    "2^9": 512,
    "2⁹": 512,
    "2**9": 512,
    "-2^2": -4,
    "10⁻⁵": 1e-5,
    "4 x 10^3": 4000,
    "4x10^3": 4000,
    "4 × 10³": 4000,
    "1,5 · 10^−2": 0.015,
    "4*10^3": 4000,
    "١٢٫٥": 12.5,
    "３": 3,
    "50 %": 0.5,
  };
  for (const [text, value] of Object.entries(meant)) expect(parseNumber(text), text).toBe(value);
});

test("a text with two readings has both, the one that the lab prints first", () => {
  expect(readings("44,950")).toEqual([44950, 44.95]);
  expect(readings("2.416")).toEqual([2.416, 2416]);
  expect(readings("1,000/3")).toEqual([1000 / 3, 1 / 3]);
  expect(readings("1,000,000")).toEqual([1000000]);
  expect(readings("0,125")).toEqual([0.125]);
  expect(readings("1,500 %")).toEqual([15, 1500, 0.015, 1.5]);
  expect(numberIn("1,500", { min: 0, max: 10 })).toBe(1.5);
  expect(numberIn("1,500", { min: 0, max: 5000 })).toBe(1500);
  expect(numberIn("2.000", { min: 1, max: 5000, whole: true })).toBe(2);
  expect(numberIn("7", { min: 0, max: 1 })).toBe(7);
});

test("what is not a number has no reading", () => {
  const texts = ["", " ", "abc", "1/0", "1/2/3", "0x10", "1e", "--1", "1,00,000", "1 1", "3 rows"];
  for (const text of [...texts, "NaN", "∞", "3 × 4", "1.2.3", "^2", "2^", "e3", "%"])
    expect(readings(text), text).toEqual([]);
});

test("no text causes an error", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."0123.,' _-−+eE^*x×/%⁻²٣") }), (text) => {
      for (const value of readings(text)) expect(value).not.toBeNaN();
    }),
  );
});
