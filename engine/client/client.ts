/**
 * The page's handle on the engine: commands as methods, events by run. When the worker dies, every
 * run goes on in a new one where the page had seen it, by the last checkpoint that came here
 * (connection.ts).
 *
 * Snapshots are acknowledged when the page has drawn them, so that a busy page slows the pictures,
 * never the training.
 */
import { LabError } from "../core/errors";
import type { NetworkSpec } from "../graph/spec";
import type { Conditions } from "../train/examine";
import type { Recipe } from "../train/recipe";
import type {
  BackendChoice,
  Command,
  EngineEvent,
  HowToInfer,
  MachineReport,
  Provided,
  Watched,
} from "../worker/protocol";
import { Connection, type EngineStatus } from "./connection";
import { type Continued, EventHub, type Opened, type RunEvent } from "./event-hub";
import { newRecord, owed, reached, type RunRecord, stepsBack } from "./run-record";
import { type Tensors, tensorsOf } from "./snapshot";
import type { OpenTransport } from "./transport";

export interface OpenOptions {
  readonly run: string;
  readonly recipe: Recipe;
  readonly backend?: BackendChoice;
  /** safetensors; default: weights from the recipe's seed. */
  readonly weights?: ArrayBuffer;
  /**
   * Goes on from here, bit for bit; wins over the weights. Rejects with "format" when it is of
   * another network.
   */
  readonly checkpoint?: { readonly step: number; readonly state: ArrayBuffer };
  /** Pictures go through it, nothing is trained. */
  readonly inUse?: boolean;
}

export interface ClientOptions {
  /**
   * How to reach an engine. Tried first; where it throws or breaks at once, the engine runs in the
   * page.
   */
  readonly transport: OpenTransport;
  /** Address of the site, for data sets. */
  readonly base: string;
  /** Time this machine's backends at the start. */
  readonly measure?: boolean;
  /** Calls back when the page has drawn. Default: the next animation frame. */
  readonly afterDrawing?: (done: () => void) => void;
}

export class EngineClient {
  private readonly connection: Connection;
  private readonly hub: EventHub;
  /** Data sets that the page gave; a new worker gets them again. */
  private readonly provided = new Map<string, Provided>();
  private lastRequest = 0;

  constructor(private readonly options: ClientOptions) {
    this.hub = new EventHub((command) => this.send(command), options.afterDrawing);
    this.connection = new Connection({
      transport: options.transport,
      hello: { kind: "hello", base: options.base, measure: options.measure === true },
      event: (event) => this.hub.receive(event),
      reconnected: (reason) => this.reopen(reason),
      status: (status, reason) => this.hub.receiveStatus(status, reason),
    });
  }

  get machine(): MachineReport | null {
    return this.hub.report;
  }

  get status(): EngineStatus {
    return this.connection.status;
  }

  onMachine(listener: (machine: MachineReport) => void): () => void {
    return this.hub.onMachine(listener);
  }

  onStatus(listener: (status: EngineStatus, reason: string) => void): () => void {
    return this.hub.onStatus(listener);
  }

  /**
   * Rejects with a LabError that says what is wrong with the recipe, the weights or the machine.
   */
  open(options: OpenOptions): Promise<Opened> {
    if (this.hub.runs.has(options.run))
      return Promise.reject(new LabError("spec", `there is already a run ${options.run}`));
    return new Promise((resolve, reject) => {
      const record = newRecord(options, { resolve, reject });
      this.hub.runs.set(options.run, record);
      this.sendOpen(record);
    });
  }

  subscribe(run: string, listener: (event: RunEvent) => void): () => void {
    const record = this.hub.find(run);
    record.listeners.add(listener);
    return () => void record.listeners.delete(listener);
  }

  /** Trains on; with `until`, to the end of that step. */
  start(run: string, until?: number): void {
    const record = this.hub.find(run);
    [record.running, record.target, record.until] = [true, null, until ?? null];
    this.send({ kind: "start", run, ...(until === undefined ? {} : { until }) });
  }

  pause(run: string): void {
    const record = this.hub.find(run);
    [record.running, record.until] = [false, null];
    this.send({ kind: "pause", run });
  }

  step(run: string, count = 1): void {
    const record = this.hub.find(run);
    record.target = (record.target ?? record.step) + count;
    this.send({ kind: "step", run, count });
  }

  /** Back to step 0: weights from the seed, or these. */
  reset(run: string, weights?: ArrayBuffer): void {
    const record = this.hub.find(run);
    [record.checkpoint, record.step, record.target] = [null, 0, null];
    [record.weights, record.life] = [weights, record.life + 1];
    const { life } = record;
    this.send({ kind: "reset", run, life, ...(weights === undefined ? {} : { weights }) });
  }

  rewind(run: string): void {
    stepsBack(this.hub.find(run));
    this.send({ kind: "rewind", run });
  }

  setLearningRate(run: string, learningRate: number): void {
    this.send({ kind: "setLearningRate", run, learningRate });
  }

  /**
   * The run goes on from where it is with another recipe: weights by name, bit for bit; the step
   * stays. Rejects with what is wrong with the recipe; the run then goes on as it was.
   */
  async continueWith(run: string, recipe: Recipe): Promise<Continued> {
    this.hub.find(run);
    const answer = await this.ask((request) => ({ kind: "continueWith", run, request, recipe }));
    if (answer.kind !== "continued")
      throw new LabError("lost", "the engine answered something else");
    return answer;
  }

  watch(
    run: string,
    tensors: readonly string[],
    probes = false,
    quantiles: readonly Watched[] = [],
    ideal = false,
  ): void {
    this.hub.find(run).watch = { tensors, probes, quantiles, ideal };
    this.send({ kind: "watch", run, tensors, probes, quantiles, ideal });
  }

  /** A data set of the page's own, for runs that are opened from now on. */
  provide(set: Provided): void {
    this.provided.set(set.name, set);
    this.send({ kind: "provide", ...set });
  }

  evaluate(run: string): void {
    this.send({ kind: "evaluate", run });
  }

  /**
   * Pictures through the network as it is now: one in use, or `how.batch` of them, or as in
   * training. Without names: the output of every layer.
   */
  async infer(
    run: string,
    input: Float32Array,
    tensors: readonly string[] = [],
    how: HowToInfer = {},
  ): Promise<Tensors> {
    return this.askTensors((request) => ({ kind: "infer", run, request, input, tensors, how }));
  }

  /**
   * Loss and accuracy on held-out examples under other conditions than the run's: in training mode,
   * in batches of another size or of one class, with statistics over many training examples.
   */
  async examine(
    run: string,
    conditions: Conditions,
    statistics?: { readonly batch: number; readonly examples?: number },
  ): Promise<{ readonly loss: number; readonly accuracy: number; readonly examples: number }> {
    const read = await this.askTensors((request) => ({
      kind: "examine",
      run,
      request,
      conditions,
      ...(statistics === undefined ? {} : { statistics }),
    }));
    const number = (name: string): number => read[name]?.data[0] ?? Number.NaN;
    return { loss: number("loss"), accuracy: number("accuracy"), examples: number("examples") };
  }

  /**
   * Held-out pictures of the run's data with the network's output for each: "pixels" [n, c, h, w],
   * "labels" [n], "output" [n, classes]. An index past the last is left out.
   */
  async examples(run: string, indices: readonly number[]): Promise<Tensors> {
    return this.askTensors((request) => ({ kind: "examples", run, request, indices }));
  }

  /** Every held-out picture of the run's data, [n] each: "labels", "answers", "losses". */
  async judge(run: string): Promise<Tensors> {
    return this.askTensors((request) => ({ kind: "judge", run, request }));
  }

  /** The tensors of a safetensors file by the network's names. Rejects with what does not fit. */
  async readWeights(network: NetworkSpec, file: ArrayBuffer): Promise<Tensors> {
    return this.askTensors((request) => ({ kind: "readWeights", request, network, file }));
  }

  private async askTensors(command: (request: number) => Command): Promise<Tensors> {
    const answer = await this.ask(command);
    if (answer.kind !== "inferred")
      throw new LabError("lost", "the engine answered something else");
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
    if (!this.hub.runs.delete(run)) return Promise.resolve();
    return new Promise((resolve) => {
      this.hub.freeing.set(run, resolve);
      this.send({ kind: "free", run });
    });
  }

  fault(fault: Extract<Command, { kind: "fault" }>["fault"], run?: string): void {
    this.send({ kind: "fault", fault, ...(run === undefined ? {} : { run }) });
  }

  dispose(): void {
    this.connection.close("closed");
  }

  /**
   * Every run again, where the page had seen it; questions that were not answered are asked again.
   */
  private reopen(reason: string): void {
    for (const set of this.provided.values()) this.send({ kind: "provide", ...set });
    for (const [name, record] of this.hub.runs) {
      record.heard = record.life; // the new engine knows of no earlier one
      this.sendOpen(record);
      if (record.watch !== null) this.send({ kind: "watch", run: name, ...record.watch });
      const count = owed(record);
      if (count > 0) this.send({ kind: "step", run: name, count });
      if (reason === "") continue;
      const step = reached(record);
      const message = `The engine was restarted and went on from step ${step}.`;
      this.hub.tell(name, {
        kind: "recovered",
        run: name,
        step,
        backend: this.hub.report?.chosen ?? "wasm",
        message,
      });
    }
    for (const { command } of this.hub.requests.values()) this.send(command);
    for (const [run, resolve] of this.hub.freeing) {
      resolve();
      this.hub.freeing.delete(run);
    }
  }

  private ask(command: (request: number) => Command): Promise<EngineEvent> {
    const request = ++this.lastRequest;
    return new Promise((resolve, reject) => {
      const made = command(request);
      this.hub.requests.set(request, { command: made, resolve, reject });
      this.send(made);
    });
  }

  private sendOpen(record: RunRecord): void {
    const { options, recipe, weights, checkpoint, running, until } = record;
    const { run, backend = "auto", inUse = false } = options;
    const state = checkpoint === null ? {} : { checkpoint: checkpoint.state };
    this.send({
      kind: "open",
      run,
      recipe,
      backend,
      running,
      reached: reached(record),
      ...(until === null ? {} : { until }),
      ...(weights === undefined ? {} : { weights }),
      ...(inUse ? { inUse } : {}),
      ...state,
    });
  }

  private send(command: Command): void {
    this.connection.send(command);
  }
}
