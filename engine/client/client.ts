/**
 * The page's handle on the engine: commands as methods, events by run. When the worker dies, every run goes on in a new one
 * from the last checkpoint that came here (connection.ts).
 *
 * Snapshots are acknowledged when the page has drawn them, so that a busy page slows the pictures, never the training.
 */
import { LabError } from "../core/errors";
import type { Recipe } from "../train/recipe";
import type { BackendChoice, Command, EngineEvent, EngineProblem, MachineReport } from "../worker/protocol";
import { type RunSnapshot, snapshotOf, type Tensors, tensorsOf } from "./snapshot";
import { arrived, newRecord, owed, type RunRecord } from "./run-record";
import { Connection, type EngineStatus } from "./connection";
import type { OpenTransport } from "./transport";

export type { RunSnapshot, Tensors };
export type Opened = Extract<EngineEvent, { kind: "opened" }>;
export type Continued = Omit<Extract<EngineEvent, { kind: "continued" }>, "state">;

/** What a subscriber of a run hears. */
export type RunEvent =
  | { readonly kind: "snapshot"; readonly snapshot: RunSnapshot }
  | Opened
  | Continued
  | Extract<EngineEvent, { kind: "recovered" | "paused" | "failed" | "checkpoint" }>;

export interface OpenOptions {
  readonly run: string;
  readonly recipe: Recipe;
  readonly backend?: BackendChoice;
  /** safetensors; default: weights from the recipe's seed. */
  readonly weights?: ArrayBuffer;
  /** Goes on from here, bit for bit; wins over the weights. Rejects with "format" when it is of another network. */
  readonly checkpoint?: { readonly step: number; readonly state: ArrayBuffer };
}

export interface ClientOptions {
  /** How to reach an engine. Tried first; where it throws or breaks at once, the engine runs in the page. */
  readonly transport: OpenTransport;
  /** Address of the site, for data sets. */
  readonly base: string;
  /** Time this machine's backends at the start. */
  readonly measure?: boolean;
  /** Calls back when the page has drawn. Default: the next animation frame. */
  readonly afterDrawing?: (done: () => void) => void;
}

interface Request {
  readonly command: Command;
  resolve(event: EngineEvent): void;
  reject(error: unknown): void;
}

export class EngineClient {
  private readonly connection: Connection;
  private readonly runs = new Map<string, RunRecord>();
  private readonly requests = new Map<number, Request>();
  private readonly freeing = new Map<string, () => void>();
  private readonly machineListeners = new Set<(machine: MachineReport) => void>();
  private readonly statusListeners = new Set<(status: EngineStatus, reason: string) => void>();
  private lastRequest = 0;
  private report: MachineReport | null = null;

  constructor(private readonly options: ClientOptions) {
    this.connection = new Connection({
      transport: options.transport,
      hello: { kind: "hello", base: options.base, measure: options.measure === true },
      event: (event) => this.hear(event),
      reconnected: (reason) => this.reopen(reason),
      status: (status, reason) => this.heardStatus(status, reason),
    });
  }

  get machine(): MachineReport | null {
    return this.report;
  }

  get status(): EngineStatus {
    return this.connection.status;
  }

  onMachine(listener: (machine: MachineReport) => void): () => void {
    this.machineListeners.add(listener);
    if (this.report !== null) listener(this.report);
    return () => void this.machineListeners.delete(listener);
  }

  onStatus(listener: (status: EngineStatus, reason: string) => void): () => void {
    this.statusListeners.add(listener);
    return () => void this.statusListeners.delete(listener);
  }

  /** Rejects with a LabError that says what is wrong with the recipe, the weights or the machine. */
  open(options: OpenOptions): Promise<Opened> {
    if (this.runs.has(options.run)) return Promise.reject(new LabError("spec", `there is already a run ${options.run}`));
    return new Promise((resolve, reject) => {
      const record = newRecord(options, { resolve, reject });
      this.runs.set(options.run, record);
      this.sendOpen(record);
    });
  }

  subscribe(run: string, listener: (event: RunEvent) => void): () => void {
    const record = this.find(run);
    record.listeners.add(listener);
    return () => void record.listeners.delete(listener);
  }

  start(run: string): void {
    const record = this.find(run);
    [record.running, record.target] = [true, null];
    this.send({ kind: "start", run });
  }

  pause(run: string): void {
    this.find(run).running = false;
    this.send({ kind: "pause", run });
  }

  step(run: string, count = 1): void {
    const record = this.find(run);
    record.target = (record.target ?? record.step) + count;
    this.send({ kind: "step", run, count });
  }

  /** Back to step 0: weights from the seed, or these. */
  reset(run: string, weights?: ArrayBuffer): void {
    const record = this.find(run);
    [record.checkpoint, record.step, record.target] = [null, 0, null];
    record.weights = weights;
    this.send({ kind: "reset", run, ...(weights === undefined ? {} : { weights }) });
  }

  rewind(run: string): void {
    this.find(run).target = null;
    this.send({ kind: "rewind", run });
  }

  setLearningRate(run: string, learningRate: number): void {
    this.send({ kind: "setLearningRate", run, learningRate });
  }

  /**
   * The run goes on from where it is with another recipe: weights by name, bit for bit; the step stays. Rejects with what is
   * wrong with the recipe; the run then goes on as it was.
   */
  async continueWith(run: string, recipe: Recipe): Promise<Continued> {
    this.find(run);
    const answer = await this.ask((request) => ({ kind: "continueWith", run, request, recipe }));
    if (answer.kind !== "continued") throw new LabError("lost", "the engine answered something else");
    return answer;
  }

  watch(run: string, tensors: readonly string[], probes = false): void {
    this.find(run).watch = { tensors, probes };
    this.send({ kind: "watch", run, tensors, probes });
  }

  evaluate(run: string): void {
    this.send({ kind: "evaluate", run });
  }

  /** One picture through the network as it is now. Without names: the output of every layer. */
  async infer(run: string, input: Float32Array, tensors: readonly string[] = []): Promise<Tensors> {
    const answer = await this.ask((request) => ({ kind: "infer", run, request, input, tensors }));
    if (answer.kind !== "inferred") throw new LabError("lost", "the engine answered something else");
    return tensorsOf(answer.tensors, answer.buffer);
  }

  /** The run's weights as safetensors. */
  async save(run: string): Promise<ArrayBuffer> {
    const answer = await this.ask((request) => ({ kind: "save", run, request }));
    if (answer.kind !== "saved") throw new LabError("lost", "the engine answered something else");
    return answer.weights;
  }

  /** Resolves when the run's memory is given back. */
  free(run: string): Promise<void> {
    if (!this.runs.delete(run)) return Promise.resolve();
    return new Promise((resolve) => {
      this.freeing.set(run, resolve);
      this.send({ kind: "free", run });
    });
  }

  fault(fault: Extract<Command, { kind: "fault" }>["fault"], run?: string): void {
    this.send({ kind: "fault", fault, ...(run === undefined ? {} : { run }) });
  }

  dispose(): void {
    this.connection.close("closed");
  }

  /** Every run again, from its last checkpoint; questions that were not answered are asked again. */
  private reopen(reason: string): void {
    for (const [name, record] of this.runs) {
      this.sendOpen(record);
      if (record.watch !== null) this.send({ kind: "watch", run: name, ...record.watch });
      const count = owed(record);
      if (count > 0) this.send({ kind: "step", run: name, count });
      if (reason === "") continue;
      const step = record.checkpoint?.step ?? 0;
      const message = `The engine was restarted and went on from step ${step}.`;
      this.tell(name, { kind: "recovered", run: name, step, backend: this.report?.chosen ?? "wasm", message });
    }
    for (const { command } of this.requests.values()) this.send(command);
    for (const [run, resolve] of this.freeing) {
      resolve();
      this.freeing.delete(run);
    }
  }

  private heardStatus(status: EngineStatus, reason: string): void {
    if (status === "stopped") this.giveUp(reason);
    for (const listener of this.statusListeners) listener(status, reason);
  }

  private giveUp(reason: string): void {
    const problem: EngineProblem = { code: "lost", message: `the engine stopped: ${reason}`, hint: "Reload the page; your work is kept." };
    const error = new LabError(problem.code, problem.message, problem.hint);
    for (const [name, record] of this.runs) {
      record.opened?.reject(error);
      this.tell(name, { kind: "failed", run: name, problem });
    }
    for (const request of this.requests.values()) request.reject(error);
    this.requests.clear();
    for (const resolve of this.freeing.values()) resolve();
    this.freeing.clear();
  }

  private hear(event: EngineEvent): void {
    switch (event.kind) {
      case "ready":
        this.report = event.machine;
        for (const listener of this.machineListeners) listener(event.machine);
        return;
      case "opened":
        this.heardOpened(event);
        return;
      case "snapshot":
        arrived(this.runs.get(event.snapshot.run), event.snapshot.step);
        this.tell(event.snapshot.run, { kind: "snapshot", snapshot: snapshotOf(event.snapshot) });
        this.afterDrawing(() => this.send({ kind: "acknowledge", run: event.snapshot.run }));
        return;
      case "continued":
        this.heardContinued(event);
        return;
      case "inferred":
      case "saved":
        this.answer(event.request)?.resolve(event);
        return;
      case "recovered":
        this.tell(event.run, event);
        return;
      case "paused": {
        const record = this.runs.get(event.run);
        if (record !== undefined) [record.running, record.target] = [false, null];
        this.tell(event.run, event);
        return;
      }
      case "failed":
        this.heardFailed(event);
        return;
      case "freed":
        this.freeing.get(event.run)?.();
        this.freeing.delete(event.run);
        return;
      case "checkpoint": {
        const record = this.runs.get(event.run);
        if (record !== undefined) record.checkpoint = { step: event.step, state: event.state };
        this.tell(event.run, event);
        return;
      }
      case "busy":
      case "pong":
        return;
      default:
        event satisfies never;
    }
  }

  private heardOpened(event: Opened): void {
    const record = this.runs.get(event.run);
    record?.opened?.resolve(event);
    if (record !== undefined) record.opened = null;
    this.tell(event.run, event);
  }

  private heardContinued({ state, ...event }: Extract<EngineEvent, { kind: "continued" }>): void {
    const record = this.runs.get(event.run);
    // A new worker goes on from here: the weights it was opened with may not fit the network that it has now.
    if (record !== undefined) {
      [record.recipe, record.weights, record.checkpoint] = [event.recipe, undefined, { step: event.step, state }];
      [record.step, record.target] = [event.step, null];
    }
    this.tell(event.run, event);
    this.answer(event.request)?.resolve({ ...event, state });
  }

  private heardFailed(event: Extract<EngineEvent, { kind: "failed" }>): void {
    const error = new LabError(event.problem.code, event.problem.message, event.problem.hint);
    if (event.request !== undefined) {
      this.answer(event.request)?.reject(error);
      return;
    }
    if (event.run === undefined) {
      for (const name of this.runs.keys()) this.tell(name, event);
      return;
    }
    const record = this.runs.get(event.run);
    if (record?.opened != null) {
      this.runs.delete(event.run);
      record.opened.reject(error);
      return;
    }
    this.tell(event.run, event);
  }

  private ask(command: (request: number) => Command): Promise<EngineEvent> {
    const request = ++this.lastRequest;
    return new Promise((resolve, reject) => {
      const made = command(request);
      this.requests.set(request, { command: made, resolve, reject });
      this.send(made);
    });
  }

  private answer(request: number): Request | undefined {
    const found = this.requests.get(request);
    this.requests.delete(request);
    return found;
  }

  private sendOpen({ options, recipe, weights, checkpoint, running }: RunRecord): void {
    const { run, backend = "auto" } = options;
    const state = checkpoint === null ? {} : { checkpoint: checkpoint.state };
    this.send({ kind: "open", run, recipe, backend, running, ...(weights === undefined ? {} : { weights }), ...state });
  }

  private send(command: Command): void {
    this.connection.send(command);
  }

  private tell(run: string, event: RunEvent): void {
    for (const listener of this.runs.get(run)?.listeners ?? []) listener(event);
  }

  private find(run: string): RunRecord {
    const record = this.runs.get(run);
    if (record === undefined) throw new LabError("unknown-name", `there is no run "${run}"`);
    return record;
  }

  private afterDrawing(done: () => void): void {
    if (this.options.afterDrawing !== undefined) this.options.afterDrawing(done);
    else if (typeof requestAnimationFrame === "function") requestAnimationFrame(done);
    else setTimeout(done, 0);
  }
}
