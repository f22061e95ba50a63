/**
 * npm run conformance -- --cases DIR [--backend reference|wasm|webgpu]… [--random N] [--only TEXT]… [--tier NAME] [--gpu browser|node] [--verbose]
 *
 * Runs a folder of reference cases (`cases.json` and safetensors, `networks.json` where there is one) on each backend; on
 * all three when none is named. reference and wasm run here, webgpu in a headless Chromium, or with `--gpu node` here on the
 * npm package `webgpu`, if that is installed. `--random` adds N random uses of every op, compared with the reference, or runs
 * only these when there is no `--cases`. `--only` keeps the cases whose id contains the text, `--tier` those that the folder puts into that tier.
 * Prints every case that fails and, last, "N passed, N failed". Exit code 1 when any failed or none ran.
 */
import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { Backend, BackendName } from "../engine/backends/backend";
import { createReference } from "../engine/backends/reference/index";
import { createWasm } from "../engine/backends/wasm/index";
import { createWebGpu } from "../engine/backends/webgpu/index";
import type { Open } from "../engine/conformance/cases";
import { runNetworks } from "../engine/conformance/network-cases";
import { runCases, runRandom, type Verdict } from "../engine/conformance/run";
import { inChromium } from "./conformance/chromium";
import { nodeDevice } from "./node-gpu";

const BACKENDS: readonly BackendName[] = ["reference", "wasm", "webgpu"];

interface Options {
  /** Null: no cases, only random uses. */
  readonly folder: string | null;
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
  const open = options.folder === null ? null : folderReader(options.folder);
  try {
    if (open !== null) for await (const verdict of runNetworks(open)) if (isWanted(options, verdict.id)) count("spec", verdict);
    for (const name of options.backends) await runOn(name, options, open, (verdict) => count(name, verdict));
  } catch (error) {
    tally.failed += 1;
    console.log(error instanceof Error ? error.message : String(error));
  }
  console.log(`${tally.passed} passed, ${tally.failed} failed`);
  return tally.failed > 0 || tally.passed === 0 ? 1 : 0;
}

async function runOn(name: BackendName, options: Options, open: Open | null, report: (verdict: Verdict) => void): Promise<void> {
  if (name === "webgpu" && options.gpu === "browser") {
    const work = { cases: open !== null, random: options.random, only: options.only, tier: options.tier };
    console.log(`webgpu: ${await inChromium(open, work, report)}`);
    return;
  }
  const backend = await create(name);
  console.log(`${name}: ${backend.description}`);
  const wanted = (id: string): boolean => isWanted(options, id);
  if (open !== null)
    for await (const verdict of runCases(backend, open, (one) => wanted(one.id) && (options.tier === null || one.tier === options.tier)))
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
    folder: null as string | null,
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
    else if (name === "--only") options.only.push(value);
    else if (name === "--tier") options.tier = value;
    else if (name === "--random" && /^\d+$/.test(value)) options.random = Number(value);
    else if (name === "--gpu" && (value === "node" || value === "browser")) options.gpu = value;
    else if (name === "--backend") {
      const backend = BACKENDS.find((known) => known === value);
      if (backend === undefined) return `there is no backend ${value}; choose among ${BACKENDS.join(", ")}`;
      options.backends.add(backend);
    } else return `${name} ${value} is not understood`;
  }
  if (options.folder === null && options.random === 0)
    return "usage: npm run conformance -- --cases DIR [--backend reference|wasm|webgpu]…";
  return { ...options, backends: options.backends.size === 0 ? BACKENDS : [...options.backends] };
}
