/**
 * npm run lessons:check [-- FILE…] [--strict] [--json]: checks lessons as the build does and says
 * what is wrong, where. Exit code: 0 when all is well, 1 when there are errors (with --strict,
 * warnings too), 2 when a file cannot be read.
 */
import { existsSync, statSync } from "node:fs";
import system, { join, relative, resolve, type PlatformPath } from "node:path";
import { fileURLToPath } from "node:url";
import type { CompiledFile } from "../app/lesson/compile/course";
import { reportText } from "../app/lesson/compile/report";
import { compileShipped } from "../app/lesson/compile/shipped";
import { lessonFile, lessonFiles, type LessonFile } from "./lesson-files";

const root = join(fileURLToPath(import.meta.url), "..", "..");

export function main(words: readonly string[]): Promise<number> {
  const flags = words.filter((word) => word.startsWith("--"));
  const unknown = flags.find((flag) => !["--strict", "--json"].includes(flag));
  if (unknown !== undefined)
    return stop(`There is no option ${unknown}. Options are --strict and --json.`);
  const wanted = words.filter((word) => !word.startsWith("--")).map((word) => resolve(root, word));
  const missing = wanted.find((path) => !existsSync(path));
  if (missing !== undefined) return stop(`There is no file ${relative(root, missing)}.`);
  const files = filesFor(wanted);
  const compiled = compileShipped(files).filter(
    ({ file }) =>
      wanted.length === 0 || files.find((one) => one.path === file.path)?.asked === true,
  );
  if (flags.includes("--json"))
    console.log(
      JSON.stringify(
        compiled.flatMap(({ diagnostics }) => diagnostics),
        null,
        2,
      ),
    );
  else print(compiled);
  return Promise.resolve(failed(compiled, flags.includes("--strict")) ? 1 : 0);
}

type Asked = LessonFile & { readonly asked: boolean };

/**
 * All lessons, because lessons refer to each other; a file or folder that was named is asked for.
 */
function filesFor(wanted: readonly string[]): Asked[] {
  const shipped = lessonFiles(root).map((file) => ({
    ...file,
    asked: wanted.some(
      (path) => resolve(root, file.path) === path || isBelow(path, join(root, file.path)),
    ),
  }));
  const others = wanted
    .filter(
      (path) =>
        statSync(path).isFile() && !shipped.some((file) => resolve(root, file.path) === path),
    )
    .map((path) => ({ ...lessonFile(root, path), folder: null, language: null, asked: true }));
  return [...shipped, ...others];
}

/** Whether `file` stands in `folder`; `/` and `\\` as the system writes paths. */
export function isBelow(folder: string, file: string, path: PlatformPath = system): boolean {
  const way = path.relative(folder, file);
  return way !== "" && way.split(path.sep)[0] !== ".." && !path.isAbsolute(way);
}

function print(compiled: readonly CompiledFile[]): void {
  for (const { file, diagnostics } of compiled)
    for (const one of diagnostics) console.log(`${reportText(one, file.text)}\n`);
  const all = compiled.flatMap(({ diagnostics }) => diagnostics);
  const count = (severity: string): number => all.filter((one) => one.severity === severity).length;
  const some = (number: number, word: string): string =>
    `${number} ${word}${number === 1 ? "" : "s"}`;
  console.log(
    `${some(compiled.length, "lesson file")}: ${some(count("error"), "error")}, ${some(count("warning"), "warning")}`,
  );
}

function failed(compiled: readonly CompiledFile[], strict: boolean): boolean {
  return compiled.some(({ diagnostics }) =>
    diagnostics.some(({ severity }) => severity === "error" || (strict && severity === "warning")),
  );
}

function stop(message: string): Promise<number> {
  console.error(message);
  return Promise.resolve(2);
}
