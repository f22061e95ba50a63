/**
 * One run in the worker: a recipe, its trainer, its single-image network, its checkpoint. Does one
 * thing at a time: commands and training slices wait for each other in the order they came.
 *
 * What is slow is made late: the data set and the training program when training starts, the
 * single-image program when a picture comes.
 */
import { readSafetensors, writeSafetensors } from "../data/formats/safetensors";
import { headsOf } from "../graph/heads";
import { networkShapes } from "../graph/shapes";
import { transferState } from "../train/transfer-state";
import { writeCheckpoint } from "../train/checkpoint";
import type { Conditions } from "../train/examine";
import type { Read } from "../train/inference";
import { initialWeights } from "../train/initialisers";
import { parseRecipe } from "../train/parse-recipe";
import type { Recipe } from "../train/recipe";
import { ordinary, toStored, type Weights, weightsFrom } from "../train/weights";
import { examined } from "./examined";
import { heldOutExamples } from "./examples";
import { judgedBy } from "./judged";
import { backendInUse, chooseBackend } from "./choose";
import { Progress } from "./progress";
import type { Command, HowToInfer } from "./protocol";
import { pack } from "./pack";
import { checkWatching, type Watching, watchingIn } from "./watching";
import { RecoverableRun } from "./recoverable-run";
import type { Services } from "./services";
import { startOf, tensorNames } from "./start";

type Opening = Extract<Command, { kind: "open" }>;

export class Run extends RecoverableRun {
  private names: ReadonlySet<string> | null = null;

  /** Throws what is wrong with the recipe or the weights; nothing is left behind then. */
  static async open(command: Opening, services: Services): Promise<Run> {
    const recipe = parseRecipe(command.recipe);
    const network = networkShapes(recipe.network);
    const start = startOf(command, recipe, network);
    // Loads while the backend is chosen; an error is thrown where the data set is needed.
    if (command.inUse !== true) services.dataset(recipe.dataset).catch(() => undefined);
    const { backend, reason } =
      command.inUse === true
        ? await backendInUse(services.pool, command.backend)
        : await chooseBackend(services.pool, command.backend, recipe, services.timings);
    const run = new Run(
      command.run,
      services,
      recipe,
      network,
      command.backend !== "auto",
      backend,
      reason,
      start,
    );
    services.post({
      kind: "opened",
      run: command.run,
      provenance: { backend: backend.name, description: backend.description, reason },
      parameters: network.parameterCount,
      bytes: await services.pool.bytesInUse(),
      network: recipe.network,
    });
    run.reached = Math.max(start.step, command.reached ?? 0);
    if (command.running === true) run.start(command.until);
    return run;
  }

  /** Trains on, to the end of step `until` if there is one. */
  start(until?: number): void {
    [this.running, this.until] = [true, until ?? null];
  }

  /** Trains for about `milliseconds`, at least one step. */
  async slice(milliseconds: number): Promise<void> {
    await this.exclusive(async () => {
      const progress = await this.ensureProgress();
      const wanted = (): boolean => this.running && !this.closed && !this.arrived;
      if (!this.arrived) await progress.slice(milliseconds, wanted);
      if (this.arrived && this.running) await this.finish(progress);
    });
  }

  private get arrived(): boolean {
    return this.until !== null && (this.trainer?.step ?? 0) >= this.until;
  }

  /** At its goal: with a score of the last step, so that runs can be compared there. */
  private async finish(progress: Progress): Promise<void> {
    await progress.settle();
    await progress.evaluate();
    this.running = false;
    await progress.snapshot(true);
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
    await this.exclusive(async () => {
      await this.progress?.keepNow();
      await this.progress?.snapshot(true);
    });
  }

  async pause(): Promise<void> {
    this.stop();
    await this.exclusive(async () => {
      await this.progress?.keepNow();
      await this.progress?.snapshot(true);
    });
  }

  async reset(life: number, weights?: ArrayBuffer): Promise<void> {
    await this.exclusive(async () => {
      this.services.post({ kind: "begun", run: this.name, life });
      const tensors =
        weights === undefined ? initialWeights(this.network, this.recipe.seed) : this.read(weights);
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
   * Goes on from where it is with another recipe; from the last good step when it stands still
   * before NaN. Throws what is wrong with the recipe; the run then goes on as it was.
   */
  async continueWith(request: number, given: Recipe): Promise<void> {
    const recipe = parseRecipe(given);
    const network = networkShapes(recipe.network);
    await this.exclusive(async () => {
      if (this.reached > this.resume.step) await this.ensureTrainer();
      const state = (await this.progress?.state()) ?? this.resume;
      const from = { network: this.network, optimiser: this.recipe.optimiser };
      const { checkpoint, added, dropped } = transferState(
        state,
        from,
        { network, optimiser: recipe.optimiser, frozen: recipe.frozen },
        recipe.seed,
      );
      const names = tensorNames(recipe);
      const watched = watchingIn(this.watched, names);
      const trainer =
        this.trainer === null ? null : await this.openTrainer(recipe, checkpoint, watched);
      this.unsent = this.progress?.unsent(checkpoint.step) ?? this.unsent;
      this.release();
      [this.recipe, this.network, this.names, this.watched] = [recipe, network, names, watched];
      [this.resume, this.reached] = [checkpoint, checkpoint.step];
      this.version += 1;
      if (trainer !== null) await this.adopt(trainer);
      const stored = writeCheckpoint(checkpoint).buffer;
      const bytes = await this.services.pool.bytesInUse();
      const told = {
        run: this.name,
        request,
        step: checkpoint.step,
        recipe,
        parameters: network.parameterCount,
        bytes,
        added,
        dropped,
      };
      this.services.post({ kind: "continued", ...told, state: stored }, [stored]);
      await this.progress?.snapshot(true);
    });
  }

  /** Throws "unknown-name" for a tensor that this network does not have. */
  async watch(watching: Watching): Promise<void> {
    this.names ??= tensorNames(this.recipe);
    checkWatching(watching, this.names, this.network.spec.name);
    this.watched = watching;
    await this.exclusive(async () => {
      if (this.progress === null) return;
      await this.progress.watch(watching);
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

  async infer(input: Float32Array, tensors: readonly string[], how: HowToInfer = {}) {
    return this.exclusive(async () => pack(await this.classify(input, tensors, how)));
  }

  private async classify(
    input: Float32Array,
    tensors: readonly string[],
    how: HowToInfer = {},
  ): Promise<Read> {
    const inference = await this.ensureInference(how);
    if (inference.version !== this.weightsVersion())
      inference.setWeights(await this.weights(), this.weightsVersion());
    const read = await inference.run(input, tensors, how);
    if (how.updates === true) this.move(inference.runningStatistics());
    return read;
  }

  /** The run's own running statistics become these. */
  private move(statistics: Weights): void {
    for (const [name, data] of statistics) this.trainer?.overwrite(name, data);
    const tensors = new Map([...this.resume.tensors, ...statistics]);
    if (this.trainer === null) this.resume = { ...this.resume, tensors };
    this.version += 1;
  }

  async examine(conditions: Conditions, statistics?: { batch: number; examples?: number }) {
    return this.exclusive(async () => examined(await this.ensureTrainer(), conditions, statistics));
  }

  /**
   * Held-out pictures (an index past the last is left out) with what the network as it is now gives
   * for each.
   */
  async examples(indices: readonly number[]) {
    return this.exclusive(async () => {
      const { dataset } = await this.ensureTrainer();
      const head = headsOf(this.network, this.recipe.loss)[0]?.tensor ?? "";
      return heldOutExamples(dataset, indices, async (pixels) => {
        const read = await this.classify(pixels, [head]);
        return read.get(head)?.data ?? [];
      });
    });
  }

  /** What the network as it is now takes every held-out picture for. */
  async judge() {
    return this.exclusive(async () => {
      const dataset = await this.services.dataset(this.recipe.dataset);
      return judgedBy(this.backend, this.recipe, await this.weights(), dataset);
    });
  }

  async save(): Promise<ArrayBuffer> {
    return this.exclusive(
      async () => writeSafetensors(toStored(await this.weights(), this.network)).buffer,
    );
  }

  acknowledge(): void {
    // Between two backends there is no progress to note it, and the next one would wait for it for
    // ever.
    if (this.unsent !== undefined) this.unsent = { ...this.unsent, waiting: false };
    if (this.progress?.acknowledge() === true)
      this.exclusive(async () => this.progress?.snapshot(true)).catch((error: unknown) =>
        this.fail(error),
      );
  }

  /** For tests: what the device does to us. */
  async fault(kind: "lose-device" | "nan", tensor?: string): Promise<void> {
    if (kind === "lose-device") await this.services.pool.lose(this.backend.name);
    else await this.exclusive(async () => (await this.ensureProgress()).spoilNext(tensor));
  }

  async free(): Promise<void> {
    this.stop();
    await this.exclusive(async () => {
      await this.progress?.settle().catch(() => undefined);
      this.closed = true;
      this.release();
    });
  }

  private read(weights: ArrayBuffer): Weights {
    return ordinary(weightsFrom(readSafetensors(new Uint8Array(weights)), this.network));
  }
}
