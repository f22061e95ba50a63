/**
 * One training run on one backend: the compiled program, its data, its step counter. No clock, no
 * messages: who calls decides when. The same recipe gives the same bits on one backend, and the
 * same curve on all.
 *
 * Errors: LabError "lost" when the device is gone (restore from a checkpoint on a new one),
 * "budget", "shape".
 */
import type { Backend, Executable } from "../backends/backend";
import { check, LabError } from "../core/errors";
import { random } from "../core/random";
import { size } from "../core/shape";
import { allPixelsAsFloats, type Dataset } from "../data/dataset";
import { transformed } from "../data/transform";
import { type Compiled, LOSS_RING } from "../graph/compile";
import type { StepScalars } from "../graph/program";
import { stateOf } from "../graph/update";
import { type Augment, augmenter } from "./augment";
import { type Batches, batches, unshuffled } from "./batches";
import type { Checkpoint, RateChange } from "./checkpoint";
import { Evaluation } from "./evaluation";
import { initialWeights } from "./initialisers";
import { type LayerProbe, readStatistics } from "./probe";
import type { Recipe } from "./recipe";
import { rateFactor } from "./schedule";
import { build, checkFits, isResident, plan, type TrainerOptions } from "./training-program";
import { weightShapes } from "../graph/shapes";
import type { Weights } from "./weights";

export interface LossPoint {
  readonly step: number;
  readonly loss: number;
}

export class Trainer {
  private executable: Executable;
  private compiled: Compiled;
  private options: TrainerOptions;
  private readonly order: Batches;
  private readonly floats: Float32Array | null;
  private readonly augment: Augment | null;
  private rates: RateChange[] = [];
  private lastLossRead = 0;
  private done = 0;

  private constructor(
    readonly backend: Backend,
    readonly recipe: Recipe,
    readonly dataset: Dataset,
    options: TrainerOptions,
    built: { compiled: Compiled; executable: Executable },
  ) {
    this.options = options;
    this.compiled = built.compiled;
    this.executable = built.executable;
    this.order = batches(
      recipe.seed,
      dataset.training,
      recipe.batch,
      unshuffled(recipe.order, dataset),
    );
    this.floats = isResident(backend, recipe, dataset) ? null : allPixelsAsFloats(dataset);
    this.augment =
      recipe.augment === undefined || recipe.augment.length === 0
        ? null
        : augmenter(recipe.augment, recipe.seed, dataset.shape);
  }

  /** Compiles and starts at step 0 with weights from the recipe's seed. */
  static async open(
    backend: Backend,
    recipe: Recipe,
    given: Dataset,
    options: TrainerOptions = {},
  ): Promise<Trainer> {
    const dataset = transformed(given, recipe.transform ?? []);
    checkFits(recipe, dataset);
    const trainer = new Trainer(
      backend,
      recipe,
      dataset,
      options,
      await build(backend, recipe, dataset, options),
    );
    trainer.fill();
    trainer.reset();
    return trainer;
  }

  get step(): number {
    return this.done;
  }

  get network(): Compiled["network"] {
    return this.compiled.network;
  }

  get stepsPerEpoch(): number {
    return this.order.perEpoch;
  }

  get epoch(): number {
    return this.order.epochsAfter(this.done);
  }

  /** Bytes of the program's arena. */
  get bytes(): number {
    return this.compiled.program.words * 4;
  }

  get watched(): TrainerOptions {
    return this.options;
  }

  /** Relu layers that are computed inside another, and that other. */
  get swallowed(): ReadonlyMap<string, string> {
    return new Map([...this.compiled.fused].map(([layer, relu]) => [relu, layer]));
  }

  /** Whether there is a tensor of that name. */
  has(tensor: string): boolean {
    return this.compiled.program.tensors.some(({ name }) => name === tensor);
  }

  /** Back to step 0, with weights from the seed or with these. */
  reset(weights: Weights = initialWeights(this.network, this.recipe.seed)): void {
    this.writeState({ step: 0, rates: [], tensors: weights });
  }

  /** The learning rate of step `step`. */
  learningRate(step = this.done + 1): number {
    let base = this.recipe.learningRate;
    for (const change of this.rates) if (change.from <= step) base = change.rate;
    return base * rateFactor(this.recipe.schedule, step);
  }

  /** Rates set by hand, by the step from which they hold. */
  get rateChanges(): readonly RateChange[] {
    return this.rates;
  }

  /** The base learning rate from the next step on. */
  setLearningRate(rate: number): void {
    check(
      Number.isFinite(rate) && rate >= 0,
      "attribute",
      `the learning rate must be 0 or more, not ${rate}`,
    );
    this.rates = [
      ...this.rates.filter((change) => change.from <= this.done),
      { from: this.done + 1, rate },
    ];
  }

  /** One training step. Resolves when the next may be asked for; nothing is read back. */
  async advance(): Promise<void> {
    const step = this.done + 1;
    this.writeBatch(this.order.at(step), step);
    await this.executable.run("train", this.scalars(step));
    this.done = step;
  }

  /** Losses of the steps since the last call (at most the last 64). */
  async losses(): Promise<readonly LossPoint[]> {
    const upTo = this.done;
    const from = Math.max(this.lastLossRead, upTo - LOSS_RING) + 1;
    if (from > upTo) return [];
    const rings = await this.executable.read(this.compiled.heads.map(({ name }) => `${name}.ring`));
    this.lastLossRead = Math.max(this.lastLossRead, upTo);
    const points: LossPoint[] = [];
    for (let step = from; step <= upTo; step++) {
      let loss = 0;
      for (const { name, weight } of this.compiled.heads)
        loss += weight * (rings.get(`${name}.ring`)?.[step % LOSS_RING] ?? Number.NaN);
      points.push({ step, loss });
    }
    return points;
  }

  /** Loss and accuracy on the held-out examples, batch by batch: call `next` until `finished`. */
  evaluation(): Evaluation {
    const logits = this.compiled.heads[0]?.tensor ?? "";
    return new Evaluation(this.executable, this.dataset, this.recipe, logits, (examples) =>
      this.writeBatch(examples),
    );
  }

  async evaluate(): Promise<{ readonly loss: number; readonly accuracy: number }> {
    const evaluation = this.evaluation();
    while (!evaluation.finished) await evaluation.next();
    return evaluation.score();
  }

  /**
   * Statistics of every activation, gradient and parameter of the step just done. Needs `probes`.
   */
  async probe(): Promise<ReadonlyMap<string, LayerProbe>> {
    check(this.compiled.probes.length > 0, "unsupported", "this run was not opened with probes");
    await this.executable.run("probe", this.scalars(Math.max(1, this.done)));
    const rows =
      (await this.executable.read(["statistics"])).get("statistics") ?? new Float32Array(0);
    const cells = new Map(
      this.compiled.program.tensors.map(({ name, shape }) => [name, size(shape)]),
    );
    return readStatistics(this.compiled.probes, rows, cells);
  }

  async read(tensors: readonly string[]): Promise<ReadonlyMap<string, Float32Array | Int32Array>> {
    return this.executable.read(tensors);
  }

  shapeOf(tensor: string): readonly number[] {
    return this.compiled.program.tensors.find(({ name }) => name === tensor)?.shape ?? [];
  }

  async weights(): Promise<Weights> {
    const names = [...weightShapes(this.network).keys()];
    const read = await this.executable.read(names);
    return new Map(names.map((name) => [name, Float32Array.from(read.get(name) ?? [])]));
  }

  async checkpoint(): Promise<Checkpoint> {
    const [step, rates] = [this.done, this.rates];
    const names = [...weightShapes(this.network).keys(), ...stateOf(this.recipe.optimiser)];
    const read = await this.executable.read(names);
    return {
      step,
      rates,
      tensors: new Map(names.map((name) => [name, Float32Array.from(read.get(name) ?? [])])),
    };
  }

  /**
   * Throws "format" when the checkpoint is not of this run. At step 0 the optimiser remembers
   * nothing yet.
   */
  restore(checkpoint: Checkpoint): void {
    const state = checkpoint.step === 0 ? [] : stateOf(this.recipe.optimiser);
    for (const name of [...weightShapes(this.network).keys(), ...state]) {
      const found = checkpoint.tensors.get(name);
      const cells = size(this.shapeOf(name));
      check(
        found?.length === cells,
        "format",
        `this saved run has ${found?.length ?? "no"} numbers for ${name}, the network needs ${cells}`,
      );
    }
    this.writeState(checkpoint);
  }

  /** Makes other tensors readable, or probes possible; the run goes on where it is. */
  async watch(options: TrainerOptions): Promise<void> {
    const wanted = { ...this.options, ...options };
    const covered = (wanted.keep ?? []).every((name) => this.options.keep?.includes(name) === true);
    if (covered && (wanted.probes !== true || this.options.probes === true)) return;
    const compiled = plan(this.backend, this.recipe, this.dataset, wanted);
    const [checkpoint, lastLossRead] = [await this.checkpoint(), this.lastLossRead];
    this.executable.free();
    this.executable = await this.backend.compile(compiled.program);
    this.compiled = compiled;
    this.options = wanted;
    this.fill();
    this.restore(checkpoint);
    this.lastLossRead = Math.max(lastLossRead, checkpoint.step);
  }

  /** For tests and the fault page: puts numbers into any tensor. */
  overwrite(tensor: string, data: Float32Array): void {
    this.executable.write(tensor, data);
  }

  free(): void {
    this.executable.free();
  }

  private fill(): void {
    if (this.floats === null) this.executable.write("dataset", allPixelsAsFloats(this.dataset));
    for (const flat of ["parameters", "gradients"]) {
      const cells = size(this.shapeOf(flat));
      if (cells > 0) this.executable.write(flat, new Float32Array(cells));
    }
  }

  private writeState({ step, rates, tensors }: Checkpoint): void {
    for (const name of weightShapes(this.network).keys()) {
      const data = tensors.get(name);
      if (data === undefined) throw new LabError("format", `there are no numbers for ${name}`);
      this.executable.write(name, data);
    }
    for (const name of stateOf(this.recipe.optimiser)) {
      this.executable.write(name, tensors.get(name) ?? new Float32Array(size(this.shapeOf(name))));
    }
    this.done = step;
    this.lastLossRead = step;
    this.rates = [...rates];
  }

  /** `step` is given in training. */
  private writeBatch(examples: Int32Array, step?: number): void {
    if (this.floats === null) this.executable.write("indices", examples);
    else {
      const pictures = rowsOf(this.floats, examples, size(this.dataset.shape));
      if (step !== undefined) this.augment?.(pictures, step);
      this.executable.write("input", pictures);
    }
    const labels = Int32Array.from(examples, (example) => this.dataset.labels[example] ?? 0);
    this.executable.write("labels", labels);
    if (this.recipe.loss === "mse")
      this.executable.write("target", oneHot(labels, this.shapeOf("target")));
  }

  private scalars(step: number): StepScalars {
    const { optimiser, seed } = this.recipe;
    const [beta1, beta2] =
      optimiser.kind === "adam" || optimiser.kind === "adamw"
        ? (optimiser.betas ?? [0.9, 0.999])
        : [0, 0];
    return {
      step,
      learningRate: this.learningRate(step),
      correction1: 1 - beta1 ** step,
      correction2: 1 - beta2 ** step,
      seed: random(seed).split(`step ${step}`).next(),
    };
  }
}

function rowsOf(source: Float32Array, examples: Int32Array, cells: number): Float32Array {
  const result = new Float32Array(examples.length * cells);
  for (const [row, example] of examples.entries())
    result.set(source.subarray(example * cells, (example + 1) * cells), row * cells);
  return result;
}

function oneHot(labels: Int32Array, shape: readonly number[]): Float32Array {
  const classes = size(shape) / labels.length;
  const result = new Float32Array(size(shape));
  for (const [row, label] of labels.entries())
    if (label < classes) result[row * classes + label] = 1;
  return result;
}
