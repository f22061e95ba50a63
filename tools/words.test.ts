import compile from "icu-minify/compile";
import { describe, expect, test } from "vitest";
import {
  bareTexts,
  catalogues,
  engineCatalogue,
  engineTexts,
  messagesOf,
  sentences,
} from "./words";
import { appSources, literalsIn } from "./words-in-source";

const sources = appSources();
const messages = messagesOf(sources);
/** Everything that stands in quotes or between tags somewhere, spaces as one. */
const everything = [...sources.map(({ text }) => text), engineTexts()]
  .map((text) => text.replaceAll("\\u00AD", "\u00AD").replace(/\s+/g, " "))
  .join("\n");

test("a text is a literal, so that the catalogues can have it", () => {
  for (const { path, text } of sources) {
    if (path.startsWith("language/")) continue;
    const calls = text.match(/(?<![\w.$])(?:t|rich)\(/g)?.length ?? 0;
    if (text.includes("language/words")) expect(literalsIn(text), path).toHaveLength(calls);
  }
});

/** Folders whose every text is translated. */
const WHOLE =
  /^(pages\/(check|course|embed|home|lab|lesson|networks|present|print|results|studio)|course|explorer|figures|lesson\/(audience|practice|runtime)|lms|offline|pictures|results|runs|shell|store|widgets)\//;
/**
 * The example of the tests, the lesson that an author begins with, what only an author or a test
 * reads of a figure's settings, and paths.
 */
const UNSAID =
  /^(lesson\/runtime\/example|pages\/studio\/starter|explorer\/(short-spec|ask\/trail-field)|figures\/network-map\/paths|widgets\/(channel-mixer|pool|volume)\/state|widgets\/volume\/fields|widgets\/fields\/table|widgets\/network\/dials)\.ts$/;
/** The same in every language. */
const NAMES = new Set(["ConvLab", "ReLU", "ReLU(z)", "Alt", "Delete", "NASA, public domain"]);
NAMES.add("Stefan van der Walt, CC0");

test("no text of the finished folders slips by the catalogues", () => {
  const known = [...catalogues().values()];
  const slipped = sources
    .filter(({ path }) => WHOLE.test(path) && !UNSAID.test(path))
    .flatMap(({ path, text }) =>
      [...(path.endsWith(".tsx") ? bareTexts(text) : []), ...sentences(text)].map(
        (found) => [path, found.replaceAll("\\n", "\n").replace(/[ \t\r]*\n[ \t]+/g, " ")] as const,
      ),
    )
    .filter(
      ([, found]) =>
        !NAMES.has(found) &&
        ![...messages].some((message) => message.includes(`>${found}<`)) &&
        !known.every((catalogue) => catalogue[found] !== undefined),
    );
  expect(slipped).toEqual([]);
});

describe.each([...catalogues()])("the catalogue %s", (_, catalogue) => {
  test("has every text that is given to t", () => {
    expect([...messages].filter((message) => catalogue[message] === undefined)).toEqual([]);
  });

  test("has nothing that the page does not say", () => {
    const unknown = Object.keys(catalogue).filter(
      (english) => !messages.has(english) && !everything.includes(english),
    );
    expect(unknown).toEqual([]);
  });

  test("can be read, and puts in what the English puts in", () => {
    for (const [english, text] of Object.entries(catalogue)) {
      expect(() => compile(text), english).not.toThrow();
      expect(namesIn(text), english).toEqual(namesIn(english));
      expect(text.trim(), english).not.toBe("");
    }
  });
});

describe.each([...catalogues()].map(([language]) => language))("the engine in %s", (language) => {
  const catalogue = engineCatalogue(language);

  test("has what the other languages have, and nothing that the engine does not say", () => {
    const engine = engineTexts().replace(/\s+/g, " ");
    expect(Object.keys(catalogue)).toEqual(Object.keys(engineCatalogue("es")));
    // A sentence may be put together: each of its longer words stands somewhere in the engine.
    const unknown = Object.keys(catalogue).filter((english) =>
      (english.replace(/\{\w+\}/g, " ").match(/[A-Za-z-]{4,}/g) ?? []).some(
        (one) => !engine.includes(one),
      ),
    );
    expect(unknown).toEqual([]);
  });

  test("can be read, and puts in what the English puts in", () => {
    for (const [english, text] of Object.entries(catalogue))
      expect(namesIn(text), english).toEqual(namesIn(english));
  });
});

/** The names of the values of a text, also of those in its plural forms. */
function namesIn(text: string): string[] {
  const names = new Set<string>();
  const collect = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    for (const piece of part) {
      if (!Array.isArray(piece)) continue;
      const [name, , forms]: unknown[] = piece;
      names.add(String(name));
      collect(piece.slice(1));
      if (typeof forms === "object" && forms !== null) Object.values(forms).forEach(collect);
    }
  };
  collect(compile(text));
  return [...names].toSorted();
}
