/** What a training figure can show, and in which order; as an author writes it. */
import { nearest } from "../../../engine/graph/suggest";
import type { TextProblem } from "../widget";

export const SHOWS = {
  sentence: "what the runs did, in words",
  warnings: "what goes wrong in a run, with the numbers that it is read from",
  layers: "one number or histogram of every layer",
  loss: "the training loss against the step",
  gradient: "the first layer's gradient against the step",
  accuracy: "the accuracy on held-out pictures",
  ideal: "that accuracy with batch normalisation's statistics of 2,000 training pictures as well",
  validation: "the loss on held-out pictures",
  percentiles: "percentiles of one channel against the step",
  distributions:
    "the values of every hidden layer's outputs as histograms, over those of the first step",
  filters: "the first layer's filters",
  pictures: "held-out pictures with the network's answers",
  conditions: "the accuracy with running averages, with statistics of many pictures and of batches",
  noise: "mean and variance of one channel in many batches of 4, 8, 32 and 128 pictures",
  neighbours: "pictures in batches of eight whose neighbours are swapped one by one",
  drawing: "the reader's own drawing in batches of eight whose neighbours are swapped",
  map: "a small network for each pair of two settings",
} as const;
export type Show = keyof typeof SHOWS;

function isShow(name: string): name is Show {
  return Object.hasOwn(SHOWS, name);
}

export function showsOf(text: string): ReadonlySet<Show> {
  return new Set(text.split(/[\s,]+/).filter(isShow));
}

/** Layers stand above the curves, unless the author names the loss before them. */
export function layersFirst(shows: ReadonlySet<Show>): boolean {
  const written = [...shows];
  const at = written.indexOf("layers");
  return at >= 0 && !written.slice(0, at).includes("loss");
}

export function showsProblem(text: string): TextProblem | null {
  const names = Object.keys(SHOWS);
  const wrong = text.split(/[\s,]+/).find((name) => name !== "" && !isShow(name));
  return wrong === undefined
    ? null
    : {
        message: `there is nothing called "${wrong.slice(0, 40)}" to show`,
        allowed: names.join(", "),
        suggestion: nearest(wrong, names) ?? null,
      };
}

/** What of every layer the bars, or the histograms, show. */
export const MEASURES = {
  gradient: "gradient",
  update: "update / weights",
  activation: "activations",
  weight: "weights",
  slope: "slopes",
} as const;
export type Measure = keyof typeof MEASURES;
