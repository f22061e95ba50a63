/**
 * npm run bench -- --page: what a person waits for, in the production build and real Chromium,
 * with the processor slowed 1, 4 and 6 times: cold load on a slow link, milliseconds from a press
 * to paint, frames a second while an experiment runs.
 *
 * Options: --only load | edits | frames, --slow 1,4,6, --json FILE. Builds the site first. Times
 * are of one machine and one run; only their order of size carries over to another.
 */
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { edits } from "./bench-page/edits.mjs";
import { frames } from "./bench-page/frames.mjs";
import { load } from "./bench-page/load.mjs";
import { installBrowser, root } from "./install.mjs";
import { serve } from "./serve.mjs";

const PARTS = { load, edits, frames };
const PORT = 4194;
const SITE = `http://localhost:${PORT}/lab/`;

/** Measures and prints what the options ask for; returns the exit code. */
export async function measurePage(words) {
  const options = readOptions(words);
  if (options === null) return 1;
  const built = spawnSync(
    process.execPath,
    [join(root, "node_modules", "vite", "bin", "vite.js"), "build", "--logLevel", "warn"],
    { cwd: root, stdio: "inherit" },
  );
  if (built.status !== 0 || !existsSync(join(root, "dist", "index.html"))) return 1;
  const server = await serve(join(root, "dist"), PORT, { quiet: true, base: "/lab" });
  const { chromium } = await import("@playwright/test");
  const browser = await chromium.launch({
    executablePath: await installBrowser(),
    args: ["--no-sandbox", "--enable-unsafe-webgpu", "--disable-background-networking"],
  });
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? "?"}, Chromium ${browser.version()}`;
  console.log(`${machine}\n`);
  const report = { machine, parts: {} };
  for (const name of options.parts) {
    console.log(`── ${name}`);
    report.parts[name] = {};
    for (const slow of options.slow)
      report.parts[name][slow] = await PARTS[name]({ browser, site: SITE, slow });
    if (options.json !== null) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
  }
  await browser.close();
  server.close();
  return 0;
}

function readOptions(words) {
  const found = { parts: [], slow: [1, 4, 6], json: null };
  for (let at = 0; at < words.length; at += 2) {
    const [key, value = ""] = [words[at], words[at + 1]];
    const factors = value.split(",").map(Number);
    if (key === "--only" && Object.hasOwn(PARTS, value)) found.parts.push(value);
    else if (key === "--slow" && factors.every((one) => one >= 1)) found.slow = factors;
    else if (key === "--json" && value !== "") found.json = value;
    else {
      console.error(
        `Not understood: ${key} ${value}\nParts: ${Object.keys(PARTS).join(", ")}; --slow takes factors, such as 1,4,6`,
      );
      return null;
    }
  }
  return found.parts.length > 0 ? found : { ...found, parts: Object.keys(PARTS) };
}
