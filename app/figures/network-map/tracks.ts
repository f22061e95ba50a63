/** Lines that run beside each other, each on a track of its own where they meet. Pure. */
export type Span = readonly [number, number];

/** The span of a key reaches over this one, too. */
export function widen<Key>(spans: Map<Key, Span>, key: Key, [low, high]: Span): void {
  const known = spans.get(key) ?? [low, high];
  spans.set(key, [Math.min(known[0], low), Math.max(known[1], high)]);
}

/**
 * The first free track for each span, the shortest span first; tracks are counted from `first`, and
 * spans nearer than `apart` meet.
 */
export function tracksOf<Key>(
  spans: ReadonlyMap<Key, Span>,
  first: number,
  apart: number,
): ReadonlyMap<Key, number> {
  const tracks = new Map<Key, number>();
  const byLength = [...spans].toSorted(([, a], [, b]) => a[1] - a[0] - (b[1] - b[0]));
  for (const [key, [low, high]] of byLength) {
    const taken = [...tracks].flatMap(([other, track]) => {
      const [a, b] = spans.get(other) ?? [0, 0];
      return a < high + apart && b > low - apart ? [track] : [];
    });
    let track = first;
    while (taken.includes(track)) track++;
    tracks.set(key, track);
  }
  return tracks;
}
