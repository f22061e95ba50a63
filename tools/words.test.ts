import compile from "icu-minify/compile";
import { describe, expect, test } from "vitest";
import { appSources, bareTexts, catalogues, messagesOf, sentences } from "./words";
import { literalsIn } from "./words-in-source";

const sources = appSources();
const messages = messagesOf(sources);
/** Everything that stands in quotes or between tags somewhere in the app, spaces as one. */
const everything = sources.map(({ text }) => text.replace(/\s+/g, " ")).join("\n");

test("a text is a literal, so that the catalogues can have it", () => {
  for (const { path, text } of sources) {
    if (path.startsWith("language/")) continue;
    const calls = text.match(/(?<![\w.$])(?:t|rich)\(/g)?.length ?? 0;
    if (text.includes("language/words")) expect(literalsIn(text), path).toHaveLength(calls);
  }
});

/** Folders whose every text is translated. */
const WHOLE =
  /^(pages\/(check|course|embed|home|lesson|present|print|results|studio)|course|lesson\/(audience|practice|runtime)|lms|offline|results|shell|store)\//;
/** The example of the tests, and the lesson that an author begins with. */
const UNSAID = /^(lesson\/runtime\/example|pages\/studio\/starter)\.ts$/;
/** The same in every language. */
const NAMES = new Set(["ConvLab"]);

test("no text of the finished folders slips by the catalogues", () => {
  const known = [...catalogues().values()];
  const slipped = sources
    .filter(({ path }) => WHOLE.test(path) && !UNSAID.test(path))
    .flatMap(({ path, text }) =>
      [...(path.endsWith(".tsx") ? bareTexts(text) : []), ...sentences(text)].map(
        (found) => [path, found.replace(/\s+/g, " ")] as const,
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

/** The names of the values of a text. */
function namesIn(text: string): string[] {
  return [
    ...new Set(
      [...text.matchAll(/\{(\w+)[,}]|<(\w+)>/g)].map((match) => match[1] ?? `<${match[2]}>`),
    ),
  ]
    .filter((name) => !["one", "other", "few", "many", "two", "zero"].includes(name))
    .toSorted();
}
