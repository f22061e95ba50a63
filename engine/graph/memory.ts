/**
 * How much memory a network takes, from its spec alone: what the compiled programs would allocate,
 * to the byte.
 *
 * Training keeps activations for the backward pass, one gradient for every parameter and the
 * optimiser's state; use lets layers that are never alive together share words.
 */
import type { OptimiserSpec } from "../train/recipe";
import { compile } from "./compile";
import { size, WORD } from "../core/shape";
import { networkShapes } from "./shapes";
import type { NetworkSpec } from "./spec";

export interface NetworkMemory {
  /** Bytes of the program that classifies `batch` images. */
  readonly use: number;
  /** Bytes of the program that trains on `batch` images. */
  readonly training: number;
  readonly layers: readonly LayerMemory[];
}

interface LayerMemory {
  readonly name: string;
  /** Bytes of weights, biases and running statistics. */
  readonly parameters: number;
  /** Bytes of the output for `batch` images. */
  readonly output: number;
}

const UNLIMITED = Number.POSITIVE_INFINITY;

export function networkMemory(
  spec: NetworkSpec,
  batch: number,
  optimiser: OptimiserSpec = { kind: "sgd", momentum: 0.9 },
): NetworkMemory {
  const network = networkShapes(spec);
  const training = {
    loss: network.output.shape.length === 1 ? ("cross_entropy" as const) : ("mse" as const),
    optimiser,
  };
  return {
    use: compile(spec, { batch, budget: UNLIMITED }).program.words * WORD,
    training:
      compile(spec, { batch, budget: UNLIMITED, forward: false, training }).program.words * WORD,
    layers: network.layers.map(({ name, shape, parameterCount, bufferCount }) => ({
      name,
      parameters: (parameterCount + bufferCount) * WORD,
      output: batch * size(shape) * WORD,
    })),
  };
}
