/**
 * The WebAssembly backend: AssemblyScript kernels with 128-bit vectors on one linear memory.
 *
 * A step is a list of bound functions; it runs to its end inside `run`. Fused multiply-add where
 * the browser has relaxed SIMD. The same program and the same numbers give the same bits on every
 * run, and with any number of threads.
 */
import { check } from "../../core/errors";
import type { Backend } from "../backend";
import { oneThread, type Runner, startThreads } from "./threads";
import { compile } from "./executable";
import { LinearMemory } from "./memory";
import { createMemory, type Exports, load, relaxedSimd, sharedMemory, start } from "./module";

export interface WasmOptions {
  /**
   * Compute threads; default: the cores less one for the page. More than one needs a cross-origin
   * isolated page.
   */
  readonly threads?: number;
  /** Largest number of bytes that live networks may hold together. */
  readonly budget?: number;
  /** Fused multiply-add; default: where the machine has it. */
  readonly relaxed?: boolean;
}

const DEFAULT_BUDGET = 1.5 * 2 ** 30;

/** More threads than this bring nothing to networks of this size. */
const MOST_THREADS = 8;

export async function createWasm(options: WasmOptions = {}): Promise<Backend> {
  const { budget = DEFAULT_BUDGET, relaxed = relaxedSimd() } = options;
  const threads = sharedMemory()
    ? Math.max(1, Math.min(options.threads ?? spareCores(), MOST_THREADS))
    : 1;
  const { linear, runner } = await assemble(relaxed, threads, budget).catch((error: unknown) => {
    if (threads === 1) throw error;
    return assemble(relaxed, 1, budget); // no helpers, no shared memory: one thread always works
  });
  let disposed = false;
  let close: (why: { reason: string }) => void = () => {};
  const lost = new Promise<{ reason: string }>((resolve) => (close = resolve));
  return {
    name: "wasm",
    description: `${runner.threads === 1 ? "1 thread" : `${runner.threads} threads`}, ${relaxed ? "relaxed SIMD" : "SIMD"}`,
    lost,
    async compile(program) {
      check(!disposed, "lost", "the WebAssembly backend was closed");
      return compile(program, linear, runner, () => disposed);
    },
    bytesInUse: () => linear.used,
    dispose() {
      if (disposed) return;
      disposed = true;
      runner.close();
      close({ reason: "closed" });
    },
  };
}

/** The module on its memory, with whoever runs it. */
async function assemble(
  relaxed: boolean,
  threads: number,
  budget: number,
): Promise<{ readonly linear: LinearMemory; readonly runner: Runner }> {
  const shared = threads > 1;
  const module = await load({ relaxed, shared });
  const memory = createMemory(shared);
  const exports = await start(module, memory);
  const linear = new LinearMemory(memory, heapBase(exports), budget);
  return {
    linear,
    runner: shared
      ? await startThreads(exports, linear, { module, memory, threads })
      : oneThread(exports),
  };
}

/** All cores but one, which stays with the page. */
function spareCores(): number {
  return (globalThis.navigator?.hardwareConcurrency ?? 1) - 1;
}

function heapBase(exports: Exports): number {
  return exports.get("heap_base")?.() ?? 65536;
}
