/** The training runs of the lessons. */
import type { NetworkSpec } from "../graph/spec";
import { cifarNetwork } from "../graph/networks/cifar";
import { lenet5 } from "../graph/networks/lenet";
import type { Recipe } from "./recipe";

/**
 * LeNet-5 on handwritten digits: at least 94 % of the held-out digits after one epoch (125 steps),
 * 97 % after five, on every backend. Over four seeds: 94.8 … 95.5 % and 97.7 … 98.0 %; a constant
 * rate of 0.02 ends between 96.9 and 98.3 %.
 */
export const lenetRecipe: Recipe = {
  network: withHe(lenet5()),
  dataset: "mnist",
  batch: 64,
  seed: 1,
  loss: "cross_entropy",
  optimiser: { kind: "sgd", momentum: 0.9 },
  learningRate: 0.03,
  schedule: { kind: "cosine", steps: 625, floor: 0.05 },
};

/** The same network with He's initialisation, which keeps the variance through relu. */
function withHe(spec: NetworkSpec): NetworkSpec {
  const layers = spec.layers.map((layer) =>
    layer.op === "conv2d" || layer.op === "linear"
      ? { ...layer, init: { kind: "he_normal" as const } }
      : layer,
  );
  return { ...spec, layers };
}

/** Epochs of `shippedRecipe`, each of 125 steps. */
export const SHIPPED_EPOCHS = 60;

/**
 * The weights that come with the page: the same network, longer, on digits that are moved, scaled,
 * slanted, turned, thinner and thicker at every step, so that it also reads what people draw.
 */
export const shippedRecipe: Recipe = {
  ...lenetRecipe,
  augment: [
    { kind: "affine", turn: 12, slant: 0.3, scale: 0.15, shift: 2 },
    { kind: "stroke", pixels: 0.7 },
  ],
  schedule: { kind: "cosine", steps: SHIPPED_EPOCHS * 125, floor: 0.01 },
};

/** The deep nets whose trained weights come with the page, to be taken apart. */
export const DEEP_NETS = ["residual", "plain"] as const;
export type DeepNet = (typeof DEEP_NETS)[number];

/** Epochs of `deepRecipe`, each of 250 steps. */
export const DEEP_EPOCHS = 16;

/**
 * 56 layers, four maps in the first stage, on clothes of 14×14 pixels: with skip connections or
 * without, all else the same.
 */
export function deepRecipe(net: DeepNet): Recipe {
  const network = cifarNetwork({
    depth: 56,
    residual: net === "residual",
    width: 4,
    input: [1, 14, 14],
  });
  return {
    network: withHe(network),
    dataset: "fashion",
    transform: [{ kind: "average_pool", size: 2 }],
    batch: 32,
    seed: 1,
    loss: "cross_entropy",
    optimiser: { kind: "sgd", momentum: 0.9, weight_decay: 1e-4 },
    learningRate: 0.02,
    schedule: { kind: "cosine", steps: DEEP_EPOCHS * 250, floor: 0.01 },
  };
}

/** Where the site has the trained weights. */
export function deepWeights(net: DeepNet): string {
  return `weights/${net}56-fashion.safetensors`;
}
