/**
 * Vite plugin: writes `sw.js`, the service worker with the list of all files of the finished site and what is in them, so that
 * the site works without a network. The version is the list's own hash: the same site is the same version.
 */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build, normalizePath, type Plugin } from "vite";
import type { SiteFile, SiteList } from "../app/offline/site-copy";
import { siteHeaders } from "./serve.mjs";

const ENTRY = fileURLToPath(new URL("../app/offline/service-worker.ts", import.meta.url));
/** For hosts, not for readers. */
const LEFT_OUT = /^(\.|_headers$|sw\.js$)/;

export function offline(): Plugin {
  let folder = "";
  return {
    name: "convlab-offline",
    apply: "build",
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle: {
      order: "post",
      async handler() {
        await writeServiceWorker(folder);
      },
    },
  };
}

/** Writes `sw.js` for the site as it stands in `folder`. */
export async function writeServiceWorker(folder: string): Promise<void> {
  writeFileSync(join(folder, "sw.js"), await script(siteList(folder)));
}

function siteList(folder: string): SiteList {
  const files: SiteFile[] = filesIn(folder)
    .map((file) => ({ path: normalizePath(relative(folder, file)), hash: hashOf(readFileSync(file)) }))
    .filter(({ path }) => !LEFT_OUT.test(path))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));
  const headers = siteHeaders(folder);
  return { version: hashOf(JSON.stringify([files, headers])).slice(0, 16), files, headers };
}

/** The worker is one classic script, which every browser with service workers runs. */
async function script(list: SiteList): Promise<string> {
  const result = await build({
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    define: { SITE: JSON.stringify(list) },
    build: { write: false, target: "es2023", modulePreload: false, lib: { entry: ENTRY, formats: ["iife"], name: "convlab" } },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (output === undefined || !("output" in output)) throw new Error("the service worker was not built");
  return output.output[0].code;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

function hashOf(content: Buffer | string): string {
  return createHash("sha256").update(content).digest("hex");
}
