/** The program of a training run: what a recipe and a data set are compiled to. */
import type { Backend } from "../backends/backend";
import { check } from "../core/errors";
import { size } from "../core/shape";
import type { Dataset } from "../data/dataset";
import { compile, type Compiled } from "../graph/compile";
import { headsOf } from "../graph/heads";
import { networkShapes } from "../graph/shapes";
import type { Recipe } from "./recipe";

/** Data sets up to this size stay in the device's memory. */
const RESIDENT_BYTES = 64 * 2 ** 20;

export interface TrainerOptions {
  /** Tensors that can be read after a step. */
  readonly keep?: readonly string[];
  readonly probes?: boolean;
  /** Most bytes that the program may take. */
  readonly budget?: number;
}

export async function build(
  backend: Backend,
  recipe: Recipe,
  dataset: Dataset,
  options: TrainerOptions,
) {
  const compiled = plan(backend, recipe, dataset, options);
  return { compiled, executable: await backend.compile(compiled.program) };
}

export function plan(
  backend: Backend,
  recipe: Recipe,
  dataset: Dataset,
  options: TrainerOptions,
): Compiled {
  const heldOut = Math.ceil((dataset.count - dataset.training) / recipe.batch);
  const base = {
    batch: recipe.batch,
    forward: false,
    training: {
      loss: recipe.loss,
      optimiser: recipe.optimiser,
      ...(recipe.clip === undefined ? {} : { clip: recipe.clip }),
      ...(recipe.frozen === undefined ? {} : { frozen: recipe.frozen }),
    },
    evaluateBatches: Math.max(1, heldOut),
    ...(isResident(backend, recipe, dataset) ? { resident: dataset.count } : {}),
    ...(options.budget === undefined ? {} : { budget: options.budget }),
    probes: options.probes === true,
  };
  const logits = headsOf(networkShapes(recipe.network), recipe.loss)[0]?.tensor ?? "";
  return compile(recipe.network, {
    ...base,
    keep: [...new Set([...(options.keep ?? []), logits])],
  });
}

/** Pictures that are changed at each step are written at each step. */
export function isResident(
  backend: Backend,
  { augment = [] }: Recipe,
  { pixels }: Dataset,
): boolean {
  return (
    backend.name !== "reference" && augment.length === 0 && pixels.length * 4 <= RESIDENT_BYTES
  );
}

export function checkFits(recipe: Recipe, dataset: Dataset): void {
  const [wanted, have] = [size(recipe.network.input), size(dataset.shape)];
  check(
    wanted === have,
    "shape",
    `${recipe.network.name} reads ${recipe.network.input.join("×")}, but the pictures of ${dataset.title} are ${dataset.shape.join("×")}`,
  );
}
