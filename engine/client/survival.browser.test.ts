/**
 * Runs that are struck at random while they train: the device is destroyed, the graphics process
 * crashes, the worker is ended. The weights at the end are those of a run that nothing happened to.
 * Few trials in the suite; `npm run survive` makes as many as are promised, and tells how long a
 * run stood still: a time is no verdict on a machine that does other work.
 */
import { afterEach, describe, expect, inject, it, type TestContext } from "vitest";
import { commands } from "vitest/browser";
import { now } from "../core/clock";
import { random } from "../core/random";
import { smallDataset, smallRecipe } from "../worker/host.testing";
import type { Death } from "../worker/protocol";
import workerUrl from "../worker/main.ts?worker&url";
import { EngineClient } from "./client";
import { workerTransport } from "./transport";

declare module "vitest/browser" {
  interface BrowserCommands {
    crashGpu: () => Promise<void>;
  }
}
declare module "vitest" {
  interface TaskMeta {
    /** What the test found out beside its verdict; see tools/survive/suite.ts. */
    found?: string[];
  }
}

const TRIALS = inject("trials");
/** Well above the time of a trial on a machine that does other work. */
const PATIENCE = 60_000 + 15_000 * TRIALS;
const STEPS = 120;
const clients: EngineClient[] = [];

afterEach(() => {
  for (const made of clients.splice(0)) made.dispose();
});

function client(): EngineClient {
  const transport = workerTransport(workerUrl);
  const made = new EngineClient({ transport, base: new URL("/", location.href).href });
  clients.push(made);
  const classes = Array.from({ length: 10 }, (_, at) => String(at));
  made.provide({
    name: "squares",
    title: "Squares",
    classes,
    file: Uint8Array.from(smallDataset()).buffer,
  });
  return made;
}

/** Resolves when the run has come to a step. */
function reached(made: EngineClient, run: string, step: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = made.subscribe(run, (event) => {
      if (event.kind === "failed") reject(new Error(event.problem.message));
      if (event.kind !== "snapshot" || event.snapshot.step < step) return;
      stop();
      resolve();
    });
  });
}

/** What a struck run has said: how long it stood still, unless it had ended before. */
function watched(made: EngineClient, run: string) {
  const from = now();
  const seen: { recovered: boolean; stood: number | null } = { recovered: false, stood: null };
  made.subscribe(run, ({ kind }) => {
    if (kind === "recovered") seen.recovered = true;
    else if (kind === "snapshot" && seen.recovered) seen.stood ??= now() - from;
  });
  return seen;
}

async function bits(made: EngineClient, run: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", await made.save(run));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16)).join("");
}

const recipe = { ...smallRecipe, dataset: "squares" };
type Computes = "webgpu" | "wasm";

async function calmly(backend: Computes): Promise<string> {
  const made = client();
  await made.open({ run: "calm", recipe, backend });
  const end = reached(made, "calm", STEPS);
  made.start("calm", STEPS);
  await end;
  const wanted = await bits(made, "calm");
  made.dispose();
  return wanted;
}

/** What a worker dies of, in turns, twice each: once on every backend. */
const DEATHS: readonly Death[] = ["kill-worker", "stall", "silence", "fill-memory"];

interface Strike {
  readonly what: string;
  readonly strike: (made: EngineClient, run: string, seed: number) => unknown;
  readonly backends: readonly Computes[];
}

const STRIKES: readonly Strike[] = [
  {
    what: "its device is destroyed",
    strike: (made, run) => made.fault("lose-device", run),
    backends: ["webgpu"],
  },
  {
    what: "the graphics process crashes",
    strike: () => commands.crashGpu(),
    backends: ["webgpu"],
  },
  {
    what: "its worker is ended",
    strike: (made, _run, seed) => made.fault(DEATHS[(seed >> 1) % DEATHS.length] ?? "stall"),
    backends: ["wasm", "webgpu"],
  },
];

/** What a run may be busy with when its device goes; each leaves the training as it is. */
const MOMENTS: Readonly<Record<string, (made: EngineClient, run: string) => unknown>> = {
  "it uploads other weights": async (made, run) => {
    const weights = await made.save(run);
    const given = made.open({ run: `${run}-other`, recipe, backend: "webgpu", weights });
    made.fault("lose-device", run);
    await given;
  },
  "it is read": async (made, run) => {
    const read = made.infer(run, new Float32Array(64).fill(0.5));
    made.fault("lose-device", run);
    await read;
  },
  "it is saved": async (made, run) => {
    const saved = made.save(run);
    made.fault("lose-device", run);
    await saved;
  },
  "another run is opened and this one left": async (made, run) => {
    const opened = made.open({ run: `${run}-next`, recipe, backend: "webgpu" });
    made.pause(run);
    made.fault("lose-device", run);
    await opened;
    made.start(run, STEPS);
  },
  "it is compiled": async (made, run) => {
    const opened = made.open({ run: `${run}-new`, recipe, backend: "webgpu" });
    await commands.crashGpu();
    await opened;
  },
  "nobody looks: no snapshot is taken": async (made, run) => {
    made.pause(run);
    made.start(run, STEPS);
    made.fault("lose-device", run);
    made.fault("lose-device", run);
    await Promise.resolve();
  },
};

function tell({ task }: TestContext, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b);
  const [median = 0, longest = 0] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  task.meta.found = [
    `${times.length} trained on, after ${Math.round(median)} ms in the middle, ${Math.round(longest)} ms at most`,
  ];
}

describe("a training run", () => {
  for (const { what, strike, backends } of STRIKES)
    it(`ends with the same bits when ${what} while it trains, at random (${TRIALS})`, {
      timeout: PATIENCE,
    }, async (context) => {
      const wanted = new Map<Computes, string>();
      for (const backend of backends) wanted.set(backend, await calmly(backend));
      const times: number[] = [];
      for (let seed = 1; seed <= TRIALS; seed++) {
        // An engine of its own: one that dies three times within a minute is given up.
        const [made, run] = [client(), `struck-${seed}`];
        const backend = backends[seed % backends.length] ?? "wasm";
        await made.open({ run, recipe, backend });
        const [middle, end] = [
          reached(made, run, 1 + random(seed).below(STEPS - 10)),
          reached(made, run, STEPS),
        ];
        made.start(run, STEPS);
        await middle;
        const seen = watched(made, run);
        await strike(made, run, seed);
        await end;
        expect(await bits(made, run), `seed ${seed}`).toBe(wanted.get(backend));
        expect(seen.recovered, `seed ${seed}`).toBe(true);
        if (seen.stood !== null) times.push(seen.stood);
        made.dispose();
      }
      tell(context, times);
    });

  for (const [what, busy] of Object.entries(MOMENTS))
    it(`ends with the same bits when its device goes while ${what}`, {
      timeout: PATIENCE,
    }, async () => {
      const wanted = await calmly("webgpu");
      const trials = Math.ceil(TRIALS / Object.keys(MOMENTS).length);
      for (let seed = 1; seed <= trials; seed++) {
        const [made, run] = [client(), `busy-${seed}`];
        await made.open({ run, recipe, backend: "webgpu" });
        const middle = reached(made, run, 1 + random(seed).below(STEPS - 10));
        const end = reached(made, run, STEPS);
        made.start(run, STEPS);
        await middle;
        await busy(made, run);
        await end;
        expect(await bits(made, run), `seed ${seed}`).toBe(wanted);
        made.dispose();
      }
    });
});
