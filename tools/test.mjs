/**
 * npm test: everything that must hold, each stage by itself, all of them even when one fails.
 * Last line: `N passed, N failed`. Options: stage names, to run only those ("npm test -- unit
 * e2e"); `--all` tries everything at its full count, and other browsers too.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { installBrowser, installPackages, requireNode, root } from "./install.mjs";

requireNode();
installPackages();

const bin = (path) => [process.execPath, join(root, "node_modules", ...path.split("/"))];
const GOLDEN = join("engine", "golden");
const tool = (name, ...rest) => [process.execPath, join(root, "tools", `${name}.mjs`), ...rest];

/**
 * A stage is one command. `counts` finds "N passed" and "N failed" in what it printed; without it
 * the stage counts as one. A stage on demand runs with --all or when it is named; one that may be
 * empty says itself why it ran nothing.
 * `beside` names a stage that leaves a core free: both run at once.
 */
const STAGES = [
  { name: "format", command: [...bin("@biomejs/biome/bin/biome"), "format", "."] },
  { name: "lint", command: [...bin("oxlint/bin/oxlint")] },
  { name: "house", command: tool("house") },
  { name: "unused", command: [...bin("knip/bin/knip.js"), "--no-progress"] },
  { name: "wasm", command: tool("build-wasm") },
  { name: "types", command: [...bin("typescript/bin/tsc"), "-p", "."] },
  {
    name: "unit",
    command: [...bin("vitest/vitest.mjs"), "run", "--project", "node*"],
    counts: vitest,
  },
  {
    name: "browser",
    command: [...bin("vitest/vitest.mjs"), "run", "--project", "browser"],
    counts: vitest,
  },
  {
    name: "conformance",
    command: tool("run", "conformance", "--cases", GOLDEN, "--zoo", GOLDEN, "--random", "5"),
    counts: plain,
    beside: "browser",
  },
  { name: "lessons", command: tool("run", "lessons-check", "--strict") },
  { name: "build", command: [...bin("vite/bin/vite.js"), "build", "--logLevel", "warn"] },
  { name: "size", command: tool("size") },
  { name: "e2e", command: [...bin("@playwright/test/cli.js"), "test"], counts: playwright },
  {
    name: "browsers",
    command: tool("run", "browsers"),
    counts: plain,
    onDemand: true,
    mayBeEmpty: true,
  },
];

/** Escape sequences of terminals: a count is a count in any colour. */
// oxlint-disable-next-line no-control-regex -- the escape character is what is looked for
const COLOURS = /\u001b\[[0-9;]*m/g;

const chromium = await installBrowser();
if (chromium === null)
  console.error(
    "No Chromium could be found or installed; the browser tests will fail. Set CHROMIUM=/path/to/chromium.",
  );

const all = process.argv.includes("--all");
const wanted = process.argv.slice(2).filter((word) => word !== "--all");
const unknown = wanted.filter((name) => !STAGES.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(
    `No stage called ${unknown.join(", ")}. Stages: ${STAGES.map((stage) => stage.name).join(", ")}`,
  );
  process.exit(1);
}

let passed = 0;
let failed = 0;
const report = [];
const chosen = STAGES.filter(({ name, onDemand }) =>
  wanted.length === 0 ? all || onDemand !== true : wanted.includes(name),
);
for (const group of together(chosen))
  report.push(...(await Promise.all(group.map((stage) => runStage(stage, group.length === 1)))));
console.log(`\n${report.join("\n")}\n\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Stages in the order of the list; those that run beside another one are with it. */
function together(stages) {
  const groups = [];
  for (const stage of stages) {
    const group = groups.find((one) => one.some(({ name }) => name === stage.beside));
    if (group === undefined) groups.push([stage]);
    else group.push(stage);
  }
  return groups;
}

/** Runs a stage, counts what it says and gives its line of the report. */
async function runStage(stage, alone) {
  if (alone) console.log(`\n── ${stage.name}`);
  const started = Date.now();
  const { code, text } = await run(stage.command, alone);
  if (!alone) console.log(`\n── ${stage.name}\n${text}`);
  const counted = stage.counts?.(text) ?? { passed: 0, failed: 0 };
  if (stage.counts === undefined) counted[code === 0 ? "passed" : "failed"]++;
  else if (code !== 0 && counted.failed === 0) counted.failed = 1;
  else if (code === 0 && counted.passed === 0 && stage.mayBeEmpty !== true) counted.failed = 1; // a stage that ran nothing has not passed
  passed += counted.passed;
  failed += counted.failed;
  return `${counted.failed === 0 ? "ok    " : "FAILED"} ${stage.name.padEnd(12)} ${String(counted.passed).padStart(5)} passed ${String(counted.failed).padStart(4)} failed ${String(Math.round((Date.now() - started) / 1000)).padStart(5)} s${counted.remark ?? ""}`;
}

/** Runs a command and keeps what it prints; shown as it comes where nothing runs beside it. */
function run([program, ...rest], shown) {
  return new Promise((resolve) => {
    const child = spawn(program, rest, {
      cwd: root,
      env: {
        ...process.env,
        NO_COLOR: "1",
        ...(all ? { CONVLAB_ALL: "1" } : {}),
        ...(chromium === null ? {} : { CHROMIUM: chromium }),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (part) => {
        text += part;
        if (shown) process.stdout.write(part);
      });
    }
    child.on("close", (code) => resolve({ code, text: text.replaceAll(COLOURS, "") }));
  });
}

function vitest(text) {
  const line = lastMatch(text, /^\s*Tests\s+.*$/gm) ?? "";
  const files = lastMatch(text, /^\s*Test Files\s+.*$/gm) ?? "";
  const tests = { passed: number(line, /(\d+) passed/), failed: number(line, /(\d+) failed/) };
  return tests.failed === 0 && number(files, /(\d+) failed/) > 0
    ? { ...tests, failed: number(files, /(\d+) failed/) }
    : tests;
}

/** A journey that passes at its second try counts as passed, and the report names how many did. */
function playwright(text) {
  const counted = (word) =>
    number(lastMatch(text, new RegExp(`^\\s*\\d+ ${word}.*$`, "gm")) ?? "", /(\d+)/);
  const flaky = counted("flaky");
  return {
    passed: counted("passed") + flaky,
    failed: counted("failed"),
    remark: flaky === 0 ? "" : `, ${flaky} of them at the second try`,
  };
}

function plain(text) {
  const line = lastMatch(text, /^\d+ passed, \d+ failed$/gm) ?? "";
  return { passed: number(line, /(\d+) passed/), failed: number(line, /(\d+) failed/) };
}

function lastMatch(text, pattern) {
  return text.match(pattern)?.at(-1);
}

function number(text, pattern) {
  return Number(pattern.exec(text)?.[1] ?? 0);
}
