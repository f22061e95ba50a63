/**
 * What the tests walk through: every lesson there is, its steps in order, and a sample of lessons
 * in which every kind of figure, view and question occurs. `npm test -- --all` samples nothing.
 */
import { readdirSync, readFileSync } from "node:fs";

/** The full counts of random events, and walks through every lesson. */
export const ALL = process.env["CONVLAB_ALL"] === "1";

export const THEMES = ["light", "dark", "projector", "contrast"] as const;

/**
 * What a test repeats: with `--all` every one, else the one whose turn it is. Tests that take turns
 * over a list see all of it between them.
 */
export function inTurn<Item>(items: readonly Item[], turn: number): readonly Item[] {
  return ALL ? items : items.filter((_, at) => at === turn % items.length);
}

export function lessons(): readonly string[] {
  return readdirSync("lessons", { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
}

export function stepsOf(lesson: string): readonly string[] {
  return [...textOf(lesson).matchAll(/\{% step id="([^"]+)"/g)].flatMap(([, id]) =>
    id === undefined ? [] : [id],
  );
}

/** Every sixth step of a lesson, beginning with another one each turn; with `--all` every step. */
export function stepsInTurn(lesson: string, turn: number): readonly string[] {
  const rests = inTurn([0, 1, 2, 3, 4, 5], turn);
  return stepsOf(lesson).filter((_, at) => rests.includes(at % 6));
}

/**
 * The fewest lessons, chosen one after the other, in which everything occurs that a lesson of the
 * course has; with `--all` every lesson.
 */
export function sampledLessons(): readonly string[] {
  const all = lessons();
  if (ALL) return all;
  const traits = new Map(all.map((lesson) => [lesson, traitsOf(lesson)]));
  const missing = new Set([...traits.values()].flatMap((one) => [...one]));
  const sample: string[] = [];
  while (missing.size > 0) {
    const gain = (lesson: string): number =>
      [...(traits.get(lesson) ?? [])].filter((trait) => missing.has(trait)).length;
    const best = all.toSorted((a, b) => gain(b) - gain(a))[0] ?? "";
    sample.push(best);
    for (const trait of traits.get(best) ?? []) missing.delete(trait);
  }
  return sample.toSorted();
}

/** Every third one of the sample is walked by keyboard alone, the others by mouse; `--all`: all. */
export function lessonsByKeyboard(): readonly string[] {
  return sampledLessons().filter((_, at) => ALL || at % 3 === 0);
}

/** Kinds of figures and practice, and of questions, that occur in a lesson: "figure pool". */
function traitsOf(lesson: string): ReadonlySet<string> {
  const tags = textOf(lesson).matchAll(
    /\{%\s*(figure|practice|predict|quiz|numeric|cell|order|compare)\b([^%]*)/g,
  );
  return new Set(
    [...tags].map(([, tag = "", settings = ""]) => {
      const [, kind = ""] = /\bkind="([^"]+)"/.exec(settings) ?? [];
      return `${tag} ${kind}`;
    }),
  );
}

export function textOf(lesson: string): string {
  return readFileSync(`lessons/${lesson}/lesson.mdoc`, "utf8");
}
