/**
 * The rules of the house that a type checker does not know: who may import whom, no cycles, one home for every
 * dangerous global, every op and widget folder listed, lessons without code, no host names in the lock file.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { root } from "./install.mjs";

/** First matching folder decides; a file may import from its own folder and from those listed. */
const MAY_IMPORT = [
  ["engine/core", []],
  ["engine/ops", ["engine/core", "engine/graph", "engine/backends"]],
  ["engine/graph", ["engine/core", "engine/ops", "engine/train"]],
  ["engine/backends", ["engine/core", "engine/ops", "engine/graph", "engine/train"]],
  ["engine/data", ["engine/core"]],
  ["engine/train", ["engine/core", "engine/ops", "engine/graph", "engine/backends", "engine/data"]],
  ["engine/worker", ["engine"]],
  ["engine/client", ["engine"]],
  ["engine", ["engine"]],
  ["app/theme", []],
  ["app/figures", ["app/theme", "engine/core", "engine/client/snapshot", "engine/graph/spec", "engine/worker/protocol"]],
  ["app", ["app", "engine"]],
];

/** A pattern, the files where it may stand, and what to use instead. */
const BANNED = [
  [/\bMath\.random\b/, ["engine/core/random.ts"], "engine/core/random.ts"],
  [/\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML)\b/, [], "React elements"],
  [/\b(localStorage|sessionStorage|indexedDB)\b/, ["app/store/persist"], "app/store/persist"],
  [/\b(window|globalThis|self)?\.?location\.(search|hash)\b/, ["app/shell/address"], "app/shell/address.ts"],
  [/\bnavigator\.gpu\b/, ["engine/backends/webgpu/device.ts"], "engine/backends/webgpu/device.ts"],
  [/\b(performance|Date)\.now\b/, ["engine/core/clock.ts", "app/shell/clock.ts"], "engine/core/clock.ts"],
  [
    /https?:\/\/(?!(www\.w3\.org|localhost|127\.0\.0\.1|arxiv\.org|doi\.org|pytorch\.org|docs\.pytorch\.org|cs231n\.github\.io|developers\.google\.com|example\.(com|org)|evil\.example))[\w.-]+/,
    null,
    "",
  ],
  [/\beslint-disable|@ts-ignore|@ts-expect-error/, [], "a type that fits"],
];

const problems = [];
const files = walk(join(root, "engine")).concat(walk(join(root, "app")), walk(join(root, "lessons")));
const sources = new Map(files.filter((file) => /\.tsx?$/.test(file)).map((file) => [name(file), readFileSync(file, "utf8")]));
const isTest = (file) => /\.(test|gallery|browser\.test)\.tsx?$/.test(file);

checkImports();
checkCycles();
checkBanned();
checkLists();
checkFunctions();
for (const file of walk(join(root, "lessons"))) if (/\.(ts|tsx|js|mjs|html)$/.test(file)) say(name(file), "lessons are data: no code here");
if (/"resolved"|https?:\/\/registry/.test(readFileSync(join(root, "package-lock.json"), "utf8")))
  say("package-lock.json", "names a registry host");

for (const problem of problems) console.error(problem);
console.log(`house rules: ${sources.size} files, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;

function checkImports() {
  for (const [file, text] of sources) {
    if (isTest(file)) continue;
    const rule = MAY_IMPORT.find(([folder]) => file.startsWith(`${folder}/`));
    if (rule === undefined) continue;
    for (const target of imports(file, text)) {
      if (
        target.startsWith(`${rule[0]}/`) ||
        rule[1].some((folder) => target === folder || target.startsWith(`${folder}/`) || target.startsWith(`${folder}.`))
      )
        continue;
      say(file, `may not import ${target}: ${rule[0]} imports only ${rule[1].join(", ") || "itself"}`);
    }
  }
}

/** Cycles among imports that survive to run time (type imports do not). */
function checkCycles() {
  const state = new Map();
  const visit = (file, trail) => {
    if (state.get(file) === "done") return;
    if (state.get(file) === "open") return say(file, `import cycle: ${[...trail.slice(trail.indexOf(file)), file].join(" -> ")}`);
    state.set(file, "open");
    for (const target of imports(file, sources.get(file) ?? "", true)) visit(target, [...trail, file]);
    state.set(file, "done");
  };
  for (const file of sources.keys()) if (!isTest(file)) visit(file, []);
}

function checkBanned() {
  for (const [file, text] of sources) {
    if (isTest(file) || file.includes("/golden/")) continue;
    const code = text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, "");
    for (const [pattern, homes, instead] of BANNED) {
      if (homes === null || homes.some((home) => file.startsWith(home))) continue;
      if (pattern.test(code)) say(file, `uses ${pattern.exec(code)?.[0]}; use ${instead}`);
    }
  }
}

function checkLists() {
  const listed = (index, folder) => {
    const text = sources.get(index) ?? "";
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (entry.isDirectory() && !text.includes(`./${entry.name}/`)) say(index, `does not list ${entry.name}`);
    }
  };
  listed("engine/ops/index.ts", "engine/ops");
  listed("app/widgets/index.ts", "app/widgets");
}

/** Functions of more than 50 lines of code at the top level of a file; components and hooks 120, their markup counts. */
function checkFunctions() {
  for (const [file, text] of sources) {
    if (isTest(file)) continue;

    for (const match of text.matchAll(/^(?:export )?(?:async )?function\*? (\w+)[\s\S]*?^\}/gm)) {
      const lines = match[0].split("\n").filter((line) => line.trim() !== "" && !/^\s*(\/\/|\*|\/\*)/.test(line)).length;
      const limit = file.endsWith(".tsx") || match[1].startsWith("use") ? 120 : 50;
      if (lines > limit) say(file, `${match[1]} has ${lines} lines; at most ${limit}`);
    }
  }
}

/** Project files that `file` imports; with `runtimeOnly`, without `import type` and without lazy imports. */
function imports(file, text, runtimeOnly = false) {
  const found = [];
  for (const match of text.matchAll(/(?:^|\n)\s*(import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\sfrom\s+)?["'](\.[^"']+)["']/g)) {
    if (runtimeOnly && match[2] !== undefined) continue;
    const base = relative(root, join(root, dirname(file), match[3].replace(/\?.*$/, "")))
      .split(sep)
      .join("/");
    const target = [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`].find((candidate) => sources.has(candidate));
    found.push(target ?? base);
  }
  return runtimeOnly ? found.filter((target) => sources.has(target)) : found;
}

function walk(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((entry) => {
    const path = join(folder, entry);
    if (entry === "node_modules" || entry === "build" || entry === "golden") return [];
    return statSync(path).isDirectory() ? walk(path) : [path];
  });
}

function name(path) {
  return relative(root, path).split(sep).join("/");
}

function say(file, message) {
  problems.push(`${file}: ${message}`);
}
