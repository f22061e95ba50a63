/** From a reader's answers to a file, and from a class's files to a table. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { compileLesson } from "../lesson/compile/compile";
import { createLab } from "../store/store";
import { widgets } from "../widgets";
import { openFiles } from "./open-files";
import { readSheet, type Sheet, sheetFile } from "./sheet";
import { lessonResult } from "./sheet-of";
import { csvOf, type Opened, tally } from "./tally";

const TEXT = `---
format: 1
id: small
title: A small lesson
summary: Two questions.
lang: en
level: intro
minutes: 5
goals:
  - Add and halve
authors: [Somebody]
license: CC-BY-4.0
---

# A small lesson

---
{% step id="first" minutes=5 /%}

## First

{% numeric id="sum" value=5 %}
{% ask %}What is 2 + 3?{% /ask %}
{% mistake value=6 %}That is 2 · 3.{% /mistake %}
{% /numeric %}

{% quiz id="which" %}
{% ask %}Which is even?{% /ask %}
{% choice feedback="Three is odd." %}3{% /choice %}
{% choice correct=true %}4{% /choice %}
{% /quiz %}
`;

const { doc, diagnostics } = compileLesson(TEXT, { file: "lesson.mdoc", registry: widgets });

/** Answers as the page gives them: something is written, then checked. */
function answered(
  ...tries: readonly (readonly [id: string, given: string | number[], right: boolean])[]
): Sheet {
  const store = createLab();
  const { answer, visit } = store.getState();
  visit("small", "first", true);
  for (const [id, given, right] of tries) {
    answer(`small/${id}`, { given, checked: false, right: false });
    answer(`small/${id}`, { checked: true, right });
  }
  const { answers, progress } = store.getState();
  const lesson = lessonResult(doc, answers, progress.lessons["small"]);
  return { name: "Ada", made: "2026-01-02T03:04:05.678Z", lessons: [lesson] };
}

function opened(sheet: Sheet, file = `${sheet.name}.json`): Opened {
  const read = readSheet(sheetFile(sheet));
  if (!read.ok) throw new Error(read.reason);
  return { file, ...read };
}

test("a sheet says what was asked and given, how often, and what a wrong answer stands for", () => {
  const [lesson] = answered(["sum", "6", false], ["sum", "5", true], ["which", [0], false]).lessons;
  expect(lesson).toMatchObject({ title: "A small lesson", steps: 1, seen: 1, done: true });
  const [sum, which] = lesson?.questions ?? [];
  expect(sum).toMatchObject({
    number: 1,
    ask: "What is 2 + 3?",
    given: "5",
    right: true,
    tries: 2,
    wrong: [{ given: "6", means: "That is 2 · 3." }],
  });
  expect(sum?.first).toMatch(/^\d{4}-\d\d-\d\dT/);
  expect(which).toMatchObject({
    given: "3",
    right: false,
    tries: 1,
    wrong: [{ given: "3", means: "Three is odd." }],
  });
  const [unanswered] = answered().lessons[0]?.questions ?? [];
  expect(unanswered).toMatchObject({ given: "", answered: false, right: false, tries: 0 });
});

test("a file gives back its sheet, and says when it was changed", () => {
  const sheet = answered(["sum", "6", false]);
  const file = sheetFile(sheet);
  expect(readSheet(file)).toMatchObject({ ok: true, unchanged: true, sheet });
  const edited = readSheet(file.replace('"right": false', '"right": true'));
  expect(edited).toMatchObject({ ok: true, unchanged: false });
});

test("what is not a result file is refused with the part that is wrong, whatever it is", () => {
  const file = JSON.parse(sheetFile(answered(["sum", "6", false])));
  const reason = (value: unknown): string => {
    const read = readSheet(JSON.stringify(value));
    return read.ok ? "read" : read.reason;
  };
  expect(readSheet("name,points\n")).toMatchObject({ ok: false });
  expect(reason({ lesson: 1 })).toContain("not a result file");
  expect(reason({ ...file, format: 9 })).toBe("it is of format 9; this lab reads up to 1.");
  const { sheet } = file;
  expect(reason({ ...file, sheet: { ...sheet, name: 7 } })).toContain("its part name");
  const [lesson] = sheet.lessons;
  const bad = { ...lesson, questions: [{ ...lesson.questions[0], tries: -1 }] };
  expect(reason({ ...file, sheet: { ...sheet, lessons: [bad] } })).toContain(
    "lessons.0.questions.0.tries",
  );
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(reason(value)).not.toBe("read");
    }),
  );
});

test("a class's files together: who answered what, and common mistakes once per reader", () => {
  const sheets = [
    opened({ ...answered(["sum", "6", false], ["sum", "5", true]), name: "Ben" }),
    opened({ ...answered(["sum", "6", false], ["sum", "6", false]), name: "Ada" }),
    opened({ ...answered(["which", [1], true]), name: "Cem" }),
  ];
  const [lesson] = tally(sheets);
  expect(lesson?.rows.map(({ name, right }) => [name, right])).toEqual([
    ["Ada", 0],
    ["Ben", 1],
    ["Cem", 1],
  ]);
  expect(lesson?.questions.map(({ id, answered: count, right }) => [id, count, right])).toEqual([
    ["sum", 2, 1],
    ["which", 1, 1],
  ]);
  expect(lesson?.questions[0]?.wrong).toEqual([
    { given: "6", means: "That is 2 · 3.", readers: 2 },
  ]);
});

test("a table for spreadsheets has a line per question and no formula", () => {
  const sheet = answered(["sum", '=HYPERLINK("a","b")', false]);
  const lines = csvOf([opened({ ...sheet, name: "-Ada, B." })]).split("\r\n");
  expect(lines).toHaveLength(4);
  expect(lines[1]).toContain(`"'-Ada, B."`);
  expect(lines[1]).toContain(`"'=HYPERLINK(""a"",""b"")"`);
  const negative = csvOf([opened(answered(["sum", "-3", false]))]);
  expect(negative).toContain(",-3,");
});

test("files are opened together: the same one once, foreign ones named, two of one name kept", async () => {
  const file = (name: string, text: string): File => new File([text], name);
  const ada = sheetFile(answered(["sum", "5", true]));
  const other = sheetFile(answered(["sum", "6", false]));
  const { sheets, problems } = await openFiles(
    [],
    [file("a.json", ada), file("a2.json", ada), file("b.json", other), file("c.json", "nothing")],
  );
  expect(sheets.map((one) => [one.file, one.sheet.name])).toEqual([
    ["a.json", "Ada"],
    ["b.json", "Ada"],
  ]);
  expect(problems).toEqual([
    "a2.json: the same as a.json; it counts once.",
    expect.stringContaining("c.json: it is not a result file"),
  ]);
});

test("the lesson of these tests is read without a mistake", () => {
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
});
