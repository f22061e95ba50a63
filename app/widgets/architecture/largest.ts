/** The answer of a classifier: its largest logits, each with its share of the softmax over all. */
export interface Answer {
  /** Number of the class. */
  readonly at: number;
  readonly logit: number;
  /** Softmax over all logits, 0 to 1. */
  readonly share: number;
}

/** From the largest on. The maximum is subtracted before the powers, so that none overflows. */
export function largestOf(logits: ArrayLike<number>, count: number): readonly Answer[] {
  const list = Array.from(logits);
  const order = list.map((_, at) => at).toSorted((a, b) => (list[b] ?? 0) - (list[a] ?? 0));
  const most = list[order[0] ?? 0] ?? 0;
  const total = list.reduce((sum, logit) => sum + Math.exp(logit - most), 0);
  return order.slice(0, count).map((at) => {
    const logit = list[at] ?? Number.NaN;
    return { at, logit, share: Math.exp(logit - most) / total };
  });
}
