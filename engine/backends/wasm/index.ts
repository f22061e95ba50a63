/**
 * The WebAssembly backend: AssemblyScript kernels with 128-bit vectors on one linear memory.
 *
 * A step is a list of bound functions; it runs to its end inside `run`. Fused multiply-add where the browser has relaxed SIMD.
 * The same program and the same numbers give the same bits on every run, and with any number of threads.
 */
import { check } from "../../core/errors";
import type { Backend } from "../backend";
import { compile, type Runner } from "./executable";
import type { Argument } from "./kernel";
import { LinearMemory } from "./memory";
import { createMemory, type Exports, load, relaxedSimd, start } from "./module";

export interface WasmOptions {
  /** Compute threads; default: the cores less one for the page. More than one needs a cross-origin isolated page. */
  readonly threads?: number;
  /** Largest number of bytes that live networks may hold together. */
  readonly budget?: number;
  /** Fused multiply-add; default: where the machine has it. */
  readonly relaxed?: boolean;
}

const DEFAULT_BUDGET = 1.5 * 2 ** 30;

export async function createWasm({ budget = DEFAULT_BUDGET, relaxed = relaxedSimd() }: WasmOptions = {}): Promise<Backend> {
  const module = await load({ relaxed, shared: false });
  const memory = createMemory(false);
  const exports = await start(module, memory);
  const linear = new LinearMemory(memory, heapBase(exports), budget);
  const runner = oneThread(exports);
  let disposed = false;
  let close: (why: { reason: string }) => void = () => {};
  const lost = new Promise<{ reason: string }>((resolve) => (close = resolve));
  return {
    name: "wasm",
    description: `1 thread, ${relaxed ? "relaxed SIMD" : "SIMD"}`,
    lost,
    async compile(program) {
      check(!disposed, "lost", "the WebAssembly backend was closed");
      return compile(program, linear, runner, () => disposed);
    },
    bytesInUse: () => linear.used,
    dispose() {
      disposed = true;
      close({ reason: "closed" });
    },
  };
}

function oneThread(exports: Exports): Runner {
  return {
    threads: 1,
    bind({ kernel, args, count }) {
      const run = exports.get(kernel);
      check(run !== undefined, "unsupported", `the WebAssembly module has no kernel ${kernel}`);
      return run.bind(null, ...args.map((argument) => address(argument, 0)), 0, count);
    },
  };
}

function address(argument: Argument, thread: number): number {
  return typeof argument === "number" ? argument : argument.base + thread * argument.bytes;
}

function heapBase(exports: Exports): number {
  return exports.get("heap_base")?.() ?? 65536;
}
