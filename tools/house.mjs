/**
 * The rules of the house that a type checker does not know: who may import whom, no cycles, one
 * home for every dangerous global, every op and widget folder listed, no two components of one
 * name, lessons without code, no host names in the lock file.
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
  ["engine/onnx", ["engine/core", "engine/data/formats", "engine/graph"]],
  [
    "engine/code",
    ["engine/core", "engine/explain", "engine/ops", "engine/graph", "engine/train/recipe"],
  ],
  ["engine/train", ["engine/core", "engine/ops", "engine/graph", "engine/backends", "engine/data"]],
  ["engine/explain", ["engine/core", "engine/graph", "engine/ops", "engine/train"]],
  ["engine/worker", ["engine"]],
  ["engine/client", ["engine"]],
  ["engine", ["engine"]],
  ["app/theme", []],
  ["app/language", []],
  ["app/later", []],
  [
    "app/figures",
    [
      "app/theme",
      "engine/core",
      "engine/client/snapshot",
      "engine/graph/spec",
      "engine/graph/shapes",
      "engine/worker/protocol",
    ],
  ],
  ["app/pictures", ["app/figures", "app/theme", "engine"]],
  [
    "app/explorer",
    [
      "app/figures",
      "app/lesson/language/reference",
      "app/pictures",
      "app/theme",
      "app/widgets",
      "engine",
    ],
  ],
  ["app/runs", ["app/figures", "app/store", "app/shell", "app/theme", "engine"]],
  [
    "app/widgets",
    [
      "app/explorer",
      "app/figures",
      "app/lesson/document",
      "app/pictures",
      "app/runs",
      "app/shell",
      "app/store",
      "app/theme",
      "engine",
    ],
  ],
  [
    "app/lesson",
    [
      "app/figures",
      "app/pictures/own",
      "app/shell",
      "app/store",
      "app/theme",
      "app/widgets",
      "engine",
    ],
  ],
  [
    "app/course",
    [
      "app/figures",
      "app/lesson",
      "app/offline",
      "app/pictures",
      "app/shell",
      "app/store",
      "app/theme",
      "app/widgets",
    ],
  ],
  ["app/lms", ["app/course", "app/lesson", "app/results", "app/shell", "app/store", "engine/core"]],
  ["app/results", ["app/lesson", "app/shell", "app/store"]],
  ["app/store", ["app/shell", "app/theme", "engine"]],
  [
    "app/shell",
    [
      "app/figures",
      "app/lms/state",
      "app/offline",
      "app/pages/index",
      "app/store",
      "app/theme",
      "engine",
    ],
  ],
  ["app/offline", ["app/shell", "engine/core"]],
  ["app", ["app", "engine"]],
];

/** Folders of `app/widgets` that are no widget. */
const SHARED = new Set(["fields", "fixtures"]);

/** A pattern, the files where it may stand, and what to use instead. */
const BANNED = [
  [/\bMath\.random\b/, ["engine/core/random.ts"], "engine/core/random.ts"],
  [/\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML)\b/, [], "React elements"],
  [
    /\b(localStorage|sessionStorage|indexedDB)\b/,
    ["app/store/storage.ts", "app/store/database.ts"],
    "app/store/storage.ts",
  ],
  [
    /\b(window|globalThis|self)?\.?location\.(search|hash)\b/,
    ["app/shell/address"],
    "app/shell/address.ts",
  ],
  [/\bnavigator\.gpu\b/, ["engine/backends/webgpu/device.ts"], "engine/backends/webgpu/device.ts"],
  [
    /\b(performance|Date)\.now\b/,
    ["engine/core/clock.ts", "app/shell/clock.ts"],
    "engine/core/clock.ts",
  ],
  [
    /https?:\/\/(?!(www\.w3\.org|www\.imsproject\.org|www\.imsglobal\.org|(www\.)?adlnet\.(org|gov)|w3id\.org|localhost|127\.0\.0\.1|arxiv\.org|doi\.org|pytorch\.org|docs\.pytorch\.org|cs231n\.github\.io|developers\.google\.com|example\.(com|org)|evil\.example))[\w.-]+/,
    null,
    "",
  ],
  [
    /\bimport (torch|keras)\b|\btorch\.(tensor|rand|randn|allclose|isclose|einsum)\(/,
    ["engine/", "app/lesson/language/fixtures/", "app/lesson/runtime/example.ts"],
    "a writer of engine/code/write",
  ],
  [/\beslint-disable|@ts-ignore|@ts-expect-error/, [], "a type that fits"],
];

/** Columns. */
const WIDEST = 100;

const problems = [];
const files = walk(join(root, "engine")).concat(
  walk(join(root, "app")),
  walk(join(root, "lessons")),
);
const sources = new Map(
  files
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => [name(file), readFileSync(file, "utf8")]),
);
const isTest = (file) => /\.(test|gallery|browser\.test)\.tsx?$/.test(file);
const isMeasured = (file) => !/\.(test|testing|gallery)\.tsx?$/.test(file);

checkImports();
checkWidgets();
checkCycles();
checkBanned();
checkLists();
checkNames();
checkFiles();
for (const file of walk(join(root, "lessons")))
  if (/\.(ts|tsx|js|mjs|html)$/.test(file)) say(name(file), "lessons are data: no code here");
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
        isForAll(file, target) ||
        rule[1].some(
          (folder) =>
            target === folder || target.startsWith(`${folder}/`) || target.startsWith(`${folder}.`),
        )
      )
        continue;
      say(
        file,
        `may not import ${target}: ${rule[0]} imports only ${rule[1].join(", ") || "itself"}`,
      );
    }
  }
}

/** Words and numbers in the language of the page, and how a part is loaded when it is needed. */
function isForAll(file, target) {
  return /^app\/(language|later)\//.test(target) && /^app\/(?!theme\/)/.test(file);
}

/** A widget stands by itself: what two of them need is in a room that both may import. */
function checkWidgets() {
  const folderOf = (file) => /^app\/widgets\/([^/]+)\//.exec(file)?.[1];
  for (const [file, text] of sources) {
    const own = folderOf(file);
    if (own === undefined || SHARED.has(own) || isTest(file)) continue;
    for (const target of imports(file, text)) {
      const other = folderOf(target);
      if (other === undefined || other === own || SHARED.has(other)) continue;
      say(file, `may not import ${target}: a widget imports no other widget`);
    }
  }
}

/** Cycles among imports that survive to run time (type imports do not). */
function checkCycles() {
  const state = new Map();
  const visit = (file, trail) => {
    if (state.get(file) === "done") return;
    if (state.get(file) === "open")
      return say(file, `import cycle: ${[...trail.slice(trail.indexOf(file)), file].join(" -> ")}`);
    state.set(file, "open");
    for (const target of imports(file, sources.get(file) ?? "", true))
      visit(target, [...trail, file]);
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
  const ops = sources.get("engine/ops/index.ts") ?? "";
  for (const folder of folders("engine/ops"))
    if (!ops.includes(`./${folder}/`)) say("engine/ops/index.ts", `does not list ${folder}`);
  for (const folder of folders("app/widgets"))
    if (
      sources.has(`app/widgets/${folder}/definition.ts`) &&
      !sources.has(`app/widgets/${folder}/index.ts`)
    )
      say(`app/widgets/${folder}`, "has no index.ts: the registry does not find it");
}

function folders(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name: entry }) => entry);
}

/** Two components of one name are taken for one another. */
function checkNames() {
  const homes = new Map();
  for (const [file, text] of sources) {
    if (!file.endsWith(".tsx") || isTest(file)) continue;
    for (const [, component] of text.matchAll(/^export (?:async )?function ([A-Z]\w*)/gm)) {
      const other = homes.get(component);
      if (other !== undefined) say(file, `exports ${component}, as ${other} does`);
      homes.set(component, file);
    }
  }
}

/** Files of more lines, whatever they are; and what the formatter leaves as wide as it is. */
function checkFiles() {
  for (const [file, text] of sources) {
    const lines = text.split("\n");
    if (file.startsWith("app/") && isMeasured(file) && lines.length > 301)
      say(file, `has ${lines.length - 1} lines; at most 300`);
    const isUnformatted = file.endsWith(".as.ts") || file.includes("/assembly/");
    for (const [at, line] of lines.entries())
      if (line.length > WIDEST && (isUnformatted || isComment(line)))
        say(`${file}:${at + 1}`, `is ${line.length} columns wide; at most ${WIDEST}`);
  }
}

/** Why the linter is switched off stands on one line: it reads no other. */
function isComment(line) {
  return /^\s*(\*|\/\*|\/\/(?! oxlint-disable))/.test(line);
}

/**
 * Project files that `file` imports; with `runtimeOnly`, without `import type` and without lazy
 * imports.
 */
function imports(file, text, runtimeOnly = false) {
  const found = [];
  for (const match of text.matchAll(
    /(?:^|\n)\s*(import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\sfrom\s+)?["'](\.[^"']+)["']/g,
  )) {
    if (runtimeOnly && match[2] !== undefined) continue;
    const base = relative(root, join(root, dirname(file), match[3].replace(/\?.*$/, "")))
      .split(sep)
      .join("/");
    const target = [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`].find((candidate) =>
      sources.has(candidate),
    );
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
