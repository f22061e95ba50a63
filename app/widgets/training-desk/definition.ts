/**
 * The training desk: a network trains on a data set in front of the reader. The state is the recipe's choices and what is
 * looked at; the run itself lives in the engine under the name `run`, so that other figures can look at the same weights.
 */
import { tensor } from "../../../engine/core/tensor";
import { networkShapes } from "../../../engine/graph/shapes";
import type { OptimiserSpec, Recipe } from "../../../engine/train/recipe";
import { lenetRecipe } from "../../../engine/train/recipes";
import { finite, inRange, isRecord, oneOf, truth } from "../untrusted";
import type { PropertyValues, WidgetDefinition } from "../widget";
import { experimentTorch } from "../experiment/torch";

export const DATASETS = ["mnist", "fashion"] as const;
export const OPTIMISERS = ["momentum", "sgd", "adam"] as const;
export const BATCHES = [8, 16, 32, 64, 128, 256] as const;
export const RATE = { min: 1e-5, max: 10 } as const;

export interface DeskState {
  readonly dataset: (typeof DATASETS)[number];
  readonly seed: number;
  readonly batch: number;
  readonly optimiser: (typeof OPTIMISERS)[number];
  readonly learningRate: number;
  /** The rate falls to a twentieth over five epochs, along a cosine. */
  readonly falling: boolean;
  readonly logarithmic: boolean;
  readonly cursor: number | null;
  /** The engine's name for the run. */
  readonly run: string;
}

export const trainingDesk: WidgetDefinition<DeskState> = {
  name: "training-desk",
  title: "Train LeNet-5",
  summary: "LeNet-5 trains live from a seed: curves against held-out pictures, pause, single step, reset, learning rate while it runs.",
  properties: {
    dataset: { type: "choice", options: DATASETS, default: "mnist", description: "Handwritten digits or clothing." },
    seed: { type: "integer", min: 0, max: 1_000_000, default: 1, description: "Seed of first weights and order of pictures." },
    batch: { type: "integer", min: 1, max: 512, default: 64, description: "Pictures a step." },
    optimiser: { type: "choice", options: OPTIMISERS, default: "momentum", description: "Rule by which gradients move weights." },
    rate: { type: "number", ...RATE, default: lenetRecipe.learningRate, description: "Learning rate at the start." },
    falling: { type: "boolean", default: true, description: "Whether the rate falls to a twentieth over five epochs." },
    log: { type: "boolean", default: false, description: "Logarithmic loss axis." },
    run: { type: "text", maxLength: 40, default: "lenet", description: "Name of the run; a digit-lab of that name sees its weights." },
  },
  kernels: ["conv2d", "maxpool2d", "linear", "cross-entropy"],
  controls: ["start", "step", "reset", "rate", "seed", "batch", "optimiser", "falling", "dataset", "weights"],
  initial: (properties: PropertyValues) =>
    restore({ ...properties, learningRate: properties["rate"], logarithmic: properties["log"] }, STANDARD),
  restore,
  steps: () => 0,
  step: () => 0,
  seek: (state) => state,
  values() {
    const shapes = networkShapes(lenetRecipe.network);
    const counts = shapes.layers.map((layer) => layer.parameterCount);
    return {
      parameters: tensor([1], Float64Array.of(shapes.parameterCount)),
      parametersByLayer: tensor([counts.length], Float64Array.from(counts)),
    };
  },
  describe(state) {
    const what = state.dataset === "mnist" ? "handwritten digits" : "pictures of clothing";
    return `LeNet-5 on ${what}, ${state.batch} pictures a step, ${OPTIMISER_WORDS[state.optimiser]}, learning rate ${state.learningRate}${state.falling ? " falling over five epochs" : ""}, seed ${state.seed}.`;
  },
  torch: (state) => experimentTorch(recipeOf(state)),
  toProperties: ({ dataset, seed, batch, optimiser, learningRate, falling, logarithmic, run }) => ({
    dataset,
    seed,
    batch,
    optimiser,
    rate: learningRate,
    falling,
    log: logarithmic,
    run,
  }),
};

export const OPTIMISER_WORDS: Readonly<Record<DeskState["optimiser"], string>> = {
  momentum: "gradient descent with momentum 0.9",
  sgd: "plain gradient descent",
  adam: "Adam",
};

/** A learning rate that suits each rule, for when the reader changes the rule. */
export const USUAL_RATE: Readonly<Record<DeskState["optimiser"], number>> = { momentum: lenetRecipe.learningRate, sgd: 0.1, adam: 0.001 };

const OPTIMISER_SPECS: Readonly<Record<DeskState["optimiser"], OptimiserSpec>> = {
  momentum: lenetRecipe.optimiser,
  sgd: { kind: "sgd" },
  adam: { kind: "adam" },
};

const STANDARD: DeskState = {
  dataset: "mnist",
  seed: 1,
  batch: 64,
  optimiser: "momentum",
  learningRate: lenetRecipe.learningRate,
  falling: true,
  logarithmic: false,
  cursor: null,
  run: "lenet",
};

/** Pictures to train on; the other 2,000 are held out. */
export const TRAINING: Readonly<Record<DeskState["dataset"], number>> = { mnist: 8000, fashion: 10_000 };
const EPOCHS = 5;

export function stepsPerEpoch({ dataset, batch }: Pick<DeskState, "dataset" | "batch">): number {
  return Math.floor(TRAINING[dataset] / batch);
}

export function recipeOf(state: DeskState): Recipe {
  const { dataset, seed, batch, optimiser, learningRate, falling } = state;
  const schedule = { kind: "cosine", steps: EPOCHS * stepsPerEpoch(state), floor: 0.05 } as const;
  const rule = { optimiser: OPTIMISER_SPECS[optimiser], learningRate, ...(falling ? { schedule } : {}) };
  return { network: lenetRecipe.network, dataset, batch, seed, loss: "cross_entropy", ...rule };
}

/** What of the state needs a new run when it changes; the learning rate does not. */
export function recipeKey({ dataset, seed, batch, optimiser, falling }: DeskState): string {
  return [dataset, seed, batch, optimiser, falling].join(" ");
}

function restore(untrusted: unknown, fallback: DeskState): DeskState {
  const given = isRecord(untrusted) ? untrusted : {};
  const cursor = finite(given["cursor"], -1);
  const run = given["run"];
  return {
    dataset: oneOf(given["dataset"], DATASETS, fallback.dataset),
    seed: inRange(given["seed"], 0, 1_000_000, fallback.seed),
    batch: inRange(given["batch"], 1, 512, fallback.batch),
    optimiser: oneOf(given["optimiser"], OPTIMISERS, fallback.optimiser),
    learningRate: Math.max(RATE.min, Math.min(RATE.max, finite(given["learningRate"], fallback.learningRate))),
    falling: truth(given["falling"], fallback.falling),
    logarithmic: truth(given["logarithmic"], fallback.logarithmic),
    cursor: given["cursor"] === null ? null : cursor >= 0 ? Math.abs(Math.round(cursor)) : fallback.cursor,
    run: typeof run === "string" && /^[\w-]{1,40}$/.test(run) ? run : fallback.run,
  };
}
