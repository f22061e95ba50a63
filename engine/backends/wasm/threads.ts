/**
 * Who runs the launches: one thread by itself, or the main thread with helpers that share its
 * memory (job.ts says how they talk).
 *
 * Every launch is a barrier: the next one starts when all shares are done. Ranges are cut by the
 * number of threads only, and no kernel's result depends on the cut, so any number of threads gives
 * the same bits. Small launches are not shared: waking helpers costs about as much as 5
 * microseconds of work.
 */
import { trustedScriptUrl } from "../../core/trusted";
import { check, LabError } from "../../core/errors";
import helperAddress from "./helper?worker&url";
import {
  boundary,
  CONTROL,
  CONTROL_BYTES,
  type HelperStart,
  recordBytes,
  valueFor,
  writeRecord,
} from "./job";
import type { Launch } from "./kernel";
import type { LinearMemory } from "./memory";
import type { Exported, Exports } from "./module";

/** Launches made ready to run, in order; `free` gives back what they hold. */
export interface Prepared {
  readonly steps: readonly (() => void)[];
  free(): void;
}

export interface Runner {
  readonly threads: number;
  prepare(launches: readonly Launch[]): Prepared;
  close(): void;
}

/** Launches with less work than this (in cells, see Launch) stay on one thread. */
const WORTH_SHARING = 32768;
/** Helpers that have not started after this many milliseconds never will. */
const START_LIMIT = 5000;

export function oneThread(exports: Exports): Runner {
  return {
    threads: 1,
    prepare: (launches) => ({
      steps: launches.map((launch) => bind(exports, launch, 0, 1)),
      free() {},
    }),
    close() {},
  };
}

/** Starts `threads − 1` helpers. Rejects with "unsupported" when they do not come up. */
export async function startThreads(
  exports: Exports,
  linear: LinearMemory,
  given: {
    readonly module: WebAssembly.Module;
    readonly memory: WebAssembly.Memory;
    readonly threads: number;
  },
): Promise<Runner> {
  const { module, memory, threads } = given;
  const control = linear.reserve(CONTROL_BYTES);
  const helpers = Array.from(
    { length: threads - 1 },
    () => new Worker(trustedScriptUrl(helperAddress), { type: "module" }),
  );
  const close = (): void => {
    Atomics.store(linear.ints, control / 4 + CONTROL.job, 0);
    wake(linear.ints, control / 4);
    for (const helper of helpers) helper.terminate();
  };
  try {
    const hello = (thread: number): HelperStart => ({ module, memory, control, thread, threads });
    await Promise.all(helpers.map((helper, at) => ready(helper, hello(at + 1))));
  } catch (error) {
    close();
    throw error;
  }
  return {
    threads,
    close,
    prepare: (launches) => prepare(exports, linear, control, threads, launches),
  };
}

function ready(helper: Worker, hello: HelperStart): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(new LabError("unsupported", "a helper thread did not start"));
    const timer = setTimeout(fail, START_LIMIT);
    helper.addEventListener("error", fail, { once: true });
    helper.addEventListener(
      "message",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
    helper.postMessage(hello);
  });
}

function prepare(
  exports: Exports,
  linear: LinearMemory,
  control: number,
  threads: number,
  launches: readonly Launch[],
): Prepared {
  const names = [...exports.keys()];
  const shared = launches.filter(isWorthSharing);
  const bytes = shared.reduce((total, launch) => total + recordBytes(launch), 0);
  const base = linear.allocate(bytes, "the job list");
  let at = base;
  const steps = launches.map((launch) => {
    if (!isWorthSharing(launch)) return bind(exports, launch, 0, 1);
    const record = at;
    at += recordBytes(launch);
    writeRecord(linear.ints, linear.doubles, record, launch, names.indexOf(launch.kernel));
    return together(linear, control / 4, record, threads - 1, bind(exports, launch, 0, threads));
  });
  return { steps, free: () => linear.release(base) };
}

function isWorthSharing({ count, work }: Launch): boolean {
  return count > 1 && count * work >= WORTH_SHARING;
}

/** Posts the record, does the main thread's own share, waits for the others. */
function together(
  linear: LinearMemory,
  control: number,
  record: number,
  helpers: number,
  own: () => void,
): () => void {
  return () => {
    const { ints } = linear;
    Atomics.store(ints, control + CONTROL.job, record);
    Atomics.store(ints, control + CONTROL.pending, helpers);
    wake(ints, control);
    own();
    while (Atomics.load(ints, control + CONTROL.pending) > 0) continue;
    check(Atomics.load(ints, control + CONTROL.failed) === 0, "lost", "a helper thread failed");
  };
}

function wake(ints: Int32Array, control: number): void {
  Atomics.add(ints, control + CONTROL.generation, 1);
  Atomics.notify(ints, control + CONTROL.generation);
}

/** The exported function with its arguments and the range of one thread. */
function bind(
  exports: Exports,
  { kernel, args, count }: Launch,
  thread: number,
  threads: number,
): () => void {
  const run: Exported | undefined = exports.get(kernel);
  check(run !== undefined, "unsupported", `the WebAssembly module has no kernel ${kernel}`);
  const range = [boundary(count, thread, threads), boundary(count, thread + 1, threads)];
  return run.bind(null, ...args.map((argument) => valueFor(argument, thread)), ...range);
}
