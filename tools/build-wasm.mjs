/**
 * Builds the WebAssembly modules from every `*.as.ts` under engine/ into build/wasm/: SIMD and
 * relaxed SIMD, each for one thread and for shared memory. Does nothing when they are newer than
 * their sources (a fingerprint of all of them). As a command: node tools/build-wasm.mjs [--force].
 * As a module: `buildWasm()`, and `wasm()`, the plugin for Vite.
 */
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import asc from "assemblyscript/asc";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = join(root, "build", "wasm");
const SHARED = ["--enable", "threads", "--sharedMemory", "--maximumMemory", "65536"];
const RELAXED = ["--enable", "relaxed-simd"];
const VARIANTS = {
  simd: [],
  relaxed: RELAXED,
  "simd-threads": SHARED,
  "relaxed-threads": [...RELAXED, ...SHARED],
};

/**
 * Compiles what is out of date. Resolves with true when it built. Throws with the compiler's words.
 */
export async function buildWasm(force = false) {
  const sources = filesUnder(join(root, "engine"))
    .filter((path) => path.endsWith(".as.ts") || path.includes(join("wasm", "assembly")))
    .toSorted();
  const mark = fingerprint(sources);
  const stamp = join(folder, "fingerprint");
  if (
    !force &&
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === mark &&
    Object.keys(VARIANTS).every((name) => existsSync(join(folder, `${name}.wasm`)))
  )
    return false;
  mkdirSync(folder, { recursive: true });
  // A folder of its own: the projects of one test run build at the same time, in one process.
  const work = mkdtempSync(join(root, "build", "wasm-"));
  try {
    const kernels = sources.filter((path) => path.endsWith(".as.ts"));
    writeFileSync(
      join(work, "entry.ts"),
      kernels
        .map(
          (path) => `export * from "${relative(work, path).slice(0, -3).replaceAll("\\", "/")}";\n`,
        )
        .join(""),
    );
    for (const [name, flags] of Object.entries(VARIANTS)) await compile(work, name, flags);
    for (const name of Object.keys(VARIANTS))
      renameSync(join(work, `${name}.wasm`), join(folder, `${name}.wasm`));
    writeFileSync(stamp, mark);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return true;
}

/**
 * Vite plugin: the modules are there before anything asks for them, and rebuilt when a kernel is
 * saved.
 */
export function wasm() {
  let ready;
  return {
    name: "convlab-wasm",
    configResolved: () => (ready ??= buildWasm()),
    buildStart: () => ready,
    async handleHotUpdate({ file, server }) {
      if (!file.endsWith(".as.ts")) return;
      await buildWasm();
      server.ws.send({ type: "full-reload" });
    },
  };
}

async function compile(work, name, flags) {
  const entry = relative(root, join(work, "entry.ts"));
  const output = relative(root, join(work, `${name}.wasm`));
  const always = [
    "--baseDir",
    root,
    "-O3",
    "--noAssert",
    "--runtime",
    "stub",
    "--use",
    "abort=",
    "--importMemory",
    "--initialMemory",
    "1",
    "--enable",
    "simd",
  ];
  const { error, stderr } = await asc.main([entry, "--outFile", output, ...always, ...flags]);
  if (error !== null)
    throw new Error(`The WebAssembly kernels do not compile (${name}):\n${stderr.toString()}`);
}

function filesUnder(path) {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const inner = join(path, entry.name);
    return entry.isDirectory() ? filesUnder(inner) : [inner];
  });
}

function fingerprint(sources) {
  const hash = createHash("sha256").update(readFileSync(fileURLToPath(import.meta.url)));
  hash.update(readFileSync(join(root, "node_modules", "assemblyscript", "package.json")));
  for (const path of sources)
    hash.update(relative(root, path)).update("\0").update(readFileSync(path));
  return hash.digest("hex");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    console.log(
      (await buildWasm(process.argv.includes("--force")))
        ? "Built build/wasm."
        : "build/wasm is up to date.",
    );
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
