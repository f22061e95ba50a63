/**
 * What a student downloads, gzipped, against the budgets: all JavaScript before the first lesson is usable (the entry
 * and what it imports statically, the first lesson's document and its widget) at most 170 KB; any lesson beyond the
 * shell at most 60 KB; the engine worker at most 60 KB. Reads the manifest that Vite writes.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { root } from "./install.mjs";

const KB = 1000;
const BUDGET = { shell: 170 * KB, lesson: 60 * KB, worker: 60 * KB };
const dist = join(root, "dist");
const manifest = JSON.parse(readFileSync(join(dist, ".vite", "manifest.json"), "utf8"));
const problems = [];

const entry = Object.entries(manifest).find(([, chunk]) => chunk.isEntry);
const shell = closure(entry[0]);
const lessons = Object.keys(manifest).filter((key) => /lessons\/[\w-]+|virtual:lesson/.test(key) && !shell.has(key));
const widgets = Object.keys(manifest).filter((key) => /^app\/widgets\/[\w-]+\/\w+\.tsx$/.test(key));

const shellBytes = bytes(shell);
const pages = Object.keys(manifest).filter((key) => /^app\/pages\/.*lesson.*\.tsx$/i.test(key));
const lessonPage = new Set(pages.flatMap((key) => [...closure(key)]));
const conv = new Set(widgets.filter((key) => key.includes("/conv/")).flatMap((key) => [...closure(key)]));
const first = bytes(
  new Set([...shell, ...lessonPage, ...conv, ...lessons.filter((key) => key.includes("convolution")).flatMap((key) => [...closure(key)])]),
);
say("JavaScript before the first lesson is usable", first, BUDGET.shell);
console.log(`  of which the shell ${kb(shellBytes)}`);
const base = new Set([...shell, ...lessonPage]);
for (const key of widgets) say(`widget ${key.split("/")[2]}`, bytes(minus(closure(key), base)), BUDGET.lesson);
for (const key of lessons) say(`lesson ${key.replace(/^.*lessons?[:/]/, "")}`, bytes(minus(closure(key), base)), BUDGET.lesson);
for (const file of assets(/worker|main-.*worker/i))
  say(`worker ${file}`, gzipSync(readFileSync(join(dist, "assets", file))).length, BUDGET.worker);

console.log(problems.length === 0 ? "all within budget" : problems.join("\n"));
process.exitCode = problems.length === 0 ? 0 : 1;

function say(what, size, budget) {
  console.log(`${kb(size).padStart(9)} of ${kb(budget)}  ${what}`);
  if (size > budget) problems.push(`${what}: ${kb(size)} is over the budget of ${kb(budget)}`);
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
  const names = new Set([...keys].map((key) => manifest[key].file).filter((file) => file.endsWith(".js")));
  return [...names].reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0);
}

function assets(pattern) {
  const folder = join(dist, "assets");
  return existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".js") && pattern.test(file)) : [];
}

function kb(size) {
  return `${(size / KB).toFixed(1)} KB`;
}
