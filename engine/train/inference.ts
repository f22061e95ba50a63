/**
 * Examples through a network with its current weights, every number kept: what a page shows of a
 * drawn digit. As in use, or as in training: batch norm then takes the statistics of these
 * examples, dropout drops; the running statistics move only when that is asked for.
 *
 * Nothing is fused and nothing shares words, so any tensor can be read: "conv1.y" before its relu,
 * "conv1.w", "input". Small work: it runs on the processor unless a person asked for another
 * backend. Errors: LabError "shape" (also batch norm in training on one value per channel, by the
 * layer's name), "unknown-name", "budget".
 */
import type { Backend, Executable } from "../backends/backend";
import { check } from "../core/errors";
import { size, type Shape } from "../core/shape";
import { compile, type Compiled, type ForwardMode } from "../graph/compile";
import type { NetworkSpec } from "../graph/spec";
import { weightShapes } from "../graph/shapes";
import type { Weights } from "./weights";

export interface InferenceOptions {
  /** Examples in one input. Default 1. */
  readonly batch?: number;
  /** Default "eval". */
  readonly mode?: ForwardMode;
  /** Most bytes that the program may take. */
  readonly budget?: number;
}

export interface InferenceRun {
  /** Of dropout's masks and of noise, in training mode. Default 0. */
  readonly seed?: number;
  /** Whether the running statistics stay moved by a run in training mode. Default false. */
  readonly updates?: boolean;
}

export type Read = ReadonlyMap<string, { shape: Shape; data: Float32Array | Int32Array }>;

export class Inference {
  /** The running statistics that the next run begins with. */
  private statistics: Weights = new Map();

  private constructor(
    readonly backend: Backend,
    private readonly compiled: Compiled,
    private readonly executable: Executable,
    readonly batch: number,
    readonly mode: ForwardMode,
  ) {}

  /** Whose weights these are: the caller's mark, e.g. a step number. */
  version = -1;

  static async open(
    backend: Backend,
    spec: NetworkSpec,
    { batch = 1, mode = "eval", budget }: InferenceOptions = {},
  ): Promise<Inference> {
    const compiled = compile(spec, {
      batch,
      mode,
      fuse: false,
      share: false,
      ...(budget === undefined ? {} : { budget }),
    });
    const executable = await backend.compile(compiled.program);
    return new Inference(backend, compiled, executable, batch, mode);
  }

  setWeights(weights: Weights, version: number): void {
    for (const name of weightShapes(this.compiled.network).keys()) {
      const data = weights.get(name);
      if (data !== undefined) this.executable.write(name, data);
    }
    this.statistics = new Map(
      this.statisticNames().flatMap((name) => {
        const data = weights.get(name);
        return data === undefined ? [] : [[name, data] as const];
      }),
    );
    this.version = version;
  }

  /**
   * Tensors by name after a forward pass; with no names, the output of every layer. In training
   * mode "bn1.running_mean" is what this run moved it to, also when it does not stay so.
   */
  async run(
    input: Float32Array,
    tensors: readonly string[],
    { seed = 0, updates = false }: InferenceRun = {},
  ): Promise<Read> {
    const wanted = this.batch * size(this.compiled.network.spec.input);
    check(
      input.length === wanted,
      "shape",
      `the network reads ${wanted} numbers, not ${input.length}`,
    );
    const names =
      tensors.length > 0
        ? tensors
        : ["input", ...this.compiled.network.layers.map(({ name }) => `${name}.y`)];
    this.executable.write("input", input);
    await this.executable.run("forward", {
      step: 1,
      learningRate: 0,
      correction1: 1,
      correction2: 1,
      seed,
    });
    const read = await this.executable.read(names);
    if (this.mode === "train") await this.settle(updates);
    return new Map([...read].map(([name, data]) => [name, { shape: this.shapeOf(name), data }]));
  }

  /** Running statistics as the next run finds them. */
  runningStatistics(): Weights {
    return this.statistics;
  }

  free(): void {
    this.executable.free();
  }

  private async settle(updates: boolean): Promise<void> {
    const names = this.statisticNames();
    if (names.length === 0) return;
    if (updates) {
      const read = await this.executable.read(names);
      this.statistics = new Map([...read].map(([name, data]) => [name, Float32Array.from(data)]));
    } else for (const [name, data] of this.statistics) this.executable.write(name, data);
  }

  private statisticNames(): readonly string[] {
    return this.compiled.network.layers.flatMap(({ name, buffers }) =>
      Object.keys(buffers).map((slot) => `${name}.${slot}`),
    );
  }

  private shapeOf(name: string): Shape {
    return this.compiled.program.tensors.find((plan) => plan.name === name)?.shape ?? [];
  }
}
