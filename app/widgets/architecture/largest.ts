/** What a classifier answers. Pure. */
import { ranked, softmaxOf } from "../../figures/network/ProbabilityBars";

/** The answer of a classifier: its largest logits, each with its share of the softmax over all. */
export interface Answer {
  /** Number of the class. */
  readonly at: number;
  readonly logit: number;
  /** Softmax over all logits, 0 to 1. */
  readonly share: number;
}

/** From the largest on. */
export function largestOf(logits: ArrayLike<number>, count: number): readonly Answer[] {
  const shares = softmaxOf(logits);
  return ranked(logits)
    .slice(0, count)
    .map((at) => ({ at, logit: logits[at] ?? Number.NaN, share: shares[at] ?? Number.NaN }));
}
