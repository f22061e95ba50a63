/** An engine for tests: remembers what it was told, and says what the test tells it to say. */
import type { Continued, Opened, RunEvent } from "../../engine/client/event-hub";
import { type RunSnapshot, type Tensors, tensorsOf } from "../../engine/client/snapshot";
import { LabError } from "../../engine/core/errors";
import { writeSafetensors } from "../../engine/data/formats/safetensors";
import type { NetworkSpec } from "../../engine/graph/spec";
import { networkShapes, weightShapes } from "../../engine/graph/shapes";
import { initialWeights } from "../../engine/train/initialisers";
import type { Recipe } from "../../engine/train/recipe";
import { toStored } from "../../engine/train/weights";
import { readWeights } from "../../engine/worker/read-weights";
import type { HowToInfer } from "../../engine/worker/protocol";
import type { Engine } from "./runs";

type Listener = (event: RunEvent) => void;

export class FakeEngine implements Engine {
  /** "start lenet", "setLearningRate lenet 0.5" … in order. */
  readonly told: string[] = [];
  readonly recipes = new Map<string, Recipe>();
  /** Set to make the next opening fail. */
  refusal: LabError | null = null;
  /** What it answers where a test cares. */
  readonly answers: {
    examples?: (indices: readonly number[]) => Tensors;
    examine?: (
      conditions: Parameters<Engine["examine"]>[1],
    ) => Awaited<ReturnType<Engine["examine"]>>;
    judge?: () => Tensors;
    infer?: (input: Float32Array, how?: HowToInfer) => Tensors;
  } = {};
  private readonly steps = new Map<string, number>();
  private readonly listeners = new Map<string, Set<Listener>>();

  async open({ run, recipe, backend = "auto" }: Parameters<Engine["open"]>[0]): Promise<Opened> {
    this.told.push(`open ${run}`);
    this.recipes.set(run, recipe);
    this.listeners.set(run, new Set());
    await Promise.resolve();
    const { refusal } = this;
    this.refusal = null;
    if (refusal !== null) throw refusal;
    const opened: Opened = {
      kind: "opened",
      run,
      provenance: {
        backend: backend === "auto" ? "wasm" : backend,
        description: "2 threads",
        reason: "measured",
      },
      parameters: networkShapes(recipe.network).parameterCount,
      bytes: 1,
      network: recipe.network,
    };
    this.say(run, opened);
    return opened;
  }

  subscribe(run: string, listener: Listener): () => void {
    const listeners = this.listeners.get(run) ?? new Set();
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  say(run: string, event: RunEvent): void {
    for (const listener of this.listeners.get(run) ?? []) listener(event);
  }

  snapshot(run: string, step: number, more: Partial<RunSnapshot> = {}): void {
    this.steps.set(run, step);
    this.say(run, {
      kind: "snapshot",
      snapshot: {
        run,
        step,
        epoch: 0,
        running: true,
        until: null,
        provenance: { backend: "wasm", description: "2 threads", reason: "measured" },
        learningRate: this.recipes.get(run)?.learningRate ?? 0,
        imagesPerSecond: 640,
        losses: [],
        scores: [],
        frames: [],
        tensors: {},
        ...more,
      },
    });
  }

  start = (run: string, until?: number): void =>
    void this.told.push(`start ${run}${until === undefined ? "" : ` ${until}`}`);
  pause = (run: string): void => void this.told.push(`pause ${run}`);
  step = (run: string, count = 1): void => void this.told.push(`step ${run} ${count}`);
  reset = (run: string, weights?: ArrayBuffer): void =>
    void this.told.push(`reset ${run}${weights === undefined ? "" : " weights"}`);
  rewind = (run: string): void => void this.told.push(`rewind ${run}`);
  setLearningRate = (run: string, rate: number): void =>
    void this.told.push(`setLearningRate ${run} ${rate}`);
  watch = (run: string, tensors: readonly string[], probes = false): void =>
    void this.told.push(`watch ${run} ${[...tensors, probes ? "probes" : ""].join(" ").trim()}`);
  evaluate = (run: string): void => void this.told.push(`evaluate ${run}`);

  /**
   * At the step of the last snapshot; what is new is what the recipe's network has and the one
   * before had not.
   */
  async continueWith(run: string, recipe: Recipe): Promise<Continued> {
    const before = this.recipes.get(run);
    this.told.push(`continueWith ${run}`);
    this.recipes.set(run, recipe);
    await Promise.resolve();
    const names = (of: Recipe | undefined): string[] =>
      of === undefined ? [] : [...weightShapes(networkShapes(of.network)).keys()];
    const [old, made] = [names(before), names(recipe)];
    const continued: Continued = {
      kind: "continued",
      run,
      request: 0,
      step: this.steps.get(run) ?? 0,
      recipe,
      parameters: networkShapes(recipe.network).parameterCount,
      bytes: 1,
      added: made.filter((name) => !old.includes(name)),
      dropped: old.filter((name) => !made.includes(name)),
    };
    this.say(run, continued);
    return continued;
  }

  async save(run: string): Promise<ArrayBuffer> {
    const recipe = this.recipes.get(run);
    if (recipe === undefined) throw new LabError("unknown-name", `there is no run "${run}"`);
    const network = networkShapes(recipe.network);
    return writeSafetensors(toStored(initialWeights(network, recipe.seed), network)).buffer;
  }

  async examples(run: string, indices: readonly number[]): Promise<Tensors> {
    this.told.push(`examples ${run} ${indices.length}`);
    return this.answers.examples?.(indices) ?? {};
  }

  async examine(run: string, conditions: Parameters<Engine["examine"]>[1]) {
    this.told.push(`examine ${run} ${conditions.mode} ${conditions.batch}`);
    return this.answers.examine?.(conditions) ?? { loss: 0, accuracy: 0, examples: 0 };
  }

  async judge(run: string): Promise<Tensors> {
    this.told.push(`judge ${run}`);
    return this.answers.judge?.() ?? {};
  }

  async infer(
    run: string,
    input: Float32Array,
    _tensors: readonly string[] = [],
    how: HowToInfer = {},
  ): Promise<Tensors> {
    this.told.push(`infer ${run} ${input.length}`);
    return this.answers.infer?.(input, how) ?? {};
  }

  provide({ name }: Parameters<Engine["provide"]>[0]): void {
    this.told.push(`provide ${name}`);
  }

  async readWeights(network: NetworkSpec, file: ArrayBuffer): Promise<Tensors> {
    const { tensors, buffer } = readWeights(network, file);
    return tensorsOf(tensors, buffer);
  }

  async free(run: string): Promise<void> {
    this.told.push(`free ${run}`);
    this.listeners.delete(run);
  }
}
