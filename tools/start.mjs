/**
 * npm start: installs what is missing, builds when the sources are newer than the build, serves it.
 * Options: --port N (default 4173); --host [ADDRESS] shares it with the network, on every address
 * of this machine when none is named.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { installPackages, requireNode, root } from "./install.mjs";
import { portOf, serve } from "./serve.mjs";

const SOURCES = [
  "app",
  "engine",
  "lessons",
  "public",
  "tools",
  "index.html",
  "vite.config.ts",
  "package.json",
];

requireNode();
const words = process.argv.slice(2);
const port = readPort(words);
installPackages();
if (newest(SOURCES.map((name) => join(root, name))) > builtAt()) build();
serve(join(root, "dist"), port, { host: readHost(words) });

function readPort(given) {
  const at = given.indexOf("--port");
  if (at < 0) return 4173;
  const value = portOf(given[at + 1]);
  if (value !== null) return value;
  console.error(`--port needs a number from 1 to 65535, got ${given[at + 1] ?? "nothing"}`);
  process.exit(1);
}

function readHost(given) {
  const at = given.indexOf("--host");
  if (at < 0) return undefined;
  const named = given[at + 1];
  return named === undefined || named.startsWith("--") ? "0.0.0.0" : named;
}

function builtAt() {
  const index = join(root, "dist", "index.html");
  return existsSync(index) ? statSync(index).mtimeMs : 0;
}

function newest(paths) {
  return Math.max(
    0,
    ...paths
      .filter(existsSync)
      .map((path) =>
        statSync(path).isDirectory()
          ? newest(readdirSync(path).map((name) => join(path, name)))
          : statSync(path).mtimeMs,
      ),
  );
}

function build() {
  console.log("Building …");
  const result = spawnSync(
    process.execPath,
    [join(root, "node_modules", "vite", "bin", "vite.js"), "build", "--logLevel", "warn"],
    {
      cwd: root,
      stdio: "inherit",
    },
  );
  if (result.status !== 0) process.exit(result.status ?? 1);
}
