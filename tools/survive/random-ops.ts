/** Every op with random attributes, shapes and numbers, on the backends, against the reference. */
import { createWasm } from "../../engine/backends/wasm/index";
import { runRandom, type Verdict } from "../../engine/conformance/run";
import { findChromium } from "../chromium.mjs";
import { inChromium } from "../conformance/chromium";
import type { Outcome } from "./promise";

/** Fewer are a sample, which needs no browser. */
const WHOLE = 20;

/** `count` uses of every op on WASM and, beyond a sample, on WebGPU in a browser. */
export async function randomOps(count: number): Promise<Outcome> {
  const seen = { done: 0, held: 0 };
  let failure: string | undefined;
  const tell = (where: string, { id, problem }: Verdict): void => {
    seen.done++;
    if (problem === null) seen.held++;
    else failure ??= `${where} ${id}: ${problem}`;
  };
  const wasm = await createWasm({ threads: 1 });
  for await (const verdict of runRandom(wasm, count)) tell("wasm", verdict);
  wasm.dispose();
  const isWhole = count >= WHOLE && findChromium() !== null;
  const note = isWhole
    ? `WASM and ${await onWebGpu(count, (verdict) => tell("webgpu", verdict))}`
    : "WASM only";
  return { ...seen, ...(failure === undefined ? {} : { failure }), note };
}

function onWebGpu(count: number, tell: (verdict: Verdict) => void): Promise<string> {
  return inChromium({ cases: null, zoo: null }, { random: count, only: [], tier: null }, tell);
}
