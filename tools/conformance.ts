/**
 * npm run conformance -- [--cases DIR] [--zoo DIR] [--random N] [--backend reference|wasm|webgpu]…
 * [--code FILE] [--onnx DIR] [--only TEXT]… [--tier NAME] [--gpu browser|node] [--verbose]
 *
 * Runs a folder of reference cases (`cases.json` and safetensors, `networks.json` where there is
 * one) on each backend; on all three when none is named. reference and wasm run here, webgpu in a
 * headless Chromium, or with `--gpu node` here on the npm package `webgpu`, if that is installed.
 * `--zoo` adds a folder of whole networks (`zoo.json`), whose weights follow from a formula; those
 * that take the reference backend minutes run there only when it is named. `--random` adds N random
 * uses of every op, compared with the reference. `--code` reads model code, a case a line (JSON:
 * `id`, `picture`, `code`, and `shape` with `parameters`, or `refuse` with `names`); no backend is
 * needed. `--onnx` opens a folder of ONNX files and compares what they compute (`cases.json`), on
 * reference and wasm. One of the five must be given. `--only` keeps the cases whose id contains the
 * text, `--tier` those that the folder puts into that tier. Prints every case that fails and, last,
 * "N passed, N failed". Exit code 1 when any failed or none ran.
 */
import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { Backend, BackendName } from "../engine/backends/backend";
import { createReference } from "../engine/backends/reference/index";
import { createWasm } from "../engine/backends/wasm/index";
import { createWebGpu } from "../engine/backends/webgpu/index";
import type { Open } from "../engine/conformance/cases";
import { runCode } from "../engine/conformance/code-cases";
import { runNetworks } from "../engine/conformance/network-cases";
import { runOnnx } from "../engine/conformance/onnx-files";
import { runCases, runRandom, type Verdict } from "../engine/conformance/run";
import { AFFORDABLE, runZoo } from "../engine/conformance/zoo-cases";
import { type Folders, inChromium } from "./conformance/chromium";
import { nodeDevice } from "./node-gpu";

const BACKENDS: readonly BackendName[] = ["reference", "wasm", "webgpu"];

interface Options {
  /** Null: no cases. */
  readonly folder: string | null;
  /** A file of model code; null: none. */
  readonly code: string | null;
  /** Null: no whole networks. */
  readonly zoo: string | null;
  /** A folder of ONNX files; null: none. */
  readonly onnx: string | null;
  readonly random: number;
  readonly backends: readonly BackendName[];
  readonly only: readonly string[];
  readonly tier: string | null;
  readonly gpu: "browser" | "node";
  readonly verbose: boolean;
}

export async function main(given: readonly string[]): Promise<number> {
  const options = parse(given);
  if (typeof options === "string") {
    console.error(options);
    return 2;
  }
  const tally = { passed: 0, failed: 0 };
  const count = (where: string, verdict: Verdict): void => {
    if (verdict.problem === null) tally.passed += 1;
    else tally.failed += 1;
    if (verdict.problem !== null) console.log(`FAILED ${where} ${verdict.id}: ${verdict.problem}`);
    else if (options.verbose) console.log(`passed ${where} ${verdict.id}`);
  };
  const folders = {
    cases: options.folder === null ? null : folderReader(options.folder),
    zoo: options.zoo === null ? null : folderReader(options.zoo),
  };
  try {
    if (options.code !== null)
      for (const verdict of runCode(await readFile(options.code, "utf8")))
        if (isWanted(options, verdict.id)) count("code", verdict);
    if (folders.cases !== null)
      for await (const verdict of runNetworks(folders.cases))
        if (isWanted(options, verdict.id)) count("spec", verdict);
    for (const name of options.backends.filter((one) => isNeeded(options, one)))
      await runOn(name, options, folders, (verdict) => count(name, verdict));
  } catch (error) {
    tally.failed += 1;
    console.log(error instanceof Error ? error.message : String(error));
  }
  console.log(`${tally.passed} passed, ${tally.failed} failed`);
  return tally.failed > 0 || tally.passed === 0 ? 1 : 0;
}

/** ONNX files are not computed in a browser: their networks are the same on every backend. */
function isNeeded({ folder, zoo, onnx, random }: Options, backend: BackendName): boolean {
  if (folder !== null || zoo !== null || random > 0) return true;
  return onnx !== null && backend !== "webgpu";
}

async function runOn(
  name: BackendName,
  options: Options,
  folders: Folders,
  report: (verdict: Verdict) => void,
): Promise<void> {
  if (name === "webgpu" && options.gpu === "browser") {
    const work = {
      random: options.random,
      only: options.only,
      tier: options.tier,
    };
    console.log(`webgpu: ${await inChromium(folders, work, report)}`);
    return;
  }
  const backend = await create(name);
  console.log(`${name}: ${backend.description}`);
  const wanted = (id: string): boolean => isWanted(options, id);
  if (folders.cases !== null)
    for await (const verdict of runCases(
      backend,
      folders.cases,
      (one) => wanted(one.id) && (options.tier === null || one.tier === options.tier),
    ))
      report(verdict);
  if (folders.zoo !== null) {
    const most =
      name === "reference" && options.backends === BACKENDS ? AFFORDABLE : Number.POSITIVE_INFINITY;
    for await (const verdict of runZoo(backend, folders.zoo, { wanted, most, skip: console.log }))
      report(verdict);
  }
  if (options.onnx !== null)
    for await (const verdict of runOnnx(backend, folderReader(options.onnx), wanted))
      report(verdict);
  for await (const verdict of runRandom(backend, options.random, wanted)) report(verdict);
  backend.dispose();
}

function isWanted({ only }: Options, id: string): boolean {
  return only.length === 0 || only.some((text) => id.includes(text));
}

async function create(name: BackendName): Promise<Backend> {
  if (name === "reference") return createReference();
  return name === "wasm" ? createWasm() : createWebGpu({ device: await nodeDevice() });
}

/** Files of one folder only. */
function folderReader(folder: string): Open {
  return async (file) => {
    try {
      return new Uint8Array(await readFile(join(folder, basename(file))));
    } catch {
      return null;
    }
  };
}

/** The options, or what is wrong with them. */
function parse(given: readonly string[]): Options | string {
  const options = {
    code: null as string | null,
    folder: null as string | null,
    zoo: null as string | null,
    onnx: null as string | null,
    random: 0,
    backends: new Set<BackendName>(),
    only: [] as string[],
    tier: null as string | null,
    gpu: "browser" as Options["gpu"],
    verbose: false,
  };
  const rest = [...given];
  for (let name = rest.shift(); name !== undefined; name = rest.shift()) {
    if (name === "--verbose") {
      options.verbose = true;
      continue;
    }
    const value = rest.shift();
    if (value === undefined) return `${name} needs a value`;
    if (name === "--cases") options.folder = resolve(value);
    else if (name === "--code") options.code = resolve(value);
    else if (name === "--zoo") options.zoo = resolve(value);
    else if (name === "--onnx") options.onnx = resolve(value);
    else if (name === "--only") options.only.push(value);
    else if (name === "--tier") options.tier = value;
    else if (name === "--random" && /^\d+$/.test(value)) options.random = Number(value);
    else if (name === "--gpu" && (value === "node" || value === "browser")) options.gpu = value;
    else if (name === "--backend") {
      const backend = BACKENDS.find((known) => known === value);
      if (backend === undefined)
        return `there is no backend ${value}; choose among ${BACKENDS.join(", ")}`;
      options.backends.add(backend);
    } else return `${name} ${value} is not understood`;
  }
  const asked = options.folder ?? options.zoo ?? options.code ?? options.onnx;
  if (asked === null && options.random === 0)
    return "usage: npm run conformance -- [--cases DIR] [--zoo DIR] [--onnx DIR] [--code FILE] [--backend reference|wasm|webgpu]…";
  return { ...options, backends: options.backends.size === 0 ? BACKENDS : [...options.backends] };
}
