/** What the tests walk through: every lesson there is, and its steps in order. */
import { readdirSync, readFileSync } from "node:fs";

export function lessons(): readonly string[] {
  return readdirSync("lessons", { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

export function stepsOf(lesson: string): readonly string[] {
  const text = readFileSync(`lessons/${lesson}/lesson.mdoc`, "utf8");
  return [...text.matchAll(/\{% step id="([^"]+)"/g)].flatMap(([, id]) => (id === undefined ? [] : [id]));
}
