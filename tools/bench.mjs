/**
 * npm run bench: this engine beside its peers, the same work, in one browser and one run, turn by
 * turn.
 *
 * Options: --only NAME (a work or a contestant; may be given several times), --json FILE, --rounds
 * N (default 7), --threads N;
 * --gpu node: this engine alone, in Node, on the GPU that the npm package `webgpu` finds
 * (bench-node.ts);
 * --page: what a person waits for, in the production build (bench-page.mjs).
 *
 * Prints medians, spreads, ratios and the share of the machine's limit (a bare
 * loop that takes its turns with the others), counts calls to the GPU, and checks that every
 * contestant computed the same numbers. A work whose rounds disagree is measured for as many rounds
 * again. The peers are installed into tools/bench on first use; they are no part of the lab.
 */
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { BARE, disagreeing, line, summarise, unsteady } from "./bench/report.mjs";
import { installBrowser, installPackages, requireNode, root } from "./install.mjs";

const CONTESTANTS = [
  BARE,
  "convlab-wasm",
  "convlab-wasm-probes",
  "ort-wasm",
  "tfjs-wasm",
  "jax-wasm",
  "tfjs-cpu",
  "convlab-webgpu",
  "convlab-webgpu-probes",
  "ort-webgpu",
  "tfjs-webgpu",
  "jax-webgpu",
];
/**
 * Who needs so long on a processor that it is only asked for these; `--only NAME` asks it for
 * anything.
 */
const SLOW = {
  "tfjs-cpu": ["lenet", "small"],
  "jax-wasm": ["lenet", "small", "conv56-forward", "conv56-backward"],
  "jax-webgpu": [
    "lenet",
    "small",
    "conv56-forward",
    "conv56-backward",
    "conv28-forward",
    "conv28-backward",
    "resnet20",
    "resnet18",
    "vgg16",
  ],
  "tfjs-webgpu": ["lenet", "small", "conv56-forward", "conv56-backward", "resnet18"],
  "ort-webgpu": ["small", "conv56-forward", "conv28-forward", "resnet18"],
};
/** Two networks side by side, with and without probes. */
const PAIRS = ["probes-deep", "probes-lenet"];
/** What only the lab itself has. */
const OWN = ["vgg16-drawn", "bn-map-48", ...PAIRS];
const WORKS = [
  "lenet",
  "conv56-forward",
  "conv56-backward",
  "conv28-forward",
  "conv28-backward",
  "small",
  "resnet20",
  "plain56-w4",
  "residual56-w4",
  "plain56-w8",
  "residual56-w8",
  "resnet18",
  "vgg16",
  ...OWN,
];
const PACKAGES = [
  "@jax-js/jax",
  "@tensorflow/tfjs-backend-cpu",
  "@tensorflow/tfjs-backend-wasm",
  "@tensorflow/tfjs-backend-webgpu",
  "@tensorflow/tfjs-core",
  "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops",
  "@tensorflow/tfjs-core/dist/register_all_gradients",
];
/**
 * Milliseconds that a contestant gets in one round: short, so that a round sees one mood of the
 * machine.
 */
const TURN = 250;
/** For pairs, whose probes come five times a second. */
const LONG_TURN = 2000;

requireNode();
installPackages();
const given = process.argv.slice(2);
if (given.some((word, at) => word === "--gpu" && given[at + 1] === "node")) {
  const inNode = spawnSync(
    process.execPath,
    [join(root, "tools", "run.mjs"), "bench-node", ...given],
    { cwd: root, stdio: "inherit" },
  );
  process.exit(inNode.status ?? 1);
}
if (given[0] === "--page") {
  const { measurePage } = await import("./bench-page.mjs");
  process.exit(await measurePage(given.slice(1)));
}
const options = readOptions(given);
const folder = join(root, "tools", "bench");
if (!existsSync(join(folder, "node_modules")))
  spawnSync(
    process.platform === "win32" ? "npm.cmd" : "npm",
    ["install", "--no-save", "--ignore-scripts"],
    {
      cwd: folder,
      stdio: "inherit",
    },
  );

const { createServer } = await import("vite");
const { chromium } = await import("@playwright/test");
const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};
const server = await createServer({
  configFile: join(root, "vite.config.ts"),
  root: folder,
  cacheDir: join(folder, "node_modules", ".vite"),
  logLevel: "error",
  server: {
    port: 4193,
    strictPort: false,
    headers: isolation,
    fs: { allow: [root] },
    hmr: false,
    watch: null,
  },
  worker: { format: "es" },
  optimizeDeps: {
    // Named here, because a package found later reloads the page in the middle of a run. ONNX
    // Runtime finds its files by its own address.
    include: PACKAGES,
    exclude: ["onnxruntime-web", "onnxruntime-web/wasm", "onnxruntime-web/webgpu"],
  },
});
await server.listen();
const executablePath = await installBrowser();
const browser = await chromium.launch({
  executablePath,
  args: [
    "--no-sandbox",
    "--enable-unsafe-webgpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
  ],
});
const page = await browser.newPage();
page.on("pageerror", (error) => console.error(`page: ${error.message}`));
await page.goto(server.resolvedUrls.local[0]);
await page.waitForFunction(() => "bench" in window);

const threads = options.threads ?? Math.max(1, cpus().length - 1);
const report = {
  machine: `${cpus().length} × ${cpus()[0]?.model ?? "?"}`,
  browser: browser.version(),
  isolated: await page.evaluate(() => window.bench.isolated),
  threads,
  rounds: options.rounds,
  /** What the whole of each work took, preparation included. */
  seconds: {},
  works: {},
};
console.log(
  `${report.machine}, Chromium ${report.browser}, ${threads} compute thread${threads === 1 ? "" : "s"}, ${report.isolated ? "" : "not "}cross-origin isolated\n`,
);
for (const work of WORKS.filter(
  (name) => options.works.length === 0 || options.works.includes(name),
)) {
  const started = performance.now();
  report.works[work] = await contest(work);
  report.seconds[work] = Math.round((performance.now() - started) / 1000);
  console.log(`   ${report.seconds[work]} s in all`);
  if (options.json !== null) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
}
await browser.close();
await server.close();
process.exit(
  Object.values(report.works).some((summary) => disagreeing(summary).length > 0) ? 1 : 0,
);

/** All contestants at one work: prepared one by one, then measured in turns. */
async function contest(work) {
  console.log(`── ${work}`);
  const rows = new Map();
  for (const name of CONTESTANTS.filter((one) => takesPart(one, work))) {
    const row = await prepare(name, work);
    if (row !== null) rows.set(name, row);
  }
  await rounds(rows);
  let summary = summarise(work, rows);
  if (unsteady(summary)) {
    await rounds(rows);
    summary = summarise(work, rows);
  }
  for (const name of rows.keys()) await close(name);
  for (const name of rows.keys()) console.log(line(name, summary[name]));
  return summary;
}

function takesPart(name, work) {
  if (OWN.includes(work) && !name.startsWith("convlab")) return false;
  if (name.endsWith("-probes") && !PAIRS.includes(work)) return false;
  if (options.contestants.length > 0) return options.contestants.includes(name);
  return SLOW[name] === undefined || SLOW[name].includes(work);
}

async function prepare(name, work) {
  const first = await ask(name, { action: "prepare", contestant: name, work, threads });
  if (first.error !== undefined || first.refused !== undefined) {
    if (first.error !== undefined) console.log(`   ${name.padEnd(14)} failed: ${first.error}`);
    await close(name);
    return null;
  }
  const { result } = await ask(name, { action: "result" });
  const { counts = null, times: [probe = 1] = [] } = await ask(name, { action: "count" });
  const each = Math.max(1, Math.ceil(0.5 / probe));
  const count = Math.max(1, Math.min(200, Math.round(TURN / (probe * each))));
  const most = PAIRS.includes(work) ? Infinity : probe > 5000 ? 1 : probe > 1500 ? 2 : Infinity;
  return {
    first: first.times[0],
    pipelines: first.counts?.pipelines ?? null,
    result,
    counts,
    rounds: [],
    count,
    each,
    most,
    long: PAIRS.includes(work),
  };
}

async function rounds(rows) {
  for (let round = 0; round < options.rounds; round++) {
    for (const [name, row] of rows) {
      if (row.rounds.length >= row.most) continue;
      const turn = row.long
        ? { action: "turn", milliseconds: LONG_TURN }
        : { action: "step", count: row.count, each: row.each };
      const { times = [], error } = await ask(name, turn);
      if (error !== undefined) console.log(`   ${name} failed: ${error}`);
      else row.rounds.push(times);
    }
  }
}

function close(name) {
  return page.evaluate((who) => window.bench.close(who), name);
}

function ask(name, request) {
  return page.evaluate(([who, what]) => window.bench.ask(who, what), [name, request]);
}

function readOptions(words) {
  const found = { works: [], contestants: [], json: null, rounds: 7, threads: undefined };
  for (let at = 0; at < words.length; at += 2) {
    const [key, value] = [words[at], words[at + 1]];
    if (key === "--only" && WORKS.includes(value)) found.works.push(value);
    else if (key === "--only" && CONTESTANTS.includes(value)) found.contestants.push(value);
    else if (key === "--json" && value !== undefined) found.json = value;
    else if (key === "--rounds" && Number(value) > 0) found.rounds = Number(value);
    else if (key === "--threads" && Number(value) > 0) found.threads = Number(value);
    else {
      console.error(
        `Not understood: ${key} ${value ?? ""}\nWorks: ${WORKS.join(", ")}\nContestants: ${CONTESTANTS.join(", ")}`,
      );
      process.exit(1);
    }
  }
  return found;
}
