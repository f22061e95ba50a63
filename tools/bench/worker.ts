/**
 * One contestant at a time lives here: prepare, step, result, count, by message, timed where the
 * work happens.
 */
import type { Backend } from "../../engine/backends/backend";
import { BARE_GFLOP, bareLoop } from "./bare-loop";
import type { Contestant, Session } from "./contract";
import { counted, startCounting, watchGpu } from "./gpu-counts";
import { oneAfterTheOther } from "./map";
import { PAIRS, sideBySide } from "./side-by-side";
import { WORKS } from "./works";

export interface Request {
  readonly id: number;
  readonly action: "prepare" | "step" | "turn" | "result" | "count";
  readonly contestant?: string;
  readonly work?: string;
  readonly threads?: number;
  /**
   * How many times to measure, and how many steps make one measurement (short ones are below the
   * clock's grain).
   */
  readonly count?: number;
  /**
   * How long a turn lasts in which steps follow one another without a wait, as in the lab; its one
   * time is the mean of its steps.
   */
  readonly milliseconds?: number;
  readonly each?: number;
}

export interface Answer {
  readonly id: number;
  readonly error?: string;
  readonly refused?: string;
  /** Milliseconds a step; after `prepare` those of the preparation and the first step together. */
  readonly times?: readonly number[];
  readonly result?: Float32Array;
  /** Calls to the GPU: in one step without its wait; after `prepare` all so far. */
  readonly counts?: Readonly<Record<string, number>> | null;
}

/** The engine's own backends, for works that only the lab has. */
const BACKENDS: Readonly<Record<string, (threads: number) => Promise<Backend>>> = {
  "convlab-wasm": async (threads) =>
    (await import("../../engine/backends/wasm")).createWasm({ threads }),
  "convlab-webgpu": async () => (await import("../../engine/backends/webgpu")).createWebGpu(),
};

const MAKERS: Readonly<Record<string, (threads: number) => Promise<Contestant>>> = {
  "convlab-wasm": async (threads) =>
    (await import("./contestants-convlab")).convlab("wasm", threads),
  "convlab-webgpu": async (threads) =>
    (await import("./contestants-convlab")).convlab("webgpu", threads),
  "tfjs-cpu": async (threads) => (await import("./contestants-tfjs")).tfjs("cpu", threads),
  "tfjs-wasm": async (threads) => (await import("./contestants-tfjs")).tfjs("wasm", threads),
  "tfjs-webgpu": async (threads) => (await import("./contestants-tfjs")).tfjs("webgpu", threads),
  "jax-wasm": async () => (await import("./contestants-jax")).jax("wasm"),
  "jax-webgpu": async () => (await import("./contestants-jax")).jax("webgpu"),
  "ort-wasm": async (threads) => (await import("./contestants-ort")).ort("wasm", threads),
  "ort-webgpu": async (threads) => (await import("./contestants-ort")).ort("webgpu", threads),
};

let session: Session | null = null;
watchGpu();

self.addEventListener("message", async ({ data }: MessageEvent<Request>) => {
  try {
    self.postMessage({ id: data.id, ...(await answer(data)) });
  } catch (error) {
    self.postMessage({
      id: data.id,
      error: error instanceof Error ? error.message : String(error),
    });
  }
});

async function answer(request: Request): Promise<Omit<Answer, "id">> {
  if (request.action === "prepare") return prepare(request);
  if (session === null) return { error: "nothing is prepared" };
  if (request.action === "result") return { result: await session.result() };
  if (request.action === "count") return count(session);
  if (request.action === "turn") return { times: [await turn(session, request.milliseconds ?? 1)] };
  const times: number[] = [];
  for (let at = 0; at < (request.count ?? 1); at++)
    times.push(await timed(session, request.each ?? 1));
  return { times };
}

async function prepare(request: Request): Promise<Omit<Answer, "id">> {
  if (request.contestant === "bare-loop") return prepareLoop();
  const { contestant: name = "", threads = 1 } = request;
  const pair = PAIRS[request.work ?? ""];
  if (pair !== undefined)
    return prepareOwn(name, threads, (backend) =>
      sideBySide(pair, backend, name.endsWith("-probes")),
    );
  if (request.work === "bn-map-48") return prepareOwn(name, threads, oneAfterTheOther);
  const make = MAKERS[name];
  const work = WORKS[request.work ?? ""]?.();
  if (make === undefined || work === undefined)
    return { error: `no ${name} or no ${request.work}` };
  const contestant = await make(threads);
  const refused = contestant.refuses(work);
  if (refused !== null) return { refused };
  const started = performance.now();
  session = await contestant.prepare(work);
  await step(session);
  return { times: [performance.now() - started], counts: counted() };
}

/**
 * A work that only the lab has; of a pair "convlab-wasm-probes" has the layers probed as well.
 */
async function prepareOwn(
  contestant: string,
  threads: number,
  begin: (backend: Backend) => Promise<Session>,
): Promise<Omit<Answer, "id">> {
  const open = BACKENDS[contestant.replace(/-probes$/, "")];
  if (open === undefined) return { refused: "it has no lessons" };
  const started = performance.now();
  const backend = await open(threads);
  session = await begin(backend);
  await step(session);
  return { times: [performance.now() - started], counts: counted() };
}

/**
 * The machine's limit takes its turns like a contestant; its one result is how many GFLOP a step of
 * it is.
 */
function prepareLoop(): Omit<Answer, "id"> {
  const run = bareLoop();
  session = {
    launch: () => void run(),
    finish() {},
    result: async () => Float32Array.of(BARE_GFLOP),
    free() {},
  };
  return { times: [0] };
}

async function count(running: Session): Promise<Omit<Answer, "id">> {
  const started = performance.now();
  startCounting();
  await running.launch();
  const counts = counted();
  await running.finish();
  const once = performance.now() - started;
  return { counts, times: [once < 20 ? await timed(running, 20) : once] };
}

async function step(running: Session): Promise<void> {
  await running.launch();
  await running.finish();
}

async function turn(running: Session, milliseconds: number): Promise<number> {
  const started = performance.now();
  let steps = 0;
  for (; performance.now() - started < milliseconds; steps++) await running.launch();
  await running.finish();
  return (performance.now() - started) / steps;
}

async function timed(running: Session, each: number): Promise<number> {
  const started = performance.now();
  for (let at = 0; at < each; at++) await step(running);
  return (performance.now() - started) / each;
}
