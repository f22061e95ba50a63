/** What a network takes every held-out picture of its data set for, packed for the page. */
import type { Backend } from "../backends/backend";
import type { Dataset } from "../data/dataset";
import { transformed } from "../data/transform";
import { judge } from "../train/judge";
import type { Recipe } from "../train/recipe";
import type { Weights } from "../train/weights";
import { pack } from "./pack";

export async function judgedBy(
  backend: Backend,
  recipe: Recipe,
  weights: Weights,
  dataset: Dataset,
) {
  const read = transformed(dataset, recipe.transform ?? []);
  const { labels, answers, losses } = await judge(backend, recipe, weights, read);
  const shape = [labels.length];
  return pack([
    ["labels", { shape, data: labels }],
    ["answers", { shape, data: answers }],
    ["losses", { shape, data: losses }],
  ]);
}
