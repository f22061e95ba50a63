/**
 * A helper thread: the same module on the same memory. It sleeps until the main thread posts a job
 * (threads.ts), does its share of the range, says that it is done, and sleeps again.
 */
import { CONTROL, type HelperStart, runShare } from "./job";
import { start } from "./module";

/**
 * Looks this often before it goes to sleep, so that the next job of a running step is caught
 * without a system call.
 */
const PATIENCE = 4000;

globalThis.addEventListener(
  "message",
  (event: MessageEvent<HelperStart>) => void serve(event.data),
  { once: true },
);

async function serve({ module, memory, control, thread, threads }: HelperStart): Promise<void> {
  const kernels = [...(await start(module, memory)).values()];
  let ints = new Int32Array(memory.buffer);
  let floats = new Float64Array(memory.buffer);
  const at = control / 4;
  let seen = Atomics.load(ints, at + CONTROL.generation);
  globalThis.postMessage("ready");
  for (;;) {
    seen = nextGeneration(ints, at + CONTROL.generation, seen);
    if (ints.byteLength !== memory.buffer.byteLength) {
      ints = new Int32Array(memory.buffer);
      floats = new Float64Array(memory.buffer);
    }
    const job = Atomics.load(ints, at + CONTROL.job);
    if (job === 0) return;
    try {
      runShare(kernels, ints, floats, job, thread, threads);
    } catch {
      Atomics.store(ints, at + CONTROL.failed, 1);
    }
    Atomics.sub(ints, at + CONTROL.pending, 1);
    Atomics.notify(ints, at + CONTROL.pending);
  }
}

function nextGeneration(ints: Int32Array, at: number, seen: number): number {
  for (let look = 0; look < PATIENCE; look++) {
    const now = Atomics.load(ints, at);
    if (now !== seen) return now;
  }
  Atomics.wait(ints, at, seen);
  return Atomics.load(ints, at);
}
