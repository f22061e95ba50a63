/**
 * How far number `at` of a backend's statistics may lie from the reference's `want`, over `count`
 * cells. Counts, the least and the most are exact; Σ v² is relative; Σ v may cancel, so that it is
 * as good as √(n·Σ v²) allows.
 */
export function statisticsTolerance(at: number, want: ArrayLike<number>, count: number): number {
  if (at === 0) return 1e-5 * Math.abs(want[0] ?? 0);
  return at === 3 ? 1e-6 * Math.sqrt(Math.abs(want[0] ?? 0) * count) : 0;
}
