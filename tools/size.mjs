/**
 * What a student downloads, gzipped, against the budgets. "Before the first lesson": the entry and
 * what it imports statically, the lesson page, the first lesson's text and its figure. A widget is
 * counted with everything beyond the lesson page, also what it shares with others: the explorer is
 * most of it. Reads the manifest that Vite writes.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { root } from "./install.mjs";

const KB = 1000;
const BUDGET = {
  /** The first figure is a convolution in the explorer, which later lessons find in the cache. */
  first: 170 * KB,
  lesson: 60 * KB,
  widget: 105 * KB,
  /**
   * The explorer of any network has bars and the triangle; the others draw whole networks, too. Each
   * brings the ops, which the first figure does without.
   */
  widgets: { network: 114 * KB, training: 167 * KB, architecture: 130 * KB },
};
/** Workers by the name of their file: what they are, and what they may take. */
const WORKERS = [
  { file: /^main-/, what: "engine or check", budget: 60 * KB },
  { file: /^timing-worker-/, what: "timing", budget: 60 * KB },
  // The compiler of a draft: Markdoc, KaTeX, YAML and what every figure says of itself. Only the
  // studio and own lessons load it. Texts with values in them, which may be translated, take 5 KB
  // of it.
  { file: /^compile-worker-/, what: "compiler", budget: 364 * KB },
];
const dist = join(root, "dist");
const manifest = JSON.parse(readFileSync(join(dist, ".vite", "manifest.json"), "utf8"));
/** Scripts and styles that the first lesson asks for: a slow link waits for each. */
const FIRST_FILES = 10;
const problems = [];

const entry = Object.entries(manifest).find(([, chunk]) => chunk.isEntry);
const shell = closure(entry[0]);
const lessons = Object.keys(manifest).filter(
  (key) => /lessons\/[\w-]+|virtual:lesson/.test(key) && !shell.has(key),
);
const widgets = Object.keys(manifest).filter((key) => /^app\/widgets\/[\w-]+\/\w+\.tsx$/.test(key));

const shellBytes = bytes(shell);
/** The files of the lesson page, and of the first view of the convolution: see vite-chunks.ts. */
const named = (name) =>
  new Set(
    Object.keys(manifest)
      .filter((key) => manifest[key].name === name)
      .flatMap((key) => [...closure(key)]),
  );
const lessonPage = named("lesson");
const conv = named("explorer");
const first = new Set([
  ...shell,
  ...lessonPage,
  ...conv,
  ...lessons
    .filter((key) => key.endsWith("lesson/convolution/en"))
    .flatMap((key) => [...closure(key)]),
]);
say("JavaScript before the first lesson is usable", bytes(first), BUDGET.first);
const count = new Set(
  [...first].flatMap((key) => [manifest[key].file, ...(manifest[key].css ?? [])]),
).size;
console.log(`  in ${count} files of ${FIRST_FILES}`);
if (count > FIRST_FILES)
  problems.push(`the first lesson asks for ${count} files, not ${FIRST_FILES}`);
console.log(`  of which the shell ${kb(shellBytes)}`);
const base = new Set([...shell, ...lessonPage]);
for (const key of widgets) {
  const name = key.split("/")[2];
  say(`widget ${name}`, bytes(minus(closure(key), base)), BUDGET.widgets[name] ?? BUDGET.widget);
}
for (const key of lessons)
  say(
    `lesson ${key.replace(/^.*lessons?[:/]/, "")}`,
    bytes(minus(closure(key), base)),
    BUDGET.lesson,
  );
for (const { file, what, budget } of WORKERS) {
  const found = assets(file);
  if (found.length === 0) problems.push(`no worker's file is called ${file}`);
  for (const name of found) say(`worker ${what}`, zipped(imported(name)), budget);
}

console.log(problems.length === 0 ? "all within budget" : problems.join("\n"));
process.exitCode = problems.length === 0 ? 0 : 1;

function say(what, size, budget) {
  console.log(`${kb(size).padStart(9)} of ${kb(budget)}  ${what}`);
  if (size > budget) problems.push(`${what}: ${kb(size)} is over the budget of ${kb(budget)}`);
}

/** A worker's file and those that it imports at once: the manifest does not list them. */
function imported(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  const text = readFileSync(join(dist, "assets", name), "utf8");
  for (const [, next] of text.matchAll(/(?:^|;)import(?:[\w{}$,\s*]*from)?"\.\/([\w.-]+\.js)"/g))
    imported(next, seen);
  return seen;
}

function zipped(names) {
  return [...names].reduce(
    (sum, name) => sum + gzipSync(readFileSync(join(dist, "assets", name))).length,
    0,
  );
}

/** A chunk and everything it imports statically. */
function closure(key, seen = new Set()) {
  if (seen.has(key) || manifest[key] === undefined) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) closure(next, seen);
  return seen;
}

function minus(keys, without) {
  return new Set([...keys].filter((key) => !without.has(key)));
}

function bytes(keys) {
  const names = new Set(
    [...keys].map((key) => manifest[key].file).filter((file) => file.endsWith(".js")),
  );
  return [...names].reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0);
}

function assets(pattern) {
  const folder = join(dist, "assets");
  return existsSync(folder)
    ? readdirSync(folder).filter((file) => file.endsWith(".js") && pattern.test(file))
    : [];
}

function kb(size) {
  return `${(size / KB).toFixed(1)} KB`;
}
