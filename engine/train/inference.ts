/**
 * One image through a network with its current weights, every number kept: what a page shows of a drawn digit.
 *
 * Nothing is fused and nothing shares words, so any tensor can be read: "conv1.y" before its relu, "conv1.w", "input".
 * Small work: it runs on the processor unless a person asked for another backend.
 */
import type { Backend, Executable } from "../backends/backend";
import { check } from "../core/errors";
import { size, type Shape } from "../core/shape";
import { compile, type Compiled } from "../graph/compile";
import type { NetworkSpec } from "../graph/spec";
import { weightShapes, type Weights } from "./weights";

export class Inference {
  private constructor(
    readonly backend: Backend,
    private readonly compiled: Compiled,
    private readonly executable: Executable,
  ) {}

  /** Whose weights these are: the caller's mark, e.g. a step number. */
  version = -1;

  static async open(backend: Backend, spec: NetworkSpec, budget?: number): Promise<Inference> {
    const compiled = compile(spec, { batch: 1, fuse: false, share: false, ...(budget === undefined ? {} : { budget }) });
    return new Inference(backend, compiled, await backend.compile(compiled.program));
  }

  setWeights(weights: Weights, version: number): void {
    for (const name of weightShapes(this.compiled.network).keys()) {
      const data = weights.get(name);
      if (data !== undefined) this.executable.write(name, data);
    }
    this.version = version;
  }

  /** Tensors by name after a forward pass; with no names, the output of every layer. */
  async run(
    input: Float32Array,
    tensors: readonly string[],
  ): Promise<ReadonlyMap<string, { shape: Shape; data: Float32Array | Int32Array }>> {
    const wanted = size(this.compiled.network.spec.input);
    check(input.length === wanted, "shape", `the network reads ${wanted} numbers, not ${input.length}`);
    const names = tensors.length > 0 ? tensors : ["input", ...this.compiled.network.layers.map(({ name }) => `${name}.y`)];
    this.executable.write("input", input);
    await this.executable.run("forward", { step: 1, learningRate: 0, correction1: 1, correction2: 1, seed: 0 });
    const read = await this.executable.read(names);
    return new Map([...read].map(([name, data]) => [name, { shape: this.shapeOf(name), data }]));
  }

  free(): void {
    this.executable.free();
  }

  private shapeOf(name: string): Shape {
    return this.compiled.program.tensors.find((plan) => plan.name === name)?.shape ?? [];
  }
}
