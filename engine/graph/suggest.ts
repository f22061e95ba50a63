/**
 * "Did you mean": the known word nearest to what was written, when it is near enough to be a slip.
 */

/** " Did you mean conv2d?" or "" when nothing is near. */
export function didYouMean(written: string, known: Iterable<string>): string {
  const found = nearest(written, known);
  return found === undefined ? "" : `Did you mean ${found}?`;
}

export function nearest(written: string, known: Iterable<string>): string | undefined {
  const wanted = written.slice(0, 64).toLowerCase();
  let best: string | undefined;
  let least = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const word of known) {
    const away = distance(wanted, word.toLowerCase());
    if (away < least) [best, least] = [word, away];
  }
  return best;
}

/** Levenshtein distance: single letters put in, left out or changed. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(change, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
