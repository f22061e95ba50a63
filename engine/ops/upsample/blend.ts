/**
 * Which cells of x a cell of y is made of, along one axis: what the definition and the kernels of
 * both backends read.
 */
export const MODES = ["nearest", "bilinear"] as const;

/** One or two cells, each with its weight; the weights add up to 1. */
export type Blend = readonly (readonly [cell: number, weight: number])[];

interface Mode {
  readonly mode: string;
  readonly align_corners: boolean;
}

/** For each of the `extent`·`scale` cells along an axis. */
export function blendsOf(
  extent: number,
  scale: number,
  { mode, align_corners }: Mode,
): readonly Blend[] {
  const count = extent * scale;
  return Array.from({ length: count }, (_, at): Blend => {
    if (mode === "nearest") return [[Math.floor(at / scale), 1]];
    const place = align_corners
      ? (at * (extent - 1)) / Math.max(1, count - 1)
      : Math.max(0, (at + 0.5) / scale - 0.5);
    const first = Math.min(Math.floor(place), extent - 1);
    const share = place - first;
    if (share === 0 || first === extent - 1) return [[first, 1]];
    return [
      [first, 1 - share],
      [first + 1, share],
    ];
  });
}

/**
 * As a table of the kernels: for each cell of y the first cell, the second (the same where there is
 * none) and the second's weight.
 */
export function tableOf(blends: readonly Blend[]): {
  readonly cells: readonly number[];
  readonly weights: readonly number[];
} {
  const cells = blends.flatMap(([first = [0, 1], second = first]) => [first[0], second[0]]);
  const weights = blends.map(([, second]) => second?.[1] ?? 0);
  return { cells, weights };
}
