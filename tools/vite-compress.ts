/**
 * Vite plugin: writes a brotli and a gzip copy beside each file of the finished site that gets
 * smaller by it, for `npm start` and for hosts that serve such copies. Runs after everything else.
 */
import { lstatSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

const TEXTS = /\.(html|js|mjs|css|json|webmanifest|svg|wasm|txt|md|safetensors|bin)$/;
/** Below this a copy saves less than a packet. */
const SMALLEST = 1000;
/** Above this the slowest setting of brotli takes seconds for a percent. */
const LARGE = 300_000;

export function compress(): Plugin {
  let folder = "";
  return {
    name: "convlab-compress",
    apply: "build",
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
      refuseLink(folder);
    },
    closeBundle: {
      order: "post",
      sequential: true,
      async handler() {
        await Promise.all(filesIn(folder).map(compressed));
      },
    },
  };
}

/** The build empties its folder; behind a link that would be somebody else's folder. */
export function refuseLink(folder: string): void {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() === true)
    throw new Error(
      `${folder} is a symbolic link; building would empty the folder that it points to. Remove the link.`,
    );
}

async function compressed(file: string): Promise<void> {
  const content = readFileSync(file);
  if (content.length < SMALLEST || !TEXTS.test(file)) return;
  const quality = content.length > LARGE ? 9 : constants.BROTLI_MAX_QUALITY;
  const copies = await Promise.all([
    promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
    promisify(gzip)(content, { level: 9 }),
  ]);
  for (const [at, end] of [".br", ".gz"].entries()) {
    const copy = copies[at];
    if (copy !== undefined && copy.length < content.length * 0.95) writeFileSync(file + end, copy);
  }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}
