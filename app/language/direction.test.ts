import { expect, test } from "vitest";
import { directionOf } from "./direction";
import { isolated } from "./isolated";

const shown = (text: string): string =>
  isolated(text).replaceAll("\u2066", "⟨").replaceAll("\u2069", "⟩");

test("the script of a language says which way it is written", () => {
  expect(["ar", "fa-IR", "en", "zh-Hans", "es"].map(directionOf)).toEqual([
    "rtl",
    "rtl",
    "ltr",
    "ltr",
    "ltr",
  ]);
});

test("arithmetic stays left to right in a text that is not", () => {
  expect(shown("النتيجة −30.")).toBe("النتيجة ⟨−30⟩.");
  expect(shown("مرشح 3×3 على 6")).toBe("مرشح ⟨3×3⟩ على 6");
  expect(shown("1 + 0 + 3 = 4، وهذا")).toBe("⟨1 + 0 + 3 = 4⟩، وهذا");
  expect(shown("31 / 13.3: خطوات")).toBe("⟨31 / 13.3⟩: خطوات");
  expect(shown("الأعداد 1، −3، 0.5")).toBe("الأعداد 1، ⟨−3⟩، 0.5");
  expect(isolated(isolated("−3"))).toBe(isolated("−3"));
});
