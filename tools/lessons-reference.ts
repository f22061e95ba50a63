/**
 * node tools/run.mjs lessons-reference [--write]: prints docs/lesson-tags.md as the schemas would
 * have it, or writes it. Exit code: 1 when the page on disk is out of date and was not written.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tagReference } from "../app/lesson/compile/tag-reference";
import { generators } from "../app/lesson/practice";
import { widgets } from "../app/widgets";

const page = join(fileURLToPath(import.meta.url), "..", "..", "docs", "lesson-tags.md");

export function main(words: readonly string[]): Promise<number> {
  const text = tagReference({
    widgets: Object.values(widgets).map(({ definition }) => definition),
    generators: Object.values(generators),
  });
  const same = existsSync(page) && readFileSync(page, "utf8") === text;
  if (words.includes("--write")) writeFileSync(page, text);
  else console.log(same ? "docs/lesson-tags.md is up to date" : text);
  return Promise.resolve(same || words.includes("--write") ? 0 : 1);
}
