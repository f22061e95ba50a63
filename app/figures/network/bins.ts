/** Shares of a distribution in bins of equal width, from its numbers at equal parts in order. */

/**
 * `ordered`: the numbers at 0, 1, … n parts of n; between two neighbours lies one part of n, spread
 * evenly. The shares add up to 1 where all numbers lie in `low` … `high`.
 */
export function binShares(
  ordered: readonly number[],
  low: number,
  high: number,
  bins: number,
): readonly number[] {
  const shares = Array.from({ length: bins }, () => 0);
  const width = (high - low) / bins || 1;
  const part = 1 / Math.max(1, ordered.length - 1);
  const put = (bin: number, share: number): void => {
    const at = Math.max(0, Math.min(bins - 1, bin));
    shares[at] = (shares[at] ?? 0) + share;
  };
  for (const [at, from] of ordered.entries()) {
    const to = ordered[at + 1];
    if (to === undefined || !Number.isFinite(from) || !Number.isFinite(to)) continue;
    const [first, last] = [from, to].map((value) => Math.floor((value - low) / width));
    if (first === undefined || last === undefined || first === last || to === from) {
      put(first ?? 0, part);
      continue;
    }
    for (let bin = first; bin <= last; bin++) {
      const [left, right] = [low + bin * width, low + (bin + 1) * width];
      const inside = Math.min(to, right) - Math.max(from, left);
      put(bin, (part * Math.max(0, inside)) / (to - from));
    }
  }
  return shares;
}
