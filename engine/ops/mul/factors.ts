/**
 * Where the factors of one number lie, forward and backward alike: a number is Σ left·right over
 * its repeats. What the kernels of both backends read.
 */
import { type Shape, size } from "../../core/shape";
import { placesIn, repeatsOf } from "../add/repeats";

interface Places {
  readonly extents: readonly number[];
  /** Distances in cells along the four axes in each factor. */
  readonly left: readonly number[];
  readonly right: readonly number[];
}

export interface Factors {
  readonly kept: Places;
  readonly repeats: Places;
  readonly count: number;
}

/**
 * The number has the shape `into`; what is multiplied, `left` and `right`, meets in `all`, of which
 * `into` is the whole or a part that repeats.
 */
export function factorsOf(into: Shape, all: Shape, left: Shape, right: Shape): Factors {
  const { kept, repeats, count } = repeatsOf(into, all);
  const steps = {
    left: placesIn(left, all).steps,
    right: placesIn(right, all).steps,
  };
  return {
    kept: { extents: kept.extents, ...steps },
    repeats: { extents: repeats.extents, ...steps },
    count,
  };
}

/** Cells of `whole` that one cell of `part` stands for when they lie in one run; else 0. */
export function runLength(part: Shape, whole: Shape): number {
  if (part.length !== whole.length) return 0;
  const ones = part.findIndex((extent, axis) => extent !== whole[axis]);
  const rest = ones < 0 ? part.length : ones;
  return part.slice(rest).every((extent) => extent === 1) ? size(whole.slice(rest)) : 0;
}
