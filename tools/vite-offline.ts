/**
 * Vite plugin: writes `sw.js`, the service worker with the list of all files of the finished site
 * and what is in them, so that the site works without a network. The version is the list's own
 * hash: the same site is the same version.
 */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build, normalizePath, type Plugin } from "vite";
import type { SiteFile, SiteList } from "../app/offline/site-copy";
import { BESIDE, SCRIPT, scriptWith } from "../app/offline/site-list.ts";
import { siteHeaders } from "./serve.mjs";

const ENTRY = fileURLToPath(new URL("../app/offline/service-worker.ts", import.meta.url));
/** For hosts, not for readers. */
const FOR_HOSTS = /^(\.|_headers$)|\.(br|gz)$/;

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
  writeFileSync(join(folder, SCRIPT), await script(siteList(folder)));
}

/** Small files first: a slow link has most pages soon, and the large data last. */
function siteList(folder: string): SiteList {
  const files: SiteFile[] = filesIn(folder)
    .map((file) => {
      const content = readFileSync(file);
      const path = normalizePath(relative(folder, file));
      return { path, hash: hashOf(content), bytes: content.length };
    })
    .filter(({ path }) => !FOR_HOSTS.test(path) && path !== SCRIPT && !path.startsWith(BESIDE))
    .toSorted((one, other) => one.bytes - other.bytes || (one.path < other.path ? -1 : 1))
    .map(({ path, hash }) => ({ path, hash }));
  const headers = siteHeaders(folder);
  return { version: hashOf(JSON.stringify([files, headers])).slice(0, 16), files, headers };
}

/** The worker is one classic script, which every browser with service workers runs. */
async function script(list: SiteList): Promise<string> {
  const result = await build({
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    build: {
      write: false,
      target: "es2023",
      modulePreload: false,
      lib: { entry: ENTRY, formats: ["iife"], name: "convlab" },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (output === undefined || !("output" in output))
    throw new Error("the service worker was not built");
  return scriptWith(list, output.output[0].code);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

function hashOf(content: Buffer | string): string {
  return createHash("sha256").update(content).digest("hex");
}
