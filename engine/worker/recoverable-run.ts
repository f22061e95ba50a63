/**
 * What a run holds on its device, and how it goes on without it: a lost device is replaced (at 0,
 * 200 and 500 ms, then another backend) and the run goes on from its checkpoint.
 */
import type { Backend, BackendName } from "../backends/backend";
import { now } from "../core/clock";
import { LabError } from "../core/errors";
import { type NetworkShapes, weightShapes } from "../graph/shapes";
import type { Checkpoint } from "../train/checkpoint";
import { Inference } from "../train/inference";
import type { Recipe } from "../train/recipe";
import { Trainer } from "../train/trainer";
import type { Weights } from "../train/weights";
import { attempt, replacement } from "./choose";
import { Progress } from "./progress";
import { isLost, problemOf } from "./problem";
import type { HowToInfer } from "./protocol";
import { type Watching, UNSEEN } from "./watching";
import type { Owner, Unsent } from "./run-state";
import type { Services } from "./services";
import { TaskQueue } from "./task-queue";

/** Devices that one task may wear out. */
const MOST_LOSSES = 5;

export abstract class RecoverableRun implements Owner {
  running = false;
  until: number | null = null;
  closed = false;
  private readonly queue = new TaskQueue();
  protected trainer: Trainer | null = null;
  protected inference: Inference | null = null;
  protected progress: Progress | null = null;
  /** The state before there is a trainer, and where a lost one goes on. */
  protected resume: Checkpoint;
  protected version = 0;
  /**
   * A lost trainer, or one of a lost worker, had come this far; its successor repeats what the
   * checkpoint does not hold.
   */
  protected reached = 0;
  protected unsent: Unsent | undefined;
  protected watched: Watching = UNSEEN;

  protected constructor(
    readonly name: string,
    protected readonly services: Services,
    protected recipe: Recipe,
    protected network: NetworkShapes,
    protected readonly byHand: boolean,
    protected backend: Backend,
    public reason: string,
    start: Checkpoint,
  ) {
    this.resume = start;
  }

  /**
   * Does `task` when everything before it is done; a lost device is replaced and the task tried
   * again.
   */
  exclusive<Result>(task: () => Promise<Result>): Promise<Result> {
    return this.queue.add(async () => {
      for (let losses = 0; ; losses++) {
        if (this.closed) throw new LabError("unknown-name", `the run ${this.name} was freed`);
        try {
          return await task();
        } catch (error) {
          if (!isLost(error) || losses === MOST_LOSSES) throw error;
          await this.recover(error);
        }
      }
    });
  }

  stop(): void {
    [this.running, this.until] = [false, null];
  }

  protected release(): void {
    this.trainer?.free();
    this.inference?.free();
    this.trainer = null;
    this.inference = null;
    this.progress = null;
  }

  protected async goTo(checkpoint: Checkpoint): Promise<void> {
    this.resume = checkpoint;
    [this.reached, this.unsent] = [checkpoint.step, undefined];
    this.version += 1;
    await this.progress?.goTo(checkpoint);
  }

  /** Changes whenever the weights do. */
  protected weightsVersion(): number {
    return this.version * 2 ** 32 + (this.trainer?.step ?? 0);
  }

  protected async weights(): Promise<Weights> {
    // After a loss what was reached is computed again: the checkpoint alone is of an earlier step.
    if (this.trainer !== null || this.reached > this.resume.step)
      return (await this.ensureTrainer()).weights();
    const { tensors } = this.resume;
    const names = [...weightShapes(this.network).keys()];
    return new Map(names.map((name) => [name, tensors.get(name) ?? new Float32Array(0)]));
  }

  protected async ensureTrainer(): Promise<Trainer> {
    return (await this.ready()).trainer;
  }

  protected async ensureProgress(): Promise<Progress> {
    return (await this.ready()).progress;
  }

  /** Where the run had been; neither is there without the other. */
  private async ready(): Promise<{ readonly trainer: Trainer; readonly progress: Progress }> {
    if (this.trainer === null)
      await this.adopt(await this.openTrainer(this.recipe, this.resume, this.watched));
    const { trainer, progress } = this;
    if (trainer === null || progress === null) throw new LabError("lost", "the run was freed");
    await this.repeat(trainer, progress);
    return { trainer, progress };
  }

  /** Trains up to where the run had been; in slices, so that what comes meanwhile is heard. */
  private async repeat(trainer: Trainer, progress: Progress): Promise<void> {
    const { slice, yieldToEvents } = this.services;
    for (let from = now(); trainer.step < this.reached && !progress.halted; ) {
      await progress.train();
      if (now() - from < slice) continue;
      await yieldToEvents();
      from = now();
    }
  }

  /** At the state of a checkpoint; what is looked at can be read after each step. */
  protected async openTrainer(
    recipe: Recipe,
    start: Checkpoint,
    { tensors, probes, quantiles }: Watching,
  ): Promise<Trainer> {
    const dataset = await this.services.dataset(recipe.dataset);
    const keep = [...new Set([...tensors, ...quantiles.map(({ tensor }) => tensor)])];
    const trainer = await Trainer.open(this.backend, recipe, dataset, { keep, probes });
    trainer.restore(start);
    return trainer;
  }

  protected async adopt(trainer: Trainer): Promise<void> {
    this.trainer = trainer;
    this.progress = new Progress(this, trainer, this.resume, this.services, this.unsent);
    await this.progress.watch(this.watched);
  }

  /** One program is kept: of the mode and the batch that were asked for last. */
  protected async ensureInference({ mode = "eval", batch = 1 }: HowToInfer): Promise<Inference> {
    if (this.inference?.mode === mode && this.inference.batch === batch) return this.inference;
    const small = this.byHand ? null : await attempt(this.services.pool, "wasm");
    const { network } = this.recipe;
    const opened = await Inference.open(small ?? this.backend, network, { mode, batch });
    this.inference?.free();
    this.inference = opened;
    return opened;
  }

  private tellRecovered(step: number, message: string): void {
    const { name: backend } = this.backend;
    this.services.post({ kind: "recovered", run: this.name, step, backend, message });
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
    if (found.name !== had) this.reason = `${had} was lost at step ${good.step}`;
    const place =
      found.name === had ? (had === "webgpu" ? "on the GPU" : "") : `on ${found.description}`;
    this.tellRecovered(good.step, `Continued ${place} from step ${good.step}.`.replace("  ", " "));
    if (had === "webgpu" && found.name !== had) this.returnLater(had);
  }

  /**
   * A browser that lost its graphics process may refuse it for two minutes; then the run goes back
   * to it, once.
   */
  private returnLater(wanted: BackendName): void {
    setTimeout(() => {
      this.exclusive(async () => {
        const backend =
          this.backend.name === wanted ? null : await attempt(this.services.pool, wanted);
        if (backend === null) return;
        await this.progress?.settle();
        const checkpoint = (await this.trainer?.checkpoint()) ?? this.resume;
        this.unsent = this.progress?.unsent() ?? this.unsent;
        this.release();
        this.resume = checkpoint;
        this.backend = backend;
        this.reason = "it is back";
        this.tellRecovered(checkpoint.step, `Back on the GPU from step ${checkpoint.step}.`);
      }).catch(() => undefined);
    }, this.services.returnAfter);
  }

  /** An error of a slice that nobody waits for: pause and say so. */
  fail(error: unknown): void {
    this.stop();
    if (!this.closed)
      this.services.post({ kind: "failed", run: this.name, problem: problemOf(error) });
  }
}
