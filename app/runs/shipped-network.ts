/**
 * LeNet-5 as the lab looks at it: the recipe's network, and behind its ten scores the softmax that
 * makes them shares.
 */
import type { NetworkSpec } from "../../engine/graph/spec";
import { lenetRecipe } from "../../engine/train/recipes";

export function labNetwork(): NetworkSpec {
  const { network } = lenetRecipe;
  return { ...network, layers: [...network.layers, { name: "softmax", op: "softmax" }] };
}

export const PROBABILITIES = "softmax.y";

/** What softmax reads. */
export const SCORES = "fc3.y";
