/**
 * The engine behind the protocol: takes commands, runs runs, posts events. Lives in a worker, or in
 * the page where workers are forbidden; it does not know which.
 *
 * Runs that train share the thread in turn, each for a slice; between slices commands are handled.
 */
import { LabError } from "../core/errors";
import { type Dataset, type FetchBytes, loadDataset, readDataset } from "../data/dataset";
import type { BackendName } from "../backends/backend";
import { lenetRecipe } from "../train/recipes";
import { createYield } from "./yield-to-events";
import { attempt, measure, type Timings } from "./choose";
import { BackendPool, type Factories } from "./pool";
import { problemOf } from "./problem";
import type { Command, EngineEvent, MachineReport } from "./protocol";
import { Run } from "./run";
import type { Services } from "./services";
import { readWeights } from "./read-weights";
import { TaskQueue } from "./task-queue";

export type Post = (event: EngineEvent, transfer?: readonly ArrayBuffer[]) => void;

export interface HostOptions {
  readonly post: Post;
  readonly factories: Factories;
  /** Reads bytes at a path below the site's base. */
  readonly fetchBytes: (base: string) => FetchBytes;
  /** Milliseconds that training may hold the thread. */
  readonly slice: number;
  /** Milliseconds after which a run that had to leave the GPU asks for it again. */
  readonly returnAfter?: number;
  /** Ends this worker, for the fault page. */
  readonly end?: () => void;
}

type Handlers = {
  readonly [Kind in Command["kind"]]: (
    command: Extract<Command, { kind: Kind }>,
  ) => Promise<void> | void;
};

/** Browsers refuse a failing graphics process for two minutes. */
const RETURN_AFTER = 125_000;
const NAMES: readonly BackendName[] = ["webgpu", "wasm", "reference"];

export class EngineHost {
  private readonly runs = new Map<string, Promise<Run>>();
  private readonly datasets = new Map<string, Promise<Dataset>>();
  private readonly services: Services;
  private readonly pool: BackendPool;
  private readonly timings: Timings = new Map();
  private readonly opening = new TaskQueue();
  private looping = false;
  private base = "./";

  private isSilent = false;
  private readonly options: HostOptions;

  constructor(given: HostOptions) {
    const options: HostOptions = {
      ...given,
      post: (event, transfer) => {
        if (!this.isSilent) given.post(event, transfer);
      },
    };
    this.options = options;
    this.pool = new BackendPool(options.factories);
    this.services = {
      pool: this.pool,
      timings: this.timings,
      slice: options.slice,
      yieldToEvents: createYield(),
      returnAfter: options.returnAfter ?? RETURN_AFTER,
      post: options.post,
      dataset: (name) => this.dataset(name),
    };
  }

  /** Never throws and never rejects: what goes wrong is posted. */
  async handle(command: Command): Promise<void> {
    try {
      await this.dispatch(command);
    } catch (error) {
      const run = "run" in command ? { run: command.run } : {};
      const request = "request" in command ? { request: command.request } : {};
      this.options.post({ kind: "failed", ...run, ...request, problem: problemOf(error) });
    }
    void this.loop();
  }

  private dispatch<Kind extends Command["kind"]>(
    command: Extract<Command, { kind: Kind }>,
  ): Promise<void> | void {
    const handler = this.handlers[command.kind] as
      | ((command: Command) => Promise<void> | void)
      | undefined;
    if (handler === undefined)
      throw new LabError(
        "unsupported",
        `the engine does not know the command "${String(command.kind)}"`,
      );
    return handler(command);
  }

  private readonly handlers: Handlers = {
    hello: ({ base, measure: wanted }) => this.hello(base, wanted),
    open: (command) => this.open(command),
    start: async ({ run, until }) => (await this.find(run)).start(until),
    pause: async ({ run }) => (await this.find(run)).pause(),
    step: async ({ run, count }) =>
      (await this.find(run)).steps(Math.max(1, Math.min(10_000, Math.floor(count)))),
    reset: async ({ run, life, weights }) => (await this.find(run)).reset(life, weights),
    rewind: async ({ run }) => (await this.find(run)).rewind(),
    setLearningRate: async ({ run, learningRate }) =>
      (await this.find(run)).setLearningRate(learningRate),
    continueWith: async ({ run, request, recipe }) =>
      (await this.find(run)).continueWith(request, recipe),
    watch: async ({ run, tensors, probes, quantiles = [], ideal = false }) =>
      (await this.find(run)).watch({ tensors, probes, quantiles, ideal }),
    evaluate: async ({ run }) => (await this.find(run)).evaluate(),
    provide: ({ name, title, classes, file }) => {
      const set = readDataset(name, new Uint8Array(file));
      this.datasets.set(name, Promise.resolve({ ...set, title, classes }));
    },
    infer: async ({ run, request, input, tensors, how }) => {
      const packed = await (await this.find(run)).infer(input, tensors, how);
      this.options.post({ kind: "inferred", request, ...packed }, [packed.buffer]);
    },
    examine: async ({ run, request, conditions, statistics }) => {
      const packed = await (await this.find(run)).examine(conditions, statistics);
      this.options.post({ kind: "inferred", request, ...packed }, [packed.buffer]);
    },
    examples: async ({ run, request, indices }) => {
      const packed = await (await this.find(run)).examples(indices);
      this.options.post({ kind: "inferred", request, ...packed }, [packed.buffer]);
    },
    judge: async ({ run, request }) => {
      const packed = await (await this.find(run)).judge();
      this.options.post({ kind: "inferred", request, ...packed }, [packed.buffer]);
    },
    readWeights: ({ request, network, file }) => {
      const packed = readWeights(network, file);
      this.options.post({ kind: "inferred", request, ...packed }, [packed.buffer]);
    },
    save: async ({ run, request }) => {
      const weights = await (await this.find(run)).save();
      this.options.post({ kind: "saved", run, request, weights }, [weights]);
    },
    free: (command) => this.free(command.run),
    acknowledge: ({ run }) => void this.runs.get(run)?.then((found) => found.acknowledge()),
    ping: ({ at }) => this.options.post({ kind: "pong", at }),
    fault: (command) => this.fault(command),
  };

  private async hello(base: string, wanted: boolean): Promise<void> {
    this.base = base;
    this.options.post({ kind: "ready", machine: await this.report() });
    if (!wanted) return;
    for (const name of ["wasm", "webgpu"] as const) {
      const backend = await attempt(this.pool, name);
      const software = backend !== null && "software" in backend && backend.software === true;
      if (backend === null || software) continue;
      await measure(backend, lenetRecipe).then(
        (milliseconds) => this.timings.set(name, milliseconds),
        () => undefined,
      );
    }
    this.options.post({ kind: "ready", machine: await this.report() });
  }

  private async report(): Promise<MachineReport> {
    const backends = [];
    for (const name of NAMES) {
      const backend = await attempt(this.pool, name);
      const description = backend?.description ?? this.pool.refusal(name) ?? "not available";
      const software = backend !== null && "software" in backend && backend.software === true;
      backends.push({
        name,
        available: backend !== null,
        description,
        software,
        millisecondsPerStep: this.timings.get(name) ?? null,
      });
    }
    const usable = backends.filter(
      ({ available, name, software }) => available && !software && name !== "reference",
    );
    const timed = usable.filter(({ millisecondsPerStep }) => millisecondsPerStep !== null);
    const fastest = timed.toSorted(
      (a, b) => (a.millisecondsPerStep ?? 0) - (b.millisecondsPerStep ?? 0),
    )[0];
    const chosen = fastest ?? usable.find(({ name }) => name === "wasm") ?? usable[0];
    return {
      chosen: chosen?.name ?? "reference",
      reason: reasonFor(backends, fastest !== undefined && timed.length > 1),
      backends: backends.map(({ name, available, description, millisecondsPerStep }) => ({
        name,
        available,
        description,
        millisecondsPerStep,
      })),
    };
  }

  /**
   * Runs open one after the other, so that each is timed alone; what comes for a run waits until it
   * is open.
   */
  private async open(command: Extract<Command, { kind: "open" }>): Promise<void> {
    if (this.runs.has(command.run))
      throw new LabError("spec", `there is already a run ${command.run}`);
    const opened = this.opening.add(() => Run.open(command, this.services));
    this.runs.set(command.run, opened);
    try {
      await opened;
    } catch (error) {
      this.runs.delete(command.run);
      throw error;
    }
  }

  private async free(name: string): Promise<void> {
    const run = await this.find(name);
    this.runs.delete(name);
    await run.free();
    this.options.post({ kind: "freed", run: name, bytes: await this.pool.bytesInUse() });
  }

  private async fault({ fault, run, tensor }: Extract<Command, { kind: "fault" }>): Promise<void> {
    if (fault === "kill-worker") this.options.end?.();
    else if (fault === "stall") for (;;);
    else if (fault === "fill-memory") fillMemory();
    else if (fault === "silence") this.isSilent = true;
    else if (fault === "reject") void Promise.reject(new Error("nobody catches this"));
    else if (run !== undefined) await (await this.find(run)).fault(fault, tensor);
    else for (const each of this.runs.values()) await (await each).fault(fault, tensor);
  }

  private async find(name: string): Promise<Run> {
    const run = this.runs.get(name);
    if (run === undefined) throw new LabError("unknown-name", `there is no run "${name}"`);
    return run;
  }

  private dataset(name: string): Promise<Dataset> {
    const known = this.datasets.get(name);
    if (known !== undefined) return known;
    const loading = loadDataset(name, this.options.fetchBytes(this.base));
    this.datasets.set(name, loading);
    loading.catch(() => this.datasets.delete(name));
    return loading;
  }

  /** Gives every running run a slice in turn, for as long as one runs. */
  private async loop(): Promise<void> {
    if (this.looping) return;
    this.looping = true;
    for (;;) {
      const open = await Promise.all([...this.runs.values()].map((run) => run.catch(() => null)));
      const active = open.filter((run) => run !== null && run.running);
      if (active.length === 0) break;
      for (const run of active) {
        await run?.slice(this.services.slice).catch((error: unknown) => run.fail(error));
        await this.services.yieldToEvents();
      }
    }
    this.looping = false;
  }
}

/** Takes memory until there is none: for tests, in a worker. */
function fillMemory(): never {
  const held: number[][] = [];
  for (;;) held.push(Array.from({ length: 1_000_000 }, (_, at) => at / 3));
}

function reasonFor(
  backends: readonly {
    name: BackendName;
    available: boolean;
    description: string;
    software: boolean;
  }[],
  timed: boolean,
): string {
  if (timed) return "it was faster in a short test";
  const gpu = backends.find(({ name }) => name === "webgpu");
  if (gpu === undefined || !gpu.available)
    return `no usable WebGPU: ${gpu?.description ?? "not available"}`;
  return gpu.software
    ? "the only WebGPU here is computed by the processor"
    : "small work is answered faster by the processor";
}
