/**
 * npm run bench: this engine beside its peers, the same work, in one browser and one run, turn by turn.
 *
 * Options: --only NAME (a work or a contestant; may be given several times), --json FILE, --rounds N (default 7).
 * Prints medians, spreads and ratios; checks that every contestant computed the same numbers. The peers are installed
 * into tools/bench on first use; they are no part of the lab.
 */
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { installBrowser, installPackages, requireNode, root } from "./install.mjs";

const CONTESTANTS = ["convlab-wasm", "tfjs-wasm", "jax-wasm", "tfjs-cpu", "convlab-webgpu", "tfjs-webgpu", "jax-webgpu"];
const SLOW = {
  "tfjs-cpu": ["lenet", "small"],
  "jax-wasm": ["lenet", "small", "conv56-forward", "conv56-backward"],
  "tfjs-webgpu": ["lenet", "small", "conv56-forward", "conv56-backward"],
};
const WORKS = ["lenet", "conv56-forward", "conv56-backward", "conv28-forward", "conv28-backward", "small", "resnet20", "resnet18", "vgg16"];
const GFLOP = {
  lenet: 0.145,
  resnet20: 7.8,
  "conv56-forward": 0.1156,
  "conv56-backward": 0.2312,
  "conv28-forward": 0.4624,
  "conv28-backward": 0.9248,
  resnet18: 3.64,
  vgg16: 31,
};

requireNode();
installPackages();
const options = readOptions(process.argv.slice(2));
const folder = join(root, "tools", "bench");
if (!existsSync(join(folder, "node_modules")))
  spawnSync(process.platform === "win32" ? "npm.cmd" : "npm", ["ci", "--ignore-scripts"], { cwd: folder, stdio: "inherit" });

const { createServer } = await import("vite");
const { chromium } = await import("@playwright/test");
const isolation = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
const server = await createServer({
  configFile: join(root, "vite.config.ts"),
  root: folder,
  cacheDir: join(folder, "node_modules", ".vite"),
  logLevel: "error",
  server: { port: 4193, strictPort: false, headers: isolation, fs: { allow: [root] }, hmr: false, watch: null },
  worker: { format: "es" },
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

const threads = Math.max(1, cpus().length - 1);
const report = {
  machine: `${cpus().length} × ${cpus()[0]?.model ?? "?"}`,
  browser: browser.version(),
  isolated: await page.evaluate(() => window.bench.isolated),
  threads,
  rounds: options.rounds,
  works: {},
};
console.log(
  `${report.machine}, Chromium ${report.browser}, ${threads} compute thread${threads === 1 ? "" : "s"}, ${report.isolated ? "" : "not "}cross-origin isolated\n`,
);
for (const work of WORKS.filter((name) => options.works.length === 0 || options.works.includes(name)))
  report.works[work] = await contest(work);
await browser.close();
await server.close();
if (options.json !== null) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
process.exit(0);

/** All contestants at one work: prepared one by one, then measured in turns. */
async function contest(work) {
  console.log(`── ${work}`);
  const rows = new Map();
  for (const name of CONTESTANTS.filter((one) => options.contestants.length === 0 || options.contestants.includes(one))) {
    if (SLOW[name] !== undefined && !SLOW[name].includes(work)) continue;
    const first = await ask(name, { action: "prepare", contestant: name, work, threads });
    if (first.error !== undefined || first.refused !== undefined) {
      console.log(`   ${name.padEnd(16)} ${first.refused !== undefined ? `not run: ${first.refused}` : `failed: ${first.error}`}`);
      await page.evaluate((who) => window.bench.close(who), name);
      continue;
    }
    const { result, counts } = await ask(name, { action: "result" });
    const [probe = 1] = (await ask(name, { action: "step", count: 1 })).times ?? [];
    rows.set(name, {
      first: first.times[0],
      result,
      counts,
      times: [],
      count: Math.max(1, Math.min(200, Math.round(150 / probe))),
      slow: probe > 1500,
    });
  }
  for (let round = 0; round < options.rounds; round++) {
    for (const [name, row] of rows) {
      if (row.slow && round > 1) continue;
      const { times = [], error } = await ask(name, { action: "step", count: row.count });
      if (error !== undefined) console.log(`   ${name} failed: ${error}`);
      row.times.push(...times);
    }
  }
  for (const name of rows.keys()) await page.evaluate((who) => window.bench.close(who), name);
  return print(work, rows);
}

function print(work, rows) {
  const summary = {};
  const bests = { processor: Infinity, webgpu: Infinity };
  for (const [name, row] of rows) {
    const kind = name.endsWith("webgpu") ? "webgpu" : "processor";
    if (!name.startsWith("convlab")) bests[kind] = Math.min(bests[kind], median(row.times));
  }
  const reference = [...rows.values()][0]?.result ?? [];
  for (const [name, row] of rows) {
    const middle = median(row.times);
    const best = bests[name.endsWith("webgpu") ? "webgpu" : "processor"];
    const agrees = difference(reference, row.result);
    const ratio = name.startsWith("convlab") && Number.isFinite(best) ? best / middle : null;
    summary[name] = {
      median: middle,
      low: quantile(row.times, 0.1),
      high: quantile(row.times, 0.9),
      first: row.first,
      gflops: GFLOP[work] === undefined ? null : (GFLOP[work] / middle) * 1000,
      ratioToBestPeer: ratio,
      relativeDifference: agrees,
      counts: row.counts,
    };
    const speed = GFLOP[work] === undefined ? "" : `${((GFLOP[work] / middle) * 1000).toFixed(1).padStart(6)} GFLOP/s`;
    console.log(
      `   ${name.padEnd(16)} ${middle.toFixed(3).padStart(10)} ms  (${summary[name].low.toFixed(3)} … ${summary[name].high.toFixed(3)})  first ${row.first.toFixed(0).padStart(6)} ms  ${speed}  ${ratio === null ? "" : `${ratio.toFixed(2)}× the best peer`}${agrees > 1e-3 ? `  DIFFERENT NUMBERS (${agrees.toExponential(1)})` : ""}${Object.keys(row.counts ?? {}).length > 0 ? `  ${JSON.stringify(row.counts)}` : ""}`,
    );
  }
  return summary;
}

/** Largest difference relative to the largest magnitude. */
function difference(a, b) {
  if (a.length !== b.length) return Infinity;
  const scale = a.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-12);
  return a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at])), 0) / scale;
}

function median(values) {
  return quantile(values, 0.5);
}

function quantile(values, at) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(at * sorted.length))] ?? Number.NaN;
}

function ask(name, request) {
  return page.evaluate(([who, what]) => window.bench.ask(who, what), [name, request]);
}

function readOptions(words) {
  const found = { works: [], contestants: [], json: null, rounds: 7 };
  for (let at = 0; at < words.length; at += 2) {
    const [key, value] = [words[at], words[at + 1]];
    if (key === "--only" && WORKS.includes(value)) found.works.push(value);
    else if (key === "--only" && CONTESTANTS.includes(value)) found.contestants.push(value);
    else if (key === "--json" && value !== undefined) found.json = value;
    else if (key === "--rounds" && Number(value) > 0) found.rounds = Number(value);
    else {
      console.error(`Not understood: ${key} ${value ?? ""}\nWorks: ${WORKS.join(", ")}\nContestants: ${CONTESTANTS.join(", ")}`);
      process.exit(1);
    }
  }
  return found;
}
