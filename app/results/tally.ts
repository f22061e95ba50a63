/** A class's result sheets together: a table by reader and question, and common mistakes. Pure. */
import type { LessonResult, QuestionResult, Sheet } from "./sheet";

export interface Opened {
  readonly file: string;
  readonly sheet: Sheet;
  readonly checksum: string;
  readonly unchanged: boolean;
}

export interface LessonTally {
  readonly id: string;
  readonly title: string;
  readonly questions: readonly QuestionTally[];
  readonly rows: readonly Row[];
}

export interface Row {
  readonly name: string;
  readonly file: string;
  readonly unchanged: boolean;
  readonly lesson: LessonResult;
  /** By the ids of the tally's questions; undefined where this sheet has no such question. */
  readonly results: ReadonlyMap<string, QuestionResult>;
  readonly right: number;
}

interface QuestionTally {
  readonly id: string;
  readonly number: number;
  readonly ask: string;
  readonly answered: number;
  readonly right: number;
  /** Wrong answers that readers gave, the most common first; each reader counts once. */
  readonly wrong: readonly Mistake[];
}

interface Mistake {
  readonly given: string;
  readonly means: string;
  readonly readers: number;
}

/** Lessons in the order in which they first occur. */
export function tally(sheets: readonly Opened[]): readonly LessonTally[] {
  const ids = new Map<string, string>();
  for (const { sheet } of sheets)
    for (const { id, title } of sheet.lessons) if (!ids.has(id)) ids.set(id, title);
  return [...ids].map(([id, title]) => lessonTally(id, title, sheets));
}

function lessonTally(id: string, title: string, sheets: readonly Opened[]): LessonTally {
  const rows = sheets
    .flatMap(({ file, sheet, unchanged }) => {
      const lesson = sheet.lessons.find((one) => one.id === id);
      return lesson === undefined ? [] : [rowOf(sheet.name, file, unchanged, lesson)];
    })
    .toSorted((a, b) => a.name.localeCompare(b.name) || a.file.localeCompare(b.file));
  const known = new Map<string, QuestionResult>();
  for (const { lesson } of rows)
    for (const one of lesson.questions) if (!known.has(one.id)) known.set(one.id, one);
  const questions = [...known.values()]
    .toSorted((a, b) => a.number - b.number)
    .map((question) => questionTally(question, rows));
  return { id, title, questions, rows };
}

function rowOf(name: string, file: string, unchanged: boolean, lesson: LessonResult): Row {
  const results = new Map(lesson.questions.map((one) => [one.id, one]));
  const right = lesson.questions.filter((one) => one.right).length;
  return { name, file, unchanged, lesson, results, right };
}

function questionTally({ id, number, ask }: QuestionResult, rows: readonly Row[]): QuestionTally {
  const results = rows.flatMap(({ results: all }) => all.get(id) ?? []);
  const wrong = new Map<string, Mistake>();
  for (const result of results)
    for (const [given, means] of new Map(result.wrong.map((one) => [one.given, one.means]))) {
      const readers = (wrong.get(given)?.readers ?? 0) + 1;
      wrong.set(given, { given, means, readers });
    }
  return {
    id,
    number,
    ask,
    answered: results.filter(({ answered }) => answered).length,
    right: results.filter(({ right }) => right).length,
    wrong: [...wrong.values()].toSorted((a, b) => b.readers - a.readers),
  };
}

/**
 * One line per reader and question, for a spreadsheet. Text that a spreadsheet would take for a
 * formula begins with an apostrophe.
 */
export function csvOf(sheets: readonly Opened[]): string {
  const head =
    "name,file,unchanged,lesson,question,asked,answered,right,tries,hints,solution,given,last";
  const lines = sheets.flatMap(({ file, sheet, unchanged }) =>
    sheet.lessons.flatMap((lesson) =>
      lesson.questions.map((one) =>
        [
          sheet.name,
          file,
          unchanged,
          lesson.title,
          one.number,
          one.ask,
          one.answered,
          one.right,
          one.tries,
          one.hints,
          one.solution,
          one.given,
          one.last ?? "",
        ]
          .map(csvCell)
          .join(","),
      ),
    ),
  );
  return `${[head, ...lines].join("\r\n")}\r\n`;
}

function csvCell(value: string | number | boolean): string {
  if (typeof value !== "string") return String(value);
  const isFormula = /^[=+\-@\t\r]/.test(value) && !/^-?\d+([.,]\d+)?$/.test(value);
  const safe = isFormula ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
