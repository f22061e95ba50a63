import { afterEach, expect, test } from "vitest";
import { cellText } from "../figures/describe/fitted";
import { show, spoken } from "../figures/describe/number";
import { parseNumber } from "../figures/describe/read-number";
import { counted, numbersIn, writtenIn } from "./numerals";

afterEach(() => numbersIn("en"));

test("a page writes numbers as the country of its language does", () => {
  numbersIn("es");
  expect(spoken(-1.5)).toBe("−1,5");
  expect(show(0.25, 2)).toMatchObject({ text: "0,25", exact: { numerator: 1n, denominator: 4n } });
  expect(cellText(0.0875, 4)).toBe(",088");
  expect(spoken(1.5e-7)).toBe("1,5e−7");
  expect(counted(1234567)).toBe("1.234.567");
  numbersIn("zh-Hans");
  expect([spoken(-1.5), counted(1234567)]).toEqual(["−1.5", "1,234,567"]);
  numbersIn("ar");
  expect([spoken(-1.5), counted(1234567)]).toEqual(["−1.5", "1,234,567"]);
});

test("what a page writes it reads back", () => {
  for (const language of ["en", "es", "ar", "de"])
    for (const value of [1.125, -0.5, 123.5, 0.001, 12.25, 1e-7]) {
      numbersIn(language);
      expect(parseNumber(spoken(value)), `${language} ${value}`).toBe(Number(value.toPrecision(4)));
    }
});

test("a lesson in another language than the page's leaves the page as it is", () => {
  expect(writtenIn("es", () => spoken(0.5))).toBe("0,5");
  expect(spoken(0.5)).toBe("0.5");
});
