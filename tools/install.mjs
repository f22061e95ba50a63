/**
 * What the other commands need before they can run: a recent Node, the packages of
 * package-lock.json, a browser. Plain Node without dependencies, because it runs before anything is
 * installed.
 */
import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { allows } from "./node-version.mjs";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

/** Stops with a clear message on a Node that `engines` in package.json does not allow. */
export function requireNode() {
  const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  if (allows(engines.node, process.versions.node)) return;
  console.error(
    `ConvLab needs Node ${engines.node.replaceAll("||", "or")}; this is ${process.versions.node}. See https://nodejs.org`,
  );
  process.exit(1);
}

/** Installs the packages of the lock file, exactly those, unless they are there. */
export function installPackages() {
  const lock = join(root, "package-lock.json");
  const installed = join(root, "node_modules", ".package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs && complete())
    return;
  refuseLink(join(root, "node_modules"));
  console.log("Installing packages …");
  const result = spawnSync(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (result.status !== 0) {
    console.error(
      "The packages could not be installed. Is this machine online, and can npm reach its registry?",
    );
    process.exit(1);
  }
}

/** Installing empties node_modules; behind a link that would be somebody else's folder. */
export function refuseLink(folder) {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return;
  console.error(
    `${folder} is a symbolic link, and its packages are not those of package-lock.json. Installing would empty the folder that it points to, so nothing is done. Remove the link, then try again.`,
  );
  process.exit(1);
}

/** An install that was cut short, or is older than a new dependency, lacks packages. */
function complete() {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  return Object.keys({ ...dependencies, ...devDependencies }).every((name) =>
    existsSync(join(root, "node_modules", name, "package.json")),
  );
}

/**
 * A Chromium for the tests: one that is there, else Playwright's own, else Debian's package when
 * root. Null when none could be had.
 */
export async function installBrowser() {
  const { findChromium } = await import("./chromium.mjs");
  const found = findChromium();
  if (found !== null) return found;
  console.log("No Chromium found; fetching Playwright's …");
  spawnSync(
    process.execPath,
    [join(root, "node_modules", "@playwright", "test", "cli.js"), "install", "chromium"],
    {
      cwd: root,
      stdio: "inherit",
    },
  );
  if (findChromium() !== null) return findChromium();
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("Installing Debian's chromium …");
    const quiet = { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
    spawnSync("apt-get", ["update", "-qq"], quiet);
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], quiet);
  }
  return findChromium();
}
