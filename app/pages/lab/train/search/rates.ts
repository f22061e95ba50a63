/**
 * The learning-rate range test: one short run whose rate grows by the same factor at every step.
 * Source: Smith, Cyclical Learning Rates for Training Neural Networks (arXiv:1506.01186), section
 * 3.3. Pure.
 */
import type { Recipe } from "../../../../../engine/train/recipe";
import { movingMeans, type Point } from "../../../../figures/curve/series";

const FIRST = 1e-5;
/** Steps in which the rate becomes ten times as large. */
export const DECADE = 20;
export const TEST_STEPS = 6 * DECADE;
/** The loss of one batch is noisy: a mean over so many steps. */
const AVERAGED = 5;
/** So many times the smallest loss, and the run has left what it had found. */
const LOST = 4;

/** The rate of a step; steps count from 1. */
export function rateAt(step: number): number {
  return FIRST * 10 ** (step / DECADE);
}

/** The same run with a rate that grows from step to step, as StepLR with a gamma above 1 does. */
export function rangeRecipe(recipe: Recipe): Recipe {
  return {
    ...recipe,
    learningRate: rateAt(1),
    schedule: { kind: "step", every: 1, gamma: 10 ** (1 / DECADE) },
  };
}

export interface RangeVerdict {
  /** Where the mean loss is smallest. */
  readonly least: Point;
  /** Where it is more than four times as large again; null: nowhere. */
  readonly lost: number | null;
  /** A tenth of the rate of the smallest loss. */
  readonly rate: number;
}

/** Null before there are losses enough, and where none is lower than the first. */
export function verdictOf(losses: readonly Point[]): RangeVerdict | null {
  const means = averaged(losses);
  const [first] = means;
  if (first === undefined) return null;
  const least = means.reduce((best, point) => (point.value < best.value ? point : best), first);
  if (least === first) return null;
  const lost = means.find(({ step, value }) => step > least.step && !(value <= LOST * least.value));
  return {
    least,
    lost: lost?.step ?? null,
    rate: Number((rateAt(least.step) / 10).toPrecision(1)),
  };
}

/** Means of the last losses up to each step. */
export function averaged(losses: readonly Point[]): readonly Point[] {
  return movingMeans(losses, AVERAGED);
}

/**
 * The mean over seeds at each step; no number where one of them has none, as after its loss is
 * lost.
 */
export function meanOfSeeds(all: readonly (readonly Point[])[]): readonly Point[] {
  const steps = Math.max(0, ...all.map((losses) => losses.at(-1)?.step ?? 0));
  const values = all.map((losses) => new Map(losses.map(({ step, value }) => [step, value])));
  return Array.from({ length: steps }, (_, at) => {
    const sum = values.reduce((total, one) => total + (one.get(at + 1) ?? Number.NaN), 0);
    return { step: at + 1, value: sum / all.length };
  });
}
