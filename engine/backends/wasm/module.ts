/**
 * Finds out which WebAssembly module this machine can run, loads it, and starts it on one memory.
 *
 * Relaxed SIMD (fused multiply-add) is asked for by validating a ten-instruction module; threads
 * need shared memory, which browsers give to cross-origin isolated pages only. Throws LabError
 * "unsupported" where there is no SIMD at all.
 */
import { LabError } from "../../core/errors";

export interface Variant {
  readonly relaxed: boolean;
  readonly shared: boolean;
}

/** A kernel: addresses and sizes, then the range of units. */
export type Exported = (...args: number[]) => number;
export type Exports = ReadonlyMap<string, Exported>;

const MAXIMUM_PAGES = 65536;

export function relaxedSimd(): boolean {
  return WebAssembly.validate(probe([0xfd, 0x85, 0x02])); // f32x4.relaxed_madd
}

function simd(): boolean {
  return WebAssembly.validate(probe([0xfd, 0xe6, 0x01, 0x1a])); // f32x4.mul, drop
}

/** Does this place have shared memory for helpers? */
export function sharedMemory(): boolean {
  return typeof SharedArrayBuffer === "function" && globalThis.crossOriginIsolated === true;
}

export async function load({ relaxed, shared }: Variant): Promise<WebAssembly.Module> {
  if (!simd())
    throw new LabError(
      "unsupported",
      "This browser's WebAssembly has no SIMD.",
      "Update the browser; any of the last years will do.",
    );
  return WebAssembly.compile(await bytes(address(relaxed, shared)));
}

export function createMemory(shared: boolean): WebAssembly.Memory {
  return shared
    ? new WebAssembly.Memory({ initial: 16, maximum: MAXIMUM_PAGES, shared: true })
    : new WebAssembly.Memory({ initial: 16 });
}

export async function start(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Promise<Exports> {
  const instance = await WebAssembly.instantiate(module, { env: { memory } });
  const functions = Object.entries(instance.exports).filter(
    ([, value]) => typeof value === "function",
  );
  return new Map(functions as [string, Exported][]);
}

function address(relaxed: boolean, shared: boolean): URL {
  if (relaxed && shared)
    return new URL("../../../build/wasm/relaxed-threads.wasm", import.meta.url);
  if (relaxed) return new URL("../../../build/wasm/relaxed.wasm", import.meta.url);
  if (shared) return new URL("../../../build/wasm/simd-threads.wasm", import.meta.url);
  return new URL("../../../build/wasm/simd.wasm", import.meta.url);
}

async function bytes(from: URL): Promise<ArrayBuffer> {
  if (from.protocol === "file:") {
    const node = "node:fs/promises"; // a variable, so that no bundler looks for it in a browser
    const { readFile } = (await import(
      /* @vite-ignore */ node
    )) as typeof import("node:fs/promises");
    return Uint8Array.from(await readFile(from)).buffer;
  }
  const answer = await fetch(from);
  if (!answer.ok)
    throw new LabError(
      "unsupported",
      `The engine's WebAssembly could not be fetched (${answer.status}).`,
      "Reload the page.",
    );
  return answer.arrayBuffer();
}

/** A module with one function: three vectors of zeros on the stack, then `code`, then drop. */
function probe(code: readonly number[]): Uint8Array<ArrayBuffer> {
  const zeros = [0xfd, 0x0c, ...Array.from({ length: 16 }, () => 0)];
  const body = [0, ...zeros, ...zeros, ...zeros, ...code, 0x1a, 0x0b];
  const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0];
  return Uint8Array.from([...header, 10, body.length + 2, 1, body.length, ...body]);
}
