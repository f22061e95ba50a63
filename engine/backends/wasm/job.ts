/**
 * How the main thread tells helpers what to do, in the memory that they share.
 *
 * Control block (words): generation (counts up with each job; helpers sleep on it), job (byte
 * address of a record, 0 = go home), pending (helpers still at work), failed (a kernel trapped).
 * Record: kernel number, units, number of arguments, 0, then for each argument two f64: its value
 * for thread 0 and what is added for each thread after it.
 */
import type { Argument, Launch } from "./kernel";
import type { Exported } from "./module";

export const CONTROL = { generation: 0, job: 1, pending: 2, failed: 3 } as const;
export const CONTROL_BYTES = 256;

/** What a helper is told when it starts. */
export interface HelperStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly control: number;
  readonly thread: number;
  readonly threads: number;
}

/** Threads cut a range at multiples of this, so that vectors stay whole. */
const GRAIN = 16;

/** Where thread `thread`'s share of `count` units begins. */
export function boundary(count: number, thread: number, threads: number): number {
  if (thread >= threads) return count;
  const even = Math.floor((count * thread) / threads);
  return count >= GRAIN * threads * 4 ? even - (even % GRAIN) : even;
}

export function recordBytes({ args }: Launch): number {
  return 16 + 16 * args.length;
}

export function writeRecord(
  ints: Int32Array,
  floats: Float64Array,
  at: number,
  { args, count }: Launch,
  kernel: number,
): void {
  ints.set([kernel, count, args.length, 0], at / 4);
  for (const [number, argument] of args.entries())
    floats.set([valueFor(argument, 0), stepOf(argument)], at / 8 + 2 + 2 * number);
}

/** Runs one thread's share of the job at `at`. */
export function runShare(
  kernels: readonly Exported[],
  ints: Int32Array,
  floats: Float64Array,
  at: number,
  thread: number,
  threads: number,
): void {
  const [kernel = 0, count = 0, length = 0] = ints.subarray(at / 4, at / 4 + 3);
  const [from, to] = [boundary(count, thread, threads), boundary(count, thread + 1, threads)];
  if (from === to) return;
  const args: number[] = [];
  for (let number = 0; number < length; number++) {
    const slot = at / 8 + 2 + 2 * number;
    args.push((floats[slot] ?? 0) + thread * (floats[slot + 1] ?? 0));
  }
  kernels[kernel]?.(...args, from, to);
}

/** An argument as thread `thread` gets it. */
export function valueFor(argument: Argument, thread: number): number {
  return typeof argument === "number" ? argument : argument.base + thread * argument.bytes;
}

function stepOf(argument: Argument): number {
  return typeof argument === "number" ? 0 : argument.bytes;
}
