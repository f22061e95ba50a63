/**
 * One run in the worker: a recipe, its trainer, its single-image network, its checkpoint. Does one thing at a time: commands
 * and training slices wait for each other in the order they came.
 *
 * What is slow is made late: the data set and the training program when training starts, the single-image program when a
 * picture comes. A lost device is replaced (at 0, 250 and 1000 ms, then another backend) and the run goes on from its
 * checkpoint.
 */
import type { Backend, BackendName } from "../backends/backend";
import { LabError } from "../core/errors";
import { readSafetensors, writeSafetensors } from "../data/formats/safetensors";
import { networkShapes, type NetworkShapes } from "../graph/shapes";
import { didYouMean } from "../graph/suggest";
import { carry } from "../train/carry";
import { type Checkpoint, writeCheckpoint } from "../train/checkpoint";
import { Inference } from "../train/inference";
import { initialWeights } from "../train/initialisers";
import { parseRecipe } from "../train/parse-recipe";
import type { Recipe } from "../train/recipe";
import { Trainer } from "../train/trainer";
import { ordinary, toStored, weightShapes, type Weights, weightsFrom } from "../train/weights";
import { attempt, chooseBackend, replacement } from "./choose";
import { Progress, type Unsent } from "./progress";
import { isLost, problemOf } from "./problem";
import type { Command } from "./protocol";
import { pack } from "./pack";
import type { Services } from "./services";
import { startOf, tensorNames } from "./start";

type Opening = Extract<Command, { kind: "open" }>;

interface Watched {
  readonly tensors: readonly string[];
  readonly probes: boolean;
}

/** Devices that one task may wear out. */
const MOST_LOSSES = 5;

export class Run {
  running = false;
  closed = false;
  private queue: Promise<void> = Promise.resolve();
  private trainer: Trainer | null = null;
  private inference: Inference | null = null;
  private progress: Progress | null = null;
  /** The state before there is a trainer, and where a lost one goes on. */
  private resume: Checkpoint;
  private version = 0;
  /** A lost trainer had come this far; its successor repeats what the checkpoint does not hold. */
  private reached = 0;
  private unsent: Unsent | undefined;
  private names: ReadonlySet<string> | null = null;
  private watched: Watched = { tensors: [], probes: false };

  private constructor(
    readonly name: string,
    private readonly services: Services,
    private recipe: Recipe,
    private network: NetworkShapes,
    private readonly byHand: boolean,
    private backend: Backend,
    start: Checkpoint,
  ) {
    this.resume = start;
  }

  /** Throws what is wrong with the recipe or the weights; nothing is left behind then. */
  static async open(command: Opening, services: Services): Promise<Run> {
    const recipe = parseRecipe(command.recipe);
    const network = networkShapes(recipe.network);
    const start = startOf(command, recipe, network);
    // On its way while the backend is chosen; who needs it hears what is wrong with it.
    services.dataset(recipe.dataset).catch(() => undefined);
    const { backend, reason } = await chooseBackend(services.pool, command.backend, recipe, services.timings);
    const run = new Run(command.run, services, recipe, network, command.backend !== "auto", backend, start);
    services.post({
      kind: "opened",
      run: command.run,
      backend: backend.name,
      description: backend.description,
      reason,
      parameters: network.parameterCount,
      bytes: await services.pool.bytesInUse(),
      network: recipe.network,
    });
    run.running = command.running === true;
    return run;
  }

  /** Does `task` when everything before it is done; a lost device is replaced and the task tried again. */
  exclusive<Result>(task: () => Promise<Result>): Promise<Result> {
    const guarded = async (): Promise<Result> => {
      for (let losses = 0; ; losses++) {
        if (this.closed) throw new LabError("unknown-name", `the run ${this.name} was freed`);
        try {
          return await task();
        } catch (error) {
          if (!isLost(error) || losses === MOST_LOSSES) throw error;
          await this.recover(error);
        }
      }
    };
    const result = this.queue.then(guarded);
    this.queue = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  /** Trains for about `milliseconds`, at least one step. */
  async slice(milliseconds: number): Promise<void> {
    await this.exclusive(async () => {
      const progress = await this.ensureProgress();
      await progress.slice(milliseconds, () => this.running && !this.closed);
    });
  }

  async steps(count: number): Promise<void> {
    for (let done = 0; done < count && !this.closed; done++) {
      const halted = await this.exclusive(async () => {
        const progress = await this.ensureProgress();
        await progress.step();
        return progress.halted;
      });
      if (halted) break;
    }
    await this.exclusive(async () => this.progress?.snapshot(true));
  }

  async pause(): Promise<void> {
    this.running = false;
    await this.exclusive(async () => {
      await this.progress?.settle();
      await this.progress?.snapshot(true);
    });
  }

  async reset(weights?: ArrayBuffer): Promise<void> {
    await this.exclusive(async () => {
      const tensors = weights === undefined ? initialWeights(this.network, this.recipe.seed) : this.read(weights);
      await this.goTo({ step: 0, rates: [], tensors });
    });
  }

  async rewind(): Promise<void> {
    await this.exclusive(async () => {
      await this.progress?.settle();
      await this.goTo(this.progress?.good ?? this.resume);
    });
  }

  async setLearningRate(rate: number): Promise<void> {
    await this.exclusive(async () => {
      await (await this.ensureProgress()).setLearningRate(rate);
    });
  }

  /**
   * Goes on from where it is with another recipe; from the last good step when it stands still before a number that is none.
   * Throws what is wrong with the recipe; the run then goes on as it was.
   */
  async continueWith(request: number, given: Recipe): Promise<void> {
    const recipe = parseRecipe(given);
    const network = networkShapes(recipe.network);
    await this.exclusive(async () => {
      if (this.reached > this.resume.step) await this.ensureTrainer();
      const state = (await this.progress?.state()) ?? this.resume;
      const from = { network: this.network, optimiser: this.recipe.optimiser };
      const { checkpoint, added, dropped } = carry(state, from, { network, optimiser: recipe.optimiser }, recipe.seed);
      const names = tensorNames(recipe);
      const watched = { ...this.watched, tensors: this.watched.tensors.filter((name) => names.has(name)) };
      const trainer = this.trainer === null ? null : await this.openTrainer(recipe, checkpoint, watched);
      this.unsent = this.progress?.unsent(checkpoint.step) ?? this.unsent;
      this.release();
      [this.recipe, this.network, this.names, this.watched] = [recipe, network, names, watched];
      [this.resume, this.reached] = [checkpoint, checkpoint.step];
      this.version += 1;
      if (trainer !== null) await this.adopt(trainer);
      const stored = writeCheckpoint(checkpoint).buffer;
      const bytes = await this.services.pool.bytesInUse();
      const told = { run: this.name, request, step: checkpoint.step, recipe, parameters: network.parameterCount, bytes, added, dropped };
      this.services.post({ kind: "continued", ...told, state: stored }, [stored]);
      await this.progress?.snapshot(true);
    });
  }

  /** Throws "unknown-name" for a tensor that this network does not have. */
  async watch(tensors: readonly string[], probes: boolean): Promise<void> {
    this.names ??= tensorNames(this.recipe);
    for (const name of tensors) {
      if (!this.names.has(name))
        throw new LabError("unknown-name", `${this.network.spec.name} has no tensor "${name.slice(0, 60)}"`, didYouMean(name, this.names));
    }
    this.watched = { tensors, probes };
    await this.exclusive(async () => {
      if (this.progress === null) return;
      await this.progress.watch(tensors, probes);
      await this.progress.snapshot(true);
    });
  }

  async evaluate(): Promise<void> {
    await this.exclusive(async () => {
      const progress = await this.ensureProgress();
      await progress.evaluate();
      await progress.snapshot(true);
    });
  }

  async infer(input: Float32Array, tensors: readonly string[]) {
    return this.exclusive(async () => {
      const inference = await this.ensureInference();
      if (inference.version !== this.weightsVersion()) inference.setWeights(await this.weights(), this.weightsVersion());
      return pack(await inference.run(input, tensors));
    });
  }

  async save(): Promise<ArrayBuffer> {
    return this.exclusive(async () => writeSafetensors(toStored(await this.weights(), this.network)).buffer);
  }

  acknowledge(): void {
    // Between two backends nobody else is there to hear it, and who takes over would wait for it for ever.
    if (this.unsent !== undefined) this.unsent = { ...this.unsent, waiting: false };
    if (this.progress?.acknowledge() === true)
      this.exclusive(async () => this.progress?.snapshot(true)).catch((error: unknown) => this.fail(error));
  }

  /** For tests: what the device does to us. */
  async fault(kind: "lose-device" | "nan"): Promise<void> {
    if (kind === "lose-device") await this.services.pool.lose(this.backend.name);
    else await this.exclusive(async () => (await this.ensureProgress()).spoil());
  }

  async free(): Promise<void> {
    this.running = false;
    await this.exclusive(async () => {
      await this.progress?.settle().catch(() => undefined);
      this.closed = true;
      this.release();
    });
  }

  private release(): void {
    this.trainer?.free();
    this.inference?.free();
    this.trainer = null;
    this.inference = null;
    this.progress = null;
  }

  private read(weights: ArrayBuffer): Weights {
    return ordinary(weightsFrom(readSafetensors(new Uint8Array(weights)), this.network));
  }

  private async goTo(checkpoint: Checkpoint): Promise<void> {
    this.resume = checkpoint;
    [this.reached, this.unsent] = [checkpoint.step, undefined];
    this.version += 1;
    await this.progress?.goTo(checkpoint);
  }

  /** Changes whenever the weights do. */
  private weightsVersion(): number {
    return this.version * 2 ** 32 + (this.trainer?.step ?? 0);
  }

  private async weights(): Promise<Weights> {
    if (this.trainer !== null) return this.trainer.weights();
    return new Map([...weightShapes(this.network).keys()].map((name) => [name, this.resume.tensors.get(name) ?? new Float32Array(0)]));
  }

  private async ensureTrainer(): Promise<Trainer> {
    if (this.trainer !== null) return this.trainer;
    const trainer = await this.openTrainer(this.recipe, this.resume, this.watched);
    while (trainer.step < this.reached) await trainer.advance();
    await this.adopt(trainer);
    return trainer;
  }

  private async openTrainer(recipe: Recipe, start: Checkpoint, { tensors, probes }: Watched): Promise<Trainer> {
    const dataset = await this.services.dataset(recipe.dataset);
    const trainer = await Trainer.open(this.backend, recipe, dataset, { keep: tensors, probes });
    trainer.restore(start);
    return trainer;
  }

  private async adopt(trainer: Trainer): Promise<void> {
    this.trainer = trainer;
    const stop = (): void => {
      this.running = false;
    };
    this.progress = new Progress(this.name, trainer, this.resume, this.services, stop, () => this.running, this.unsent);
    await this.progress.watch(this.watched.tensors, this.watched.probes);
  }

  private async ensureProgress(): Promise<Progress> {
    await this.ensureTrainer();
    if (this.progress === null) throw new LabError("lost", "the run was freed");
    return this.progress;
  }

  private async ensureInference(): Promise<Inference> {
    if (this.inference !== null) return this.inference;
    const small = this.byHand ? null : await attempt(this.services.pool, "wasm");
    this.inference = await Inference.open(small ?? this.backend, this.recipe.network);
    return this.inference;
  }

  private async recover(cause: unknown): Promise<void> {
    const good = this.progress?.good ?? this.resume;
    const had = this.backend.name;
    this.reached = Math.max(this.reached, this.trainer?.step ?? 0);
    this.unsent = this.progress?.unsent() ?? this.unsent;
    this.release();
    this.resume = good;
    this.version += 1;
    await this.services.pool.lose(had);
    const found = await replacement(this.services.pool, had);
    if (found === null) throw cause;
    this.backend = found;
    const place = found.name === had ? (had === "webgpu" ? "on the GPU" : "") : `on ${found.description}`;
    const message = `Continued ${place} from step ${good.step}.`.replace("  ", " ");
    this.services.post({ kind: "recovered", run: this.name, step: good.step, backend: found.name, message });
    if (had === "webgpu" && found.name !== had) this.returnLater(had);
  }

  /** A browser that lost its graphics process may refuse it for two minutes; then the run goes back to it, once. */
  private returnLater(wanted: BackendName): void {
    setTimeout(() => {
      this.exclusive(async () => {
        const backend = this.backend.name === wanted ? null : await attempt(this.services.pool, wanted);
        if (backend === null) return;
        await this.progress?.settle();
        const checkpoint = (await this.trainer?.checkpoint()) ?? this.resume;
        this.unsent = this.progress?.unsent() ?? this.unsent;
        this.release();
        this.resume = checkpoint;
        this.backend = backend;
        const message = `Back on the GPU from step ${checkpoint.step}.`;
        this.services.post({ kind: "recovered", run: this.name, step: checkpoint.step, backend: backend.name, message });
      }).catch(() => undefined);
    }, this.services.returnAfter);
  }

  /** An error of a slice that nobody waits for: pause and say so. */
  fail(error: unknown): void {
    this.running = false;
    if (!this.closed) this.services.post({ kind: "failed", run: this.name, problem: problemOf(error) });
  }
}
