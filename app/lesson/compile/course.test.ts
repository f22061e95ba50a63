import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { registry } from "../language/fixtures/widget";
import { compileCourse, type CourseFile } from "./course";
import { marked, stepMarks } from "./translation";

const fixtures = join(import.meta.dirname, "..", "language", "fixtures", "translated");
const english = readFileSync(join(fixtures, "lesson.mdoc"), "utf8");
const arabic = readFileSync(join(fixtures, "lesson.ar.mdoc"), "utf8");
const file = (folder: string, text: string, language: string | null = null): CourseFile => ({
  path: `lessons/${folder}/lesson${language === null ? "" : `.${language}`}.mdoc`,
  folder,
  language,
  text,
  assets: {},
});
/** What is wrong apart from the marks, which have a test of their own. */
const said = (...files: CourseFile[]): string[] =>
  everything(...files).filter((line) => !line.includes("translation-stale"));
const everything = (...files: CourseFile[]): string[] =>
  compileCourse(files, registry).flatMap(({ diagnostics }) =>
    diagnostics.map(({ file: name, line, code, message }) => `${name}:${line} ${code}: ${message}`),
  );
const lesson = (id: string, requires = "", body = ""): CourseFile =>
  file(
    id,
    english
      .replace("id: translated", `id: ${id}`)
      .replace("license:", `${requires === "" ? "" : `requires: [${requires}]\n`}license:`) + body,
  );

describe("several lessons", () => {
  test("that fit together have no mistakes", () => {
    expect(
      said(
        lesson("one"),
        lesson("two", "one", "\nGo back to [one](#/lesson/one/guess).\n"),
        file("translated", english),
        file("translated", arabic, "ar"),
      ),
    ).toEqual([]);
  });

  test("have the ids of their folders, once each", () => {
    expect(said(file("stride", english))).toEqual([
      'lessons/stride/lesson.mdoc:3 id-folder: The id is "translated", but the lesson stands in the folder "stride"; they have to be the same.',
    ]);
    expect(
      said(
        { ...lesson("one"), folder: null },
        { ...lesson("one"), folder: null, path: "other.mdoc" },
      ),
    ).toEqual([
      'lessons/one/lesson.mdoc:3 lesson-duplicate: other.mdoc is the lesson "one" in the same language already.',
      'other.mdoc:3 lesson-duplicate: lessons/one/lesson.mdoc is the lesson "one" in the same language already.',
    ]);
  });

  test("require lessons that exist, and not each other in a circle", () => {
    expect(said(lesson("stride"), lesson("two", "strid"))).toEqual([
      'lessons/two/lesson.mdoc:11 requires-unknown: There is no lesson "strid" to require. Did you mean stride?',
    ]);
    expect(said(lesson("a", "c"), lesson("b", "a"), lesson("c", "b"))[0]).toBe(
      "lessons/a/lesson.mdoc:11 requires-cycle: The lessons require each other in a circle: a → c → b → a.",
    );
  });

  test("link to lessons and steps that exist", () => {
    expect(
      said(
        lesson("one"),
        lesson("two", "", "\nSee [it](#/lesson/on) and [that](#/lesson/one/gues).\n"),
      ),
    ).toEqual([
      'lessons/two/lesson.mdoc:34 link-lesson: There is no lesson "on". Did you mean one?',
      'lessons/two/lesson.mdoc:34 link-lesson: The lesson "one" has no step "gues". Did you mean guess?',
    ]);
  });

  test("have images of a size that can be sent", () => {
    const large = {
      ...lesson("one", "", "\n![A photo](assets/photo.png)\n"),
      assets: { "assets/photo.png": "photo.png" },
      bytes: { "assets/photo.png": 2_000_000 },
    };
    expect(said(large)).toEqual([
      "lessons/one/lesson.mdoc:34 image-large: assets/photo.png has 2000 KB; an image may have 500 KB.",
    ]);
  });
});

describe("a translation", () => {
  const translated = (change: (text: string) => string, language = "ar"): string[] =>
    said(file("translated", english), file("translated", change(arabic), language)).map((line) =>
      line.replace("lessons/translated/lesson", ""),
    );

  test("has the language of its file name", () => {
    expect(translated((text) => text, "fa")).toEqual([
      '.fa.mdoc:6 translation-lang: lang is "ar", but the file is named for "fa".',
    ]);
  });

  test("has the same steps in the same order", () => {
    expect(translated((text) => text.replace('id="formula"', 'id="formul"'))).toEqual([
      '.ar.mdoc:3 translation-steps: The step "formula" of lessons/translated/lesson.mdoc is missing.',
      '.ar.mdoc:28 translation-steps: lessons/translated/lesson.mdoc has no step "formul". Did you mean formula? Its steps are guess and formula.',
    ]);
    const swapped = (text: string): string =>
      text
        .replace('id="guess"', 'id="x"')
        .replace('id="formula"', 'id="guess"')
        .replace('id="x"', 'id="formula"');
    expect(translated(swapped).some((line) => line.includes("another order"))).toBe(true);
  });

  test("has the same figures and questions", () => {
    expect(translated((text) => text.replace('id="rows"', 'id="row"'))).toEqual([
      '.ar.mdoc:14 translation-ids: The step "guess" lacks the figure or question "rows" of lessons/translated/lesson.mdoc.',
      '.ar.mdoc:22 translation-ids: lessons/translated/lesson.mdoc has no figure or question "row" in the step "guess".',
    ]);
  });

  test("has the same figures, answers and states, in other words", () => {
    expect(translated((text) => text.replace("stride=2", "stride=1"))).toEqual([
      '.ar.mdoc:20 translation-differs: In the step "guess" the figure "c1" is another than in lessons/translated/lesson.mdoc: only words may differ.',
    ]);
  });

  test("says which step of the original has changed since it was translated", () => {
    const [original] = compileCourse([file("translated", english)], registry);
    if (original === undefined) throw new Error("no lesson");
    const fresh = file("translated", marked(arabic, stepMarks(original)), "ar");
    const about = (text: string): string[] =>
      everything(file("translated", text), fresh).filter((line) => line.includes(".ar."));
    expect(about(english)).toEqual([]);
    expect(about(english.replace("minutes=2", "minutes=1"))).toEqual([]);
    expect(about(english.replace("How many rows", "How many lines"))).toEqual([
      expect.stringContaining(
        'translation-stale: The step "guess" of lessons/translated/lesson.mdoc has changed since it was translated. When this one fits it, write source="',
      ),
    ]);
    expect(about(english.replace("in two languages", "in three languages"))[0]).toContain(
      '"guess"',
    );
    expect(everything(file("translated", english), file("translated", arabic, "ar"))).toHaveLength(
      2,
    );
  });

  test("is marked once, whatever its mark was", () => {
    const marks = new Map([["guess", "abc"]]);
    const once = marked(arabic, marks);
    expect(once).toContain('{% step id="guess" minutes=2 source="abc" /%}');
    expect(marked(once.replace("abc", "old"), marks)).toBe(once);
  });
});
