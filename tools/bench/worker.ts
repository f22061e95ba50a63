/** One contestant at a time lives here: prepare, step, result, free, by message, timed where the work happens. */
import type { Contestant, Session } from "./contract";
import { WORKS } from "./works";

export interface Request {
  readonly id: number;
  readonly action: "prepare" | "step" | "result" | "free";
  readonly contestant?: string;
  readonly work?: string;
  readonly threads?: number;
  readonly count?: number;
}

export interface Answer {
  readonly id: number;
  readonly error?: string;
  readonly refused?: string;
  /** Milliseconds: of each step, or of the preparation and the first step. */
  readonly times?: readonly number[];
  readonly result?: Float32Array;
  readonly counts?: Readonly<Record<string, number>>;
  readonly description?: string;
}

const MAKERS: Readonly<Record<string, (threads: number) => Promise<Contestant>>> = {
  "convlab-wasm": async (threads) => (await import("./contestants-convlab")).convlab("wasm", threads),
  "convlab-webgpu": async (threads) => (await import("./contestants-convlab")).convlab("webgpu", threads),
  "tfjs-cpu": async (threads) => (await import("./contestants-tfjs")).tfjs("cpu", threads),
  "tfjs-wasm": async (threads) => (await import("./contestants-tfjs")).tfjs("wasm", threads),
  "tfjs-webgpu": async (threads) => (await import("./contestants-tfjs")).tfjs("webgpu", threads),
  "jax-wasm": async () => (await import("./contestants-jax")).jax("wasm"),
  "jax-webgpu": async () => (await import("./contestants-jax")).jax("webgpu"),
};

let session: Session | null = null;

self.addEventListener("message", async ({ data }: MessageEvent<Request>) => {
  try {
    self.postMessage({ id: data.id, ...(await answer(data)) });
  } catch (error) {
    self.postMessage({ id: data.id, error: error instanceof Error ? `${error.message}` : String(error) });
  }
});

async function answer(request: Request): Promise<Omit<Answer, "id">> {
  if (request.action === "prepare") return prepare(request);
  if (session === null) return { error: "nothing is prepared" };
  if (request.action === "step") {
    const times: number[] = [];
    for (let at = 0; at < (request.count ?? 1); at++) times.push(await timed(session));
    return { times };
  }
  if (request.action === "result") return { result: await session.result(), counts: session.counts?.() ?? {} };
  session.free();
  session = null;
  return {};
}

async function prepare(request: Request): Promise<Omit<Answer, "id">> {
  const make = MAKERS[request.contestant ?? ""];
  const work = WORKS[request.work ?? ""]?.();
  if (make === undefined || work === undefined) return { error: `no ${request.contestant} or no ${request.work}` };
  const contestant = await make(request.threads ?? 1);
  const refused = contestant.refuses(work);
  if (refused !== null) return { refused };
  const started = performance.now();
  session = await contestant.prepare(work);
  await session.step();
  return { times: [performance.now() - started] };
}

async function timed(running: Session): Promise<number> {
  const started = performance.now();
  await running.step();
  return performance.now() - started;
}
