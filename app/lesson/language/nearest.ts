/**
 * "Did you mean …?": the nearest of the allowed words by edit distance, when it is near enough to
 * be meant.
 */

/**
 * The nearest word within a third of its length (at least one edit, at most three); a shared start
 * or part counts too.
 */
export function nearest(word: string, allowed: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let least = Math.max(1, Math.min(3, Math.ceil(wanted.length / 3))) + 1;
  for (const candidate of allowed) {
    const distance = editDistance(wanted, candidate.toLowerCase(), least);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  if (best !== undefined || wanted.length < 3) return best;
  const part = allowed.find(
    (candidate) =>
      candidate.toLowerCase().startsWith(wanted) || candidate.toLowerCase().includes(wanted),
  );
  return part ?? allowed.find((candidate) => candidate.length > 2 && wanted.startsWith(candidate));
}

/** Levenshtein distance with swaps of neighbours counted once; stops early at `limit`. */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const changed = a[row - 1] === b[column - 1] ? 0 : 1;
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + changed,
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** ` Did you mean "stride"?`, or nothing. */
export function didYouMean(suggestion: string | undefined): string {
  return suggestion === undefined ? "" : ` Did you mean ${suggestion}?`;
}

/** "a, b and c". */
export function listed(words: readonly string[], last = "and"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}
