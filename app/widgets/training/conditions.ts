/**
 * Where batch norm can take its mean and variance from when a trained network is used, and what is
 * asked of a run for each.
 */
import { t, word } from "../../language/words";
import type { RunHandle } from "../../runs/runs";

export interface Condition {
  /** Whose mean and variance, in words. */
  readonly title: string;
  readonly asked: Parameters<RunHandle["examine"]>;
}

/** Held-out pictures that are scored. */
export const SCORED = 1000;
const WHOLE = { batch: 500, examples: 2000 };

function inUse(title: string, statistics?: typeof WHOLE): Condition {
  return { title, asked: [{ mode: "eval", batch: 100, examples: SCORED }, statistics] };
}

function inTraining(title: string, batch: number, sorted = false): Condition {
  return { title, asked: [{ mode: "train", batch, examples: SCORED, sorted }] };
}

/** "of a batch of 32" */
export function conditionText({ title }: Condition): string {
  const [, batch] = /^of a batch of (\d+)$/.exec(title) ?? [];
  return batch === undefined ? word(title) : t("of a batch of {batch}", { batch });
}

export const CONDITIONS: readonly Condition[] = [
  inUse("running averages (in use)"),
  inUse("of 2,000 training pictures", WHOLE),
  ...[32, 8, 4, 2].map((size) => inTraining(`of a batch of ${size}`, size)),
  inTraining("of a single picture", 1),
  inTraining("of a batch of 32, all of one class", 32, true),
];

export const SHOWN = 12;
export const COMPANIONS = 7;

/**
 * Held-out pictures of eight batches: this picture among seven neighbours, then each time with one
 * of these swapped for another.
 */
export function batchesWith(picture: number): readonly (readonly number[])[] {
  const first = SHOWN + 2 * COMPANIONS * picture;
  const usual = Array.from({ length: COMPANIONS }, (_, at) => first + at);
  const swapped = usual.map((other, at) => usual.with(at, other + COMPANIONS));
  return [usual, ...swapped].map((companions) => [picture, ...companions]);
}
