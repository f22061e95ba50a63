import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { spoken } from "../figures/describe/number";
import { bestOf, catalogueOf, LANGUAGES, nameOf } from "./languages";
import { ENGLISH, speak, spokenLanguage, t, word } from "./words";

beforeEach(() => speak("en", ENGLISH));
afterEach(() => speak("en", ENGLISH));

const steps = (count: number): string =>
  t("{count, plural, one {# step} other {# steps}} seen", { count });

test("English is said as it stands in the source", () => {
  expect(t("Continue")).toBe("Continue");
  expect(t("Step {at} of {count}: {title}", { at: 2, count: 3, title: "x" })).toBe(
    "Step 2 of 3: x",
  );
  expect([steps(1), steps(2)]).toEqual(["1 step seen", "2 steps seen"]);
});

describe("another language", () => {
  test("is said from its catalogue, with its own plurals and numbers", async () => {
    speak("es", await catalogueOf("es"));
    expect(t("Continue")).toBe("Continuar");
    expect(steps(1)).toBe("1 paso visto");
    expect(steps(2)).toBe("2 pasos vistos");
    expect(spoken(0.5)).toBe("0,5");
    speak("ar", await catalogueOf("ar"));
    expect(steps(2)).toBe("شوهدت خطوتان");
    expect(steps(3)).toBe("شوهدت 3 خطوات");
    expect(t("It is not {value}.", { value: "−3" })).toBe("ليس \u2066−3\u2069.");
    expect(spoken(0.5)).toBe("0.5");
  });

  test("falls back to English where the catalogue has nothing", async () => {
    speak("es", await catalogueOf("es"));
    expect(word("A label that nobody has translated")).toBe("A label that nobody has translated");
    expect(spokenLanguage()).toBe("es");
  });

  test("may have the numbers of yet another, for which there is no catalogue", () => {
    speak("en", ENGLISH, "de");
    expect([t("Continue"), spoken(0.5)]).toEqual(["Continue", "0,5"]);
  });
});

test("the first wanted language that there is, in the same script", () => {
  expect(bestOf(["fr", "es-MX", "en"], LANGUAGES)).toBe("es");
  expect(bestOf(["zh-CN"], LANGUAGES)).toBe("zh-Hans");
  expect(bestOf(["zh-TW", "en-GB"], LANGUAGES)).toBe("en");
  expect(bestOf(["ar-EG"], LANGUAGES)).toBe("ar");
  expect(bestOf(["fr", "!"], LANGUAGES)).toBeNull();
  expect(bestOf([], LANGUAGES)).toBeNull();
});

test("a language is named in its own words", () => {
  expect(["en", "es", "zh-Hans", "ar"].map(nameOf)).toEqual([
    "English",
    "español",
    "简体中文",
    "العربية",
  ]);
});
