/**
 * npm run lessons:mark -- FILE…: writes into each step of a translation the mark of the original
 * step that it translates, once a translator has made them agree. `lessons:check` then says which
 * steps of the original have changed since.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { compileShipped } from "../app/lesson/compile/shipped";
import { marked, stepMarks } from "../app/lesson/compile/translation";
import { lessonFiles } from "./lesson-files";

const root = join(fileURLToPath(import.meta.url), "..", "..");

export function main(words: readonly string[]): Promise<number> {
  const files = lessonFiles(root);
  for (const word of words) {
    const path = resolve(root, word);
    const file = files.find((one) => resolve(root, one.path) === path);
    const source = files.find((one) => one.folder === file?.folder && one.language === null);
    if (!existsSync(path) || file === undefined || file.language === null || source === undefined) {
      console.error(`${word} is not a translation: lessons/<id>/lesson.<language>.mdoc.`);
      return Promise.resolve(2);
    }
    const [original] = compileShipped([source]);
    if (original !== undefined)
      writeFileSync(path, marked(readFileSync(path, "utf8"), stepMarks(original)));
    console.log(`${file.path} is marked as up to date.`);
  }
  return Promise.resolve(0);
}
